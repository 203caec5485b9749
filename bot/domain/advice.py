"""What to do about errors that services report, in the words of the cause that they speak for.

A report carries the value of `error.type` and no more, so the refusal is looked up by that word
alone; where it is no word of OpenAI's (`timeout`, `_OTHER`), the cause's own last resort speaks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.bad_requests import BAD_REQUESTS
from bot.domain.causes import CAUSES
from bot.domain.network_texts import FAILURES
from bot.domain.probes import Failure
from bot.domain.refusals import Words, best
from bot.domain.reports.errors import cause_of

BAD_REQUEST: Final = "bad_request"


@dataclass(frozen=True, slots=True)
class Advice:
    """A cause in words: its title, one sentence that says more ("" if there is none), steps."""

    slug: str
    title: str
    says: str = ""
    steps: tuple[str, ...] = ()


_CAUSES: Final = {cause.slug: cause for cause in CAUSES}
_LAST_RESORTS: Final[Mapping[str, Words]] = {
    "invalid_key": Words(code="invalid_api_key"),
    "rate_limit": Words(status=429),
    "billing": Words(code="insufficient_quota"),
    "model_endpoint": Words(status=404),
    "permissions": Words(status=403),
    "service_status": Words(status=500),
    BAD_REQUEST: Words(status=400),
}
_NETWORK: Final = {"timeout": FAILURES[Failure.TIMEOUT]}
_OTHER_NAMES: Final[Mapping[str, str]] = {"overloaded": "server_is_overloaded"}
_LIBRARY: Final = (
    "Update it where the service is built: `pip install --upgrade openai`, and pin the new version.",
    "Read what has changed in between before you do.",
)


def advice(slug: str, errors: Mapping[str, int]) -> Advice:
    """What a cause says to these errors (by `error.type`); those of other causes do not count."""
    cause = _CAUSES.get(slug)
    title = cause.title if cause else "The request is at fault, not the key"
    if slug == "network":
        words = [name for name in _most_first(slug, errors) if name in _NETWORK]
        text = _NETWORK[words[0]] if words else FAILURES[Failure.UNREACHABLE]
        says = f"{text.says}." if words else "No connection to OpenAI comes about."
        return Advice(slug, title, says, text.steps)
    if slug == "sdk":
        return Advice(slug, title, "", _LIBRARY)
    refusals = cause.refusals if cause else BAD_REQUESTS
    asked = [_words(name) for name in _most_first(slug, errors)]
    if slug in _LAST_RESORTS:
        asked.append(_LAST_RESORTS[slug])
    for words_said in asked:
        if refusal := best(refusals, words_said):
            return Advice(slug, title, refusal.says, refusal.steps)
    return Advice(slug, title)


def _most_first(slug: str, errors: Mapping[str, int]) -> list[str]:
    mine = [name for name in errors if cause_of(name) == slug]
    return sorted(mine, key=lambda name: (-errors[name], name))


def _words(error_type: str) -> Words:
    if error_type.isascii() and error_type.isdigit():
        return Words(status=int(error_type[:3]))
    return Words(code=_OTHER_NAMES.get(error_type, error_type), type=error_type)
