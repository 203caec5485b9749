"""From a reading to one finding: which cause the text speaks of.

Signs are weighed, never counted: the heaviest decides, so the code comes before the
wording and the wording before the class of the exception. Among equals the innermost of a
chain decides. Nothing believed means unknown.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.bad_requests import BAD_REQUESTS
from bot.domain.causes import CAUSES
from bot.domain.explain import characters, others
from bot.domain.explain.finding import WINDOW, echo_in, hits_in
from bot.domain.explain.hit import Hit
from bot.domain.explain.reading import Reading
from bot.domain.explain.sifting import believed
from bot.domain.explain.sign import Weight
from bot.domain.explain.signs import BAD_REQUEST
from bot.domain.explain.spoken import heard_in
from bot.domain.refusals import Refusal, Words

APART: Final = 200
BEFORE: Final = 40
MOST_ALSO: Final = 3
CLOSE: Final = 20  # a cause that weighs at most this much less is named as well
# Python tells the innermost exception first; everybody else tells it last.
INNERMOST_FIRST: Final = ("during handling of the above", "direct cause of the following")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen; without a hit the text is unknown, and `other` may say whose it is."""

    hit: Hit | None
    refusal: Refusal | None = None
    also: tuple[str, ...] = ()
    other: str | None = None
    quoted: tuple[tuple[int, int], ...] = ()  # places in the text that decided it
    doubtful: bool = False  # another provider is named, if only by its name


def choose(reading: Reading) -> Choice:
    """Find the cause of which the text speaks."""
    provider = others.provider_in(reading)
    special = (echo_in(reading), characters.found_in(reading))
    found = [*hits_in(reading), *heard_in(reading, loud=True)]
    found += [hit for hit in special if hit is not None]
    # What is only meant, not said in known words, counts where nothing else does.
    hits = believed(found, reading, provider) or believed(heard_in(reading), reading, provider)
    if not hits:
        return _nobody(reading, provider)
    hit = _best(hits, reading)
    return Choice(
        hit,
        refusal=_refusal_of(hit, reading),
        also=_also(hit, hits),
        quoted=_quoted(hit, hits),
        doubtful=provider is not None and not others.is_ours(reading.lower),
    )


def _nobody(reading: Reading, provider: others.Seen | None) -> Choice:
    somebody = provider or others.service_in(reading)
    if somebody is None:
        return Choice(None)
    place = (somebody.at, somebody.at + len(somebody.words))
    return Choice(None, other=somebody.name, quoted=(place,))


def _best(hits: list[Hit], reading: Reading) -> Hit:
    top = max(hit.weight for hit in hits)
    heaviest = [hit for hit in hits if hit.weight == top]
    inward = 1 if any(word in reading.lower for word in INNERMOST_FIRST) else -1
    innermost = min(heaviest, key=lambda hit: inward * hit.start)
    same = [hit for hit in heaviest if hit.cause == innermost.cause]
    return min(same, key=lambda hit: hit.place)


def _quoted(best: Hit, hits: list[Hit]) -> tuple[tuple[int, int], ...]:
    """The best sign and, apart from it, the next best that says the same."""
    same = [hit for hit in hits if hit.cause == best.cause and hit.weight >= Weight.FAIR]
    apart = [hit for hit in same if abs(hit.start - best.start) > APART]
    heavy = sorted(apart, key=lambda hit: -hit.weight)[:1]
    return tuple((hit.start, hit.end) for hit in (best, *heavy))


def _also(best: Hit, hits: list[Hit]) -> tuple[str, ...]:
    near = [hit for hit in hits if hit.weight >= max(Weight.STRONG, best.weight - CLOSE)]
    causes = [hit.cause for hit in sorted(near, key=lambda hit: -hit.weight)]
    named = dict.fromkeys([*best.meaning.also, *causes])
    return tuple(cause for cause in named if cause not in {best.cause, BAD_REQUEST})[:MOST_ALSO]


def _refusal_of(hit: Hit, reading: Reading) -> Refusal | None:
    """The refusal whose texts explain this hit: the one that fits the words best."""
    if hit.meaning.says:
        return None
    rows = _rows_of(hit.cause)
    said = reading.flat[max(0, hit.start - BEFORE) : hit.start + WINDOW]
    words = Words(code=hit.meaning.code, message=said)
    named = [row for row in rows if row.name == hit.meaning.code]
    fitting = [row for row in named if row.fit(words)] or named
    return max(fitting, key=lambda row: row.fit(words), default=None)


def _rows_of(cause: str) -> tuple[Refusal, ...]:
    if cause == BAD_REQUEST:
        return BAD_REQUESTS
    return next((one.refusals for one in CAUSES if one.slug == cause), ())
