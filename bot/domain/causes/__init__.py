"""The ten causes: why a call with an OpenAI key does not work.

Each cause is one file here with a constant `CAUSE`: its texts, the refusals by which
OpenAI names it, and how it judges the evidence. To add one, add a file (and a recorded
reply under tests/data/openai/, which a test asks for); nothing else changes.
"""

from typing import Final

from bot.domain.bad_requests import BAD_REQUESTS
from bot.domain.diagnosis import Cause
from bot.domain.refusals import Refusal, Words, best
from bot.domain.registry import members

CAUSES: Final[tuple[Cause, ...]] = tuple(
    sorted(members(__name__, __path__, "CAUSE", Cause), key=lambda cause: cause.place),
)

_BY_SLUG: Final = {cause.slug: cause for cause in CAUSES}
_SPEAKS_FOR: Final[dict[Refusal, Cause | None]] = {
    **{refusal: cause for cause in CAUSES for refusal in cause.refusals},
    **dict.fromkeys(BAD_REQUESTS),
}


def by_slug(slug: str) -> Cause:
    """The cause of that name; KeyError if there is none."""
    return _BY_SLUG[slug]


def refusal_in(words: Words) -> tuple[Cause | None, Refusal] | None:
    """Which refusal the words are, and which cause it speaks for.

    The cause is None for a bad request: OpenAI refused what was asked, not who asked.
    """
    refusal = best(_SPEAKS_FOR, words)
    return None if refusal is None else (_SPEAKS_FOR[refusal], refusal)
