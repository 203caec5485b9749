"""Signs of cause 2: the key never reaches OpenAI in a header that can be sent or read."""

from typing import Final

from bot.domain.explain.sign import Meaning, exact, strong, sure

MEANINGS: Final = (
    Meaning(
        code="missing_authorization",
        signs=(
            *exact(
                "didn't provide an api key. you need to provide",
                "did not provide an api key. you need to provide",
                "missing bearer or basic authentication",
                "missing bearer authentication",
            ),
            *sure(
                "you didn't provide an api key", "provide your api key in an authorization header"
            ),
            *strong(
                "invalid authorization header",
                "missing authorization header",
                "authorization header is missing",
                "no authorization header",
                "authorization header … malformed",
                "malformed authorization header",
                "bearer token is missing",
                "invalid authorization header format",
            ),
        ),
        also=("environment",),
    ),
    Meaning(
        code="empty_key",
        says="The header was built with an empty key: the variable is set to nothing, or not set at all.",
        steps=(
            'Set it in the shell that starts the program: `export OPENAI_API_KEY=sk-…` (PowerShell: `$env:OPENAI_API_KEY="sk-…"`).',
            "Print its length where the program runs: `python -c \"import os; print(len(os.environ.get('OPENAI_API_KEY', '')))\"`.",
            "Load the `.env` file before the client is made.",
        ),
        own=True,
        signs=exact("illegal header value b'bearer '", 'illegal header value b"bearer "'),
        also=("environment",),
    ),
    Meaning(
        code="illegal_header_value",
        signs=(
            *exact(
                "illegal header value b'bearer",
                'illegal header value b"bearer',
                "invalid header value b'bearer",
                'invalid header value b"bearer',
                'invalid character in header content ["authorization"]',
                "is not a legal http header value",
                'invalid header field value for "authorization"',
                'invalid header field value "bearer',
                'invalid http header field value: "bearer',
                'invalid header value: "bearer',
                "return character(s) in header value: 'bearer",
                'return character(s) in header value: "bearer',
                "bearer … is an invalid header value",
                "bearer … is not a legal http header value",
                "bearer … is not valid header value",
                "the format of value 'bearer",
                "localprotocolerror: illegal header value",
                "cannot convert argument to a bytestring",
                "string contains non iso-8859-1 code point",
                "string contains non-iso-8859-1 code point",
                "headers … bearer … invalid value",
            ),
            # A stack without OpenAI in it is that of another program.
            *exact("in authorization value", unless=("value: basic ", "at okhttp3.")),
            *sure(
                "request headers must contain only ascii characters",
                "new-line characters are not allowed in header",
                "header field value cannot include cr/lf",
                "err_invalid_char … authorization",
                "illegal header value",
                "invalid header value b'",
                "invalid header field value",
                "invalid character in header content",
                "newline, carriage return, or null byte detected in headers",
                "newline or carriage return … detected in headers",
            ),
            *strong(
                "failed to parse header value",
                "in authorization value",
                "invalidheadervalue",
                "invalid header value",
                "err_invalid_char",
                "invalid http header value",
                "invalid http header field value",
                "invalid http header",
                "header value must be str or bytes",
                "header … contains invalid character",
                "headers … invalid value",
                "invalid characters in header",
                "illegal character … header",
                "invalid return character or leading space in header",
                "header name must be a valid http token",
                "non-ascii … api key",
                "api key … non-ascii",
                "api key … invalid characters",
            ),
        ),
    ),
    Meaning(
        code="bearer_twice",
        says="The word Bearer is sent as part of the key, or twice.",
        steps=(
            "Set the variable to the key alone, beginning with `sk-`: the library adds `Bearer` itself.",
            "Sent by hand the header reads `Authorization: Bearer sk-…`, with one blank.",
        ),
        signs=exact("bearer bearer"),
    ),
)
