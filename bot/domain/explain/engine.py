"""The way of a text through the engine."""

from types import MappingProxyType
from typing import Final

from bot.domain.explain.choosing import Choice, choose
from bot.domain.explain.details import details_of
from bot.domain.explain.explanation import UNKNOWN, Explanation
from bot.domain.explain.masking import FoundKey, mask_secrets
from bot.domain.explain.reading import read
from bot.domain.explain.sign import Weight
from bot.domain.explain.texts import quote, steps_of, summary_of

_CONFIDENCE: Final = (
    (Weight.CODE, 0.97),
    (Weight.SURE, 0.93),
    (Weight.STRONG, 0.8),
    (Weight.FAIR, 0.6),
    (Weight.FAINT, 0.45),
)
_DOUBT: Final = 0.1
_NAMED: Final = 0.9  # another provider is named: so sure is the "unknown"
_SILENT: Final = 0.5


def explain(text: str) -> Explanation:
    """Name the cause of which an error text speaks; any text at all, never raises."""
    masked, found = mask_secrets(text)
    reading = read(masked)
    choice = choose(reading)
    start = choice.quoted[0][0] if choice.quoted else 0
    details = details_of(reading, start)
    return Explanation(
        cause=choice.hit.cause if choice.hit else UNKNOWN,
        code=_code(choice),
        confidence=_confidence(choice),
        summary=summary_of(choice, details),
        next_steps=steps_of(choice, details, reading),
        evidence=tuple(dict.fromkeys(quote(reading, *place) for place in choice.quoted)),
        also=choice.also,
        details=MappingProxyType(details),
        key_found=_shown(found),
    )


def _code(choice: Choice) -> str | None:
    return choice.hit.meaning.code if choice.hit else None


def _confidence(choice: Choice) -> float:
    if choice.hit is None:
        return _NAMED if choice.other else _SILENT
    weight = choice.hit.weight
    sure = next(confidence for least, confidence in _CONFIDENCE if weight >= least)
    return round(sure - _DOUBT * choice.doubtful, 2)


def _shown(found: tuple[FoundKey, ...]) -> str | None:
    """The key to warn of: OpenAI's before another's."""
    ranked = sorted(found, key=lambda key: key.provider != "openai")
    return ranked[0].masked if ranked else None
