"""Cause 2: the key is right, but not in the shape in which it has to be sent.

A header takes printable ASCII and nothing else, and every byte of the value counts: a
quote, a newline or a second `Bearer` makes another key of it, or no request at all.
"""

from typing import Final

from bot.domain.case import Case, Outcome
from bot.domain.checks import earliest, refused, silence, slipped, worst_slip
from bot.domain.diagnosis import Cause, Check, Seen
from bot.domain.gates import Gate
from bot.domain.refusals import Refusal, says

SLUG: Final = "auth_header"

_LENGTH: Final = (
    'Check what is really set: `printf %s "$OPENAI_API_KEY" | wc -c` counts its characters.'
)
_RIGHT: Final = (
    "The header has to read `Authorization: Bearer sk-…`, with one blank and nothing after the key."
)

_REFUSALS: Final = (
    Refusal(
        name="missing_authorization",
        gate=Gate.HEADER,
        says="The call reached OpenAI without a key in its Authorization header.",
        steps=(
            _RIGHT,
            "Make sure that the variable is set for the process that makes the call.",
            "If the header is set, look for a proxy or a redirect on the way that drops it.",
        ),
        wording=says(
            r"you didn'?t provide an api key",
            r"missing bearer (?:or basic )?authentication",
            r"missing (?:the )?authorization header",
        ),
        statuses=frozenset({401}),
    ),
    Refusal(
        name="illegal_header_value",
        gate=Gate.HEADER,
        says="The key holds a character that cannot be sent: a newline, a blank, a curly quote or a look-alike letter.",
        steps=(
            "Copy the key again from where it is kept, without the line break after it.",
            "In Python use `os.environ['OPENAI_API_KEY'].strip()` until the variable itself is clean.",
            _LENGTH,
        ),
        wording=says(
            r"illegal header value",
            r"invalid header (?:field )?value",
            r"invalid character in header content",
            r"not a legal http header value",
            r"header value must be str or bytes",
            r"(?:ascii|latin-1)'? codec can'?t encode character",
            r"invalid return character or leading space in header",
        ),
    ),
    Refusal(
        name="invalid_api_key",
        gate=Gate.HEADER,
        says="The key is sent together with quotes or brackets: OpenAI got those as part of it.",
        steps=(
            "Remove the quotes or brackets around the value.",
            "A `.env` read by Docker's `--env-file` keeps quotes: write `OPENAI_API_KEY=sk-…` without any.",
            "On Windows' command prompt write `set OPENAI_API_KEY=sk-…` without quotes.",
            _LENGTH,
        ),
        codes=frozenset({"invalid_api_key"}),
        wording=says(r"incorrect api key"),
        requires=says(r"incorrect api key provided:?\s*['\"`<\[{(“”‘’«]{1,3}sk-"),
        statuses=frozenset({401}),
    ),
    Refusal(
        name="invalid_api_key",
        gate=Gate.HEADER,
        says="The word Bearer is sent as part of the key, or twice.",
        steps=(
            "Set the variable to the key alone, beginning with `sk-`: the library adds `Bearer` itself.",
            _RIGHT,
        ),
        codes=frozenset({"invalid_api_key"}),
        wording=says(r"incorrect api key"),
        requires=says(r"incorrect api key provided:?\s*['\"]?(?:bearer|beare\*|bear\*)"),
        statuses=frozenset({401}),
    ),
)


def _bad_id(case: Case) -> Check | None:
    """An organization or project with a character that the adapter sends in no header."""
    for header, variable, value in (
        ("OpenAI-Organization", "OPENAI_ORG_ID", case.organization),
        ("OpenAI-Project", "OPENAI_PROJECT_ID", case.project),
    ):
        if value and not all("!" <= char <= "~" for char in value):
            return Check(
                outcome=Outcome.FAIL,
                summary=f"The id for the header {header} holds a character that no id has: a blank, a line break, an accent.",
                evidence={"header": header},
                gate=Gate.HEADER,
                code="illegal_header_value",
                next_steps=(
                    f"Copy the id again, without anything before or after it ({variable}, if it comes from there).",
                    "Or leave it out: without it OpenAI takes the key's own organization and project.",
                ),
            )
    return None


def _judge(seen: Seen) -> Check:
    slip = worst_slip(seen, SLUG)
    if slip is not None and slip.outcome is Outcome.FAIL:
        return slipped(seen, slip)
    if bad_id := _bad_id(seen.evidence.case):
        return bad_id
    turned_away = earliest(seen.mine)
    if turned_away is not None:
        return refused(turned_away)
    if slip is not None and slip.outcome is Outcome.WARN:
        return slipped(seen, slip)
    if seen.evidence.key is None:
        return silence(seen)
    noticed = [one.name for one in seen.evidence.case.pasted.slips if one.cause == SLUG]
    return Check(
        outcome=Outcome.PASS,
        summary=slip.says if slip else "The key can go into the header as it was given.",
        evidence={"noticed": noticed, "origin": seen.evidence.case.origin.value},
    )


CAUSE: Final = Cause(
    slug=SLUG,
    place=2,
    title="The Authorization header is wrong",
    topic="Authorization header",
    docs="https://developers.openai.com/api/reference/overview",
    judge=_judge,
    refusals=_REFUSALS,
)
