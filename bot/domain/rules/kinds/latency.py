"""How long calls take, against a limit and against the series' own day.

Models differ by two orders of magnitude, so by default it is quiet: a mean of a minute, or three times
what the last day took if that is five seconds or more. Of single calls only one of half an
hour counts. Nothing here is critical: slow calls still answer.
"""

from typing import Final

from bot.domain.rules.kind import Kind, Parameter, Seen, Values
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.spoken import duration, percent, whole
from bot.domain.rules.traffic import SHORT, quiet, silent

_WORD: Final = "latency"
_HOUR_MS: Final = 3_600_000
_DAY_HOURS: Final = 24
_SLOW_MS: Final = 5000  # faster than that is never slow compared with the day
_WELL: Final = 0.8  # of the limit: below that it is over
_LEAST_OF_A_DAY: Final = 100  # calls before the day says what is usual


def _measure(seen: Seen, values: Values) -> tuple[Reading, ...]:
    five = seen.last(SHORT)
    if quiet(seen):
        return (silent(seen, _WORD, 1000 * values["mean"], "ms"),)
    if not five.count or not five.duration_ms:
        return ()
    mean, limit, why = five.duration_ms / five.count, 1000 * values["mean"], "the limit"
    usual = _usual(seen) if mean >= _SLOW_MS else None
    if usual is not None and max(_SLOW_MS, values["times"] * usual) < limit:
        limit = max(_SLOW_MS, values["times"] * usual)
        why = f"{percent(mean / usual)} of the last day's mean"
    enough = five.count >= values["calls"]
    slow = enough and mean > limit
    stuck = five.duration_max_ms > 1000 * values["longest"]
    if stuck and not slow:
        why = f"one call took {duration(five.duration_max_ms)}"
    return (
        Reading(
            rule=_WORD,
            subject=seen.subject,
            level=Level.WARNING if slow or stuck else Level.FINE,
            clear=not stuck and mean < _WELL * limit,
            value=mean,
            limit=limit,
            unit="ms",
            n=five.count,
            says=f"{duration(mean)} a call, up to {duration(five.duration_max_ms)} "
            f"({whole(five.count)} calls, 5 min), limit {duration(limit)}",
            reason=f"slow: {why}" if slow or stuck else "within the limit",
        ),
    )


def _usual(seen: Seen) -> float | None:
    """What a call took in the day before the last hour; None where too little is known."""
    day = seen.between(seen.now - (_DAY_HOURS + 1) * _HOUR_MS, seen.now - _HOUR_MS)
    if day.count < _LEAST_OF_A_DAY or not day.duration_ms:
        return None
    return day.duration_ms / day.count


def _hours(seen: Seen) -> int:
    """The day is looked at only where calls are slow enough to ask."""
    five = seen.last(SHORT)
    slow = five.count and five.duration_ms / five.count >= _SLOW_MS
    return _DAY_HOURS + 1 if slow else 0


KIND: Final = Kind(
    place=8,
    word=_WORD,
    title="Latency",
    summary="how long calls take, against a limit and against the last day",
    parameters=(
        Parameter(name="mean", title="Mean above", default=60, least=0.01, most=3600, unit="s"),
        Parameter(
            name="times", title="Or so many times the last day's", default=3, least=1.1, most=100,
            help="only from 5 s on",
        ),
        Parameter(
            name="longest", title="Or one call above", default=1800, least=1, most=86_400, unit="s"
        ),
        Parameter(
            name="calls", title="Calls at least", default=20, least=1, most=100_000, unit="calls"
        ),
    ),
    measure=_measure,
    scopes=frozenset({"series"}),
    hours=_hours,
    replays=True,
    causes=("service_status",),
)  # fmt: skip
