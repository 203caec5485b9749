"""A service that used to report, and has stopped: a measurement that is missing.

Only for services that reported steadily for an hour or more, so that cron jobs raise no
alarm, and never for those that say they are short-lived. It is about the service and
not its models: a model that is no longer used is nobody's trouble. After 7 days it is forgotten.
"""

from typing import Final

from bot.domain.rules.kind import Kind, Parameter, Seen, Values
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.spoken import span
from bot.domain.rules.traffic import clock
from bot.domain.windows.latest import Latest

_WORD: Final = "silence"
_SHORTEST_MS: Final = 10_000
_HOLD_S: Final = 60.0


def _measure(seen: Seen, values: Values) -> tuple[Reading, ...]:
    everyone = seen.latest.values()
    steady = [one for one in everyone if one.steady and not one.ephemeral]
    heard = max((one.last_seen for one in everyone), default=0)
    if not steady or not heard:
        return ()
    interval = min(_interval(one) for one in steady)
    limit = max(values["intervals"] * interval, values["seconds"] * 1000)
    missing = seen.now - heard
    silent = missing > limit
    pace = f"it promised a report each {span(interval / 1000)}"
    return (
        Reading(
            rule=_WORD,
            subject=seen.subject,
            level=Level.WARNING if silent else Level.FINE,
            clear=not silent,
            value=missing / 1000,
            limit=limit / 1000,
            unit="s",
            says=f"stopped reporting: nothing since {clock(heard)} ({span(missing / 1000)})"
            if silent
            else "reports again",
            reason=f"{pace}; {span(limit / 1000)} without one is too long"
            if silent
            else "reports come",
            since=heard,
            hold_s=_HOLD_S,
        ),
    )


def _interval(one: Latest) -> int:
    return max(_SHORTEST_MS, one.interval_ms or one.gap_ms or 0)


KIND: Final = Kind(
    place=9,
    word=_WORD,
    title="Silence",
    summary="a service that reported steadily and has stopped",
    parameters=(
        Parameter(
            name="intervals", title="Missing reports", default=3, least=1, most=1000,
            help="so many of its usual intervals without one",
        ),
        Parameter(
            name="seconds", title="And at least", default=120, least=30, most=86_400, unit="s"
        ),
    ),
    measure=_measure,
    scopes=frozenset({"service"}),
    timed=True,
    every_s=15,
    replays=False,
)  # fmt: skip
