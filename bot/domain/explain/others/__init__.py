"""Whose error it is, when it is not OpenAI's.

Half the world speaks OpenAI's protocol, often through OpenAI's own library, so the class
of an exception proves nothing. A provider is known by its host, by the name that a wrapper
gives its exceptions, or by words that only it says; its mere name is no more than a hint.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.explain.others.clouds import CLOUDS
from bot.domain.explain.others.rest import REST
from bot.domain.explain.others.services import SERVICES
from bot.domain.explain.phrases import Index, Phrase
from bot.domain.explain.reading import Reading


@dataclass(frozen=True, slots=True)
class Seen:
    """Another's traces in a text: `certain` if by a mark; `at` is where."""

    name: str
    certain: bool
    at: int
    words: str


PROVIDERS: Final = CLOUDS + REST
OURS: Final = (
    "platform.openai.com",
    "api.openai.com",
    "help.openai.com",
    "onboard.openai.com",
    "beta.openai.com",
    "openaiexception",
    "status.openai.com",
)
_MARKS: Final = Index((Phrase(mark), (one.name, mark)) for one in PROVIDERS for mark in one.marks)
_NAMES: Final = Index((Phrase(name), (one.name, name)) for one in PROVIDERS for name in one.names)


def provider_in(reading: Reading) -> Seen | None:
    """The other provider of whom the text speaks; a mark before a name."""
    for certain, index in ((True, _MARKS), (False, _NAMES)):
        for (name, words), start, _ in index.found_in(reading.lower, reading.words):
            return Seen(name, certain, start, words)
    return None


def service_in(reading: Reading) -> str | None:
    """The service, no provider of models, whose error it may be.

    Its name may go on (`spotify_client`), but begins where a word begins.
    """
    lower = reading.lower
    return next(
        (one.name for one in SERVICES if any(_begins(mark, lower) for mark in one.marks)), None
    )


def _begins(mark: str, lower: str) -> bool:
    at = lower.find(mark)
    return at >= 0 and not (at and lower[at - 1].isalpha())


def is_ours(text: str) -> bool:
    """Whether OpenAI's own hosts are named."""
    return any(mark in text for mark in OURS)
