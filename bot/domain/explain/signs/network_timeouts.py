"""Signs of cause 5: no answer came in time.

These count only in a text that is about OpenAI and names no other host.
"""

from typing import Final

from bot.domain.explain.sign import Meaning, strong

_SEE_WHAT_ANSWERS: Final = (
    "Run `curl -v https://api.openai.com/v1/models` on the same machine: 401 is the healthy answer."
)
_PROXY: Final = "Behind a proxy set `HTTPS_PROXY=http://proxy:port` for the process; without one make sure that it is unset."

MEANINGS: Final = (
    Meaning(
        code="timeout",
        says="No answer came in time: the way to OpenAI is blocked or slow, or the answer takes longer than the program waits.",
        steps=(
            _SEE_WHAT_ANSWERS,
            "If that is quick, the answer itself is long: raise the timeout (`OpenAI(timeout=120)`) or stream it.",
            _PROXY,
            "Look at https://status.openai.com if it began all at once.",
        ),
        signs=(
            *strong(
                "etimedout",
                "esockettimedout",
                "connection timed out",
                "connect timed out",
                "connecttimeout",
                "connect timeout",
                "connection to api.openai.com timed out",
                "read timed out",
                "readtimeout",
                "read timeout",
                "writetimeout",
                "pooltimeout",
                "request timed out",
                "request timeout",
                "request timed out.",
                "timeout of … exceeded",
                "timeout exceeded",
                "apitimeouterror",
                "apiconnectiontimeouterror",
                "openai.error.timeout",
                "sockettimeoutexception",
                "httptimeoutexception",
                "net::readtimeout",
                "net::opentimeout",
                "faraday::timeouterror",
                "und_err_connect_timeout",
                "und_err_headers_timeout",
                "und_err_body_timeout",
                "i/o timeout",
                "context deadline exceeded",
                "client.timeout exceeded",
                "httpclient.timeout",
                "operation timed out",
                "operation was timed out",
                "operation has timed out",
                "winerror 10060",
                "winerror 121",
                "timeouterror",
                "timeoutexception",
                "deadline has elapsed",
                "curl: (28)",
                "curl error 28:",
                "err_connection_timed_out",
                "the request timed out",
                "timed out after",
                "timed out",
                "taskcanceledexception",
                "interruptedioexception",
                "network timeout",
                "connection timeout",
                "connection time out",
                "execution expired",
                "user aborted a request",
                "request was aborted",
                "timeout was reached",
                "properly respond after a period of time",
                "timeout error",
                "timeout (",
                "timeout after",
                "timeout:",
                "请求超时",
                "连接超时",
                "超时",
                "exit_code=28",
                "exit code 28",
                "errno 110",
                "errno 60",
            ),
        ),
        also=("service_status",),
    ),
)
