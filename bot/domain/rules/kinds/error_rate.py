"""Errors of the provider's (or the way's) in all calls: three legs, any of which is enough.

Fast: five minutes prove a rate above the limit, and the last minute agrees. Slow: an hour proves
it, for services of a few calls a minute. Streak: five failures with no success between them
over a minute, whatever the number of calls, for the smallest. 429s and refused requests are
calls, but no failures here: they have rules of their own.

It is clear again below half the limit over five minutes of at least 20 calls. A service that
never has these is clear after so many successes in a row that the limit itself has become
improbable (29 at 10 %), or after ten if what went before was a streak: then the other
possibility is an outage, and ten successes rule that out. Both use no memory of which leg spoke.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.reports.errors import ErrorClass, class_of
from bot.domain.rules.kind import Kind, Parameter, Seen, Values
from bot.domain.rules.levels import two_levels
from bot.domain.rules.rates import bound, proves, row_that_clears
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.spoken import percent, span, whole
from bot.domain.rules.traffic import HOUR, SHORT, quiet, run, silent
from bot.domain.windows.sums import Sums

_WORD: Final = "error_rate"
_MINUTE: Final = 60
_FAULT: Final = (ErrorClass.FAULT,)


@dataclass(frozen=True, slots=True)
class _Leg:
    """What one leg found."""

    level: Level
    k: int
    n: int
    span_s: float
    reason: str
    since: int | None = None


def _measure(seen: Seen, values: Values) -> tuple[Reading, ...]:
    if quiet(seen):
        return (silent(seen, _WORD, values["warning"], "%"),)
    legs = [_fast(seen, values), _slow(seen, values), _streak(seen, values)]
    found = [leg for leg in legs if leg is not None]
    if found:
        return (_breached(seen, values, max(found, key=lambda leg: leg.level)),)
    return (_calm(seen, values),)


def _level(k: int, n: int, now: Sums, values: Values) -> Level:
    """The highest limit that is proven over the window and holds right now, too."""
    floors = {"least_calls": values["calls"], "least_errors": values["errors"]}
    right_now = now.of(ErrorClass.FAULT) / now.count if now.count else 1.0
    for level, limit in ((Level.CRITICAL, values["critical"]), (Level.WARNING, values["warning"])):
        if right_now > limit and proves(k, n, limit, **floors):
            return level
    return Level.FINE


def _fast(seen: Seen, values: Values) -> _Leg | None:
    five = seen.last(SHORT)
    k, n = five.of(ErrorClass.FAULT), five.count
    level = _level(k, n, seen.last(_MINUTE), values) if k >= values["errors"] else Level.FINE
    if level is Level.FINE:
        return None
    return _Leg(level, k, n, SHORT, f"fast: 5 min prove {percent(bound(k, n))} or more")


def _slow(seen: Seen, values: Values) -> _Leg | None:
    hour = seen.last(HOUR)
    k, n = hour.of(ErrorClass.FAULT), hour.count
    level = _level(k, n, seen.last(SHORT), values) if k >= values["errors"] else Level.FINE
    if level is Level.FINE:
        return None
    return _Leg(level, k, n, HOUR, f"slow: 1 h proves {percent(bound(k, n))} or more")


def _streak(seen: Seen, values: Values) -> _Leg | None:
    minute = seen.last(_MINUTE)
    if minute.count > minute.failed or seen.last(HOUR).of(ErrorClass.FAULT) < values["streak"]:
        return None
    found = run(seen, _FAULT)
    width = seen.width_s * 1000
    lasted = (min(found.ended + width, seen.now) - found.begun) / 1000
    least_s = max(_MINUTE, _MINUTE + seen.width_s - 10)
    if found.successes or found.failures < values["streak"] or lasted < least_s:
        return None
    n = found.failures
    why = f"streak: {whole(n)} failures in a row, none succeeded for {span(lasted)}"
    return _Leg(Level.CRITICAL, n, n, lasted, why, found.begun)


def _breached(seen: Seen, values: Values, leg: _Leg) -> Reading:
    limit = values["critical" if leg.level is Level.CRITICAL else "warning"]
    share = leg.k / leg.n
    return Reading(
        rule=_WORD,
        subject=seen.subject,
        level=leg.level,
        value=share,
        limit=limit,
        unit="%",
        n=leg.n,
        says=_says(leg.k, leg.n, leg.span_s, limit),
        reason=leg.reason,
        errors=_errors(seen.last(SHORT) if leg.span_s <= SHORT else seen.last(HOUR)),
        since=leg.since,
    )


def _calm(seen: Seen, values: Values) -> Reading:
    five, hour = seen.last(SHORT), seen.last(HOUR)
    enough = five.count >= values["calls"]
    window, span_s = (five, SHORT) if enough else (hour, HOUR)
    k, n, limit = window.of(ErrorClass.FAULT), window.count, values["warning"]
    if enough:
        clear = k / n < limit / 2
        why = f"{'below' if clear else 'not yet below'} half the limit over 5 min"
    else:
        clear, why = _row(seen, values)
    return Reading(
        rule=_WORD,
        subject=seen.subject,
        level=Level.FINE,
        clear=clear,
        value=k / n if n else 0.0,
        limit=limit,
        unit="%",
        n=n,
        says=_says(k, n, span_s, limit),
        reason=why,
        errors=_errors(window),
    )


def _row(seen: Seen, values: Values) -> tuple[bool, str]:
    """Whether the newest calls in a row say that it is well, where there are only a few."""
    found = run(seen, _FAULT)
    streak = found.failures >= values["streak"]
    needed = 10 if streak else row_that_clears(values["warning"])
    if not found.failures:
        return True, "no failure in what is kept"
    why = f"{whole(found.successes)} of {needed} successes in a row that it takes"
    return found.successes >= needed, why


def _says(k: int, n: int, span_s: float, limit: float) -> str:
    share = percent(k / n if n else 0.0)
    return f"{share} errors ({whole(k)}/{whole(n)}, {span(span_s)}), limit {percent(limit)}"


def _errors(sums: Sums) -> dict[str, int]:
    return {name: n for name, n in sums.errors.items() if class_of(name) is ErrorClass.FAULT}


KIND: Final = Kind(
    place=1,
    word=_WORD,
    title="Error rate",
    summary="time-outs, failed connections and errors of OpenAI's servers, in all calls",
    parameters=(
        Parameter(
            name="warning", title="Warning from", default=0.10, least=0.001, most=0.99, unit="%",
            help="five minutes (or an hour) have to prove that the rate is above it",
        ),
        Parameter(
            name="critical", title="Critical from", default=0.25, least=0.001, most=0.99, unit="%",
        ),
        Parameter(
            name="calls", title="Calls at least", default=20, least=1, most=100_000, unit="calls",
            help="below that many a rate says nothing",
        ),
        Parameter(
            name="errors", title="Errors at least", default=5, least=1, most=100_000,
        ),
        Parameter(
            name="streak", title="Failures in a row", default=5, least=2, most=1000,
            help="with no success between them, over a minute or more: critical",
        ),
    ),
    measure=_measure,
    scopes=frozenset({"series", "service", "model", "all"}),
    check=two_levels,
)  # fmt: skip
