"""How much of its own quotas a service has used, in steps: 50 (a note), 80, 90 and 100 %.

One alert for each quota and period, so that a month that is nearly over is not told again, and the next
begins anew. What is used only grows within a period: if the share falls below the limit, the limit
was raised, and there is nothing to wait for. 90 % is critical, since at 100 % it is too late.
"""

from typing import Final

from bot.domain.rules.kind import Kind, Parameter, Seen, Values
from bot.domain.rules.levels import rising
from bot.domain.rules.periods import Period, period_of
from bot.domain.rules.quotas import Gauge, gauges
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.spoken import percent

_WORD: Final = "quota_used"


def _measure(seen: Seen, values: Values) -> tuple[Reading, ...]:
    readings = []
    for gauge in gauges(seen):
        period = period_of(gauge.name, gauge.at)
        if period is None:
            readings.append(_reading(seen, values, gauge, None))
            continue
        before = period_of(gauge.name, period.start - 1)
        for one in (before, period) if before else (period,):
            if one.end > seen.now and one is period:
                readings.append(_reading(seen, values, gauge, one))
            else:
                readings.append(_over(seen, gauge, one))
    return tuple(readings)


def _reading(seen: Seen, values: Values, gauge: Gauge, period: Period | None) -> Reading:
    steps = (
        (Level.CRITICAL, values["critical"]),
        (Level.WARNING, values["warning"]),
        (Level.NOTE, values["note"]),
    )
    level, limit = next(
        ((level, step) for level, step in steps if gauge.share >= step),
        (Level.FINE, values["note"]),
    )
    below = gauge.share < values["warning"]
    return Reading(
        rule=_WORD,
        subject=seen.subject,
        level=level,
        clear=below,
        at_once=below and period is not None,
        part=_part(gauge, period),
        value=gauge.share,
        limit=limit,
        unit="%",
        says=f"{gauge.says} used" + (f" {period.words}" if period else ""),
        reason=_why(gauge, values, level, below=below, lasts=period is not None),
    )


def _why(gauge: Gauge, values: Values, level: Level, *, below: bool, lasts: bool) -> str:
    if gauge.share >= 1:
        return "all of it is used"
    if level:
        step = values[{Level.CRITICAL: "critical", Level.WARNING: "warning"}.get(level, "note")]
        return f"{percent(gauge.share)} is above the step of {percent(step)}"
    if below and lasts:
        return f"below {percent(values['warning'])}: what is used only grows, so the limit changed"
    return f"below {percent(values['warning'])}"


def _over(seen: Seen, gauge: Gauge, period: Period) -> Reading:
    return Reading(
        rule=_WORD,
        subject=seen.subject,
        level=Level.FINE,
        clear=True,
        at_once=True,
        part=_part(gauge, period),
        says=f"{gauge.name} began anew",
        reason=f"{period.label} is over",
    )


def _part(gauge: Gauge, period: Period | None) -> str:
    return f"{gauge.name}:{period.label}" if period else gauge.name


KIND: Final = Kind(
    place=5,
    word=_WORD,
    title="Quota used",
    summary="how much of a quota of its own (`quota.<name>.used`) a service has used",
    parameters=(
        Parameter(name="note", title="Note from", default=0.5, least=0.01, most=10, unit="%"),
        Parameter(name="warning", title="Warning from", default=0.8, least=0.01, most=10, unit="%"),
        Parameter(
            name="critical", title="Critical from", default=0.9, least=0.01, most=10, unit="%"
        ),
    ),
    measure=_measure,
    scopes=frozenset({"service"}),
    timed=True,
    every_s=15,
    replays=False,
    reminds=False,
    check=lambda values: rising(values, "note", "warning", "critical"),
    causes=("billing",),
)
