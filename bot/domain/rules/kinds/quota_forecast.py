"""Whether a quota of a day or a month will be used up before it begins anew.

Two paces have to agree: that of the whole period, which lags behind a surge, and that of the
last day (for a day: the last hour), which cries at every batch job. Each is a straight line. It
needs a tenth of a month, and a day at least; of a day three hours. Once all is used the rule
on what is used says so.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.domain.rules.kind import Kind, Parameter, Seen, Values
from bot.domain.rules.periods import Period, period_of, what
from bot.domain.rules.quotas import Gauge, gauges
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.spoken import amount, money, percent

_WORD: Final = "quota_forecast"
_HOUR_MS: Final = 3_600_000
_DAY_MS: Final = 24 * _HOUR_MS
_WELL: Final = 0.95  # of the limit: below that it is over


@dataclass(frozen=True, slots=True)
class _Pace:
    """How fast (a ms) a quota was used over the whole period, and lately."""

    whole: float
    lately: float


def _measure(seen: Seen, values: Values) -> tuple[Reading, ...]:
    return tuple(
        reading for gauge in gauges(seen) if (reading := _forecast(seen, values, gauge)) is not None
    )


def _forecast(seen: Seen, values: Values, gauge: Gauge) -> Reading | None:
    period = period_of(gauge.name, gauge.at)
    if period is None or period.end <= seen.now:
        return None
    if gauge.share >= 1:
        return _reading(seen, gauge, period, clear=True, why="all of it is used")
    pace = _pace(seen, gauge, period)
    if pace is None:
        return None
    left = period.end - gauge.at
    ends = [gauge.used + one * left for one in (pace.whole, pace.lately)]
    share = min(ends) / gauge.limit
    if share > values["warning"]:
        why = f"both paces lead to {percent(share)} or more"
        return _reading(seen, gauge, period, value=share, pace=pace, why=why)
    clear = share < values["warning"] * _WELL
    why = "one of the paces stays inside" if clear else "just about inside"
    return _reading(seen, gauge, period, value=share, clear=clear, why=why)


def _pace(seen: Seen, gauge: Gauge, period: Period) -> _Pace | None:
    elapsed = gauge.at - period.start
    month = period.length > _DAY_MS
    least = max(period.length // 10, _DAY_MS) if month else 3 * _HOUR_MS
    lately = _DAY_MS if month else _HOUR_MS
    if elapsed < least:
        return None
    before = [
        (start + _HOUR_MS, sums.quotas[gauge.name])
        for start, sums in seen.slots((2 * lately + 2 * _HOUR_MS) // 1000, 3600)
        if gauge.name in sums.quotas
        and period.start <= start
        and start + _HOUR_MS <= gauge.at - lately
    ]
    if not before:
        return None  # nothing is known of how it was used lately
    at, used = before[-1]
    return _Pace(gauge.used / elapsed, max(0.0, gauge.used - used) / (gauge.at - at))


def _reading(
    seen: Seen,
    gauge: Gauge,
    period: Period,
    *,
    why: str,
    value: float = 0.0,
    clear: bool = False,
    pace: _Pace | None = None,
) -> Reading:
    return Reading(
        rule=_WORD,
        subject=seen.subject,
        level=Level.FINE if pace is None else Level.WARNING,
        clear=clear,
        part=f"{gauge.name}:{period.label}",
        value=value,
        limit=1.0,
        unit="%",
        says=f"{gauge.says} used {period.words}" if pace is None else _says(gauge, period, pace),
        reason=why,
    )


def _says(gauge: Gauge, period: Period, pace: _Pace) -> str:
    month = period.length > _DAY_MS
    unit = _DAY_MS if month else _HOUR_MS
    allowed = (gauge.limit - gauge.used) / (period.end - gauge.at) * unit
    shown = money if what(gauge.name) == "usd" else amount
    lately = "the last day's" if month else "the last hour's"
    whole, soon = (_end(gauge, one, month=month) for one in (pace.whole, pace.lately))
    when = soon if soon == whole else f"{soon} at {lately} pace, {whole} at the {_named(month)}'s"
    return (
        f"{shown(gauge.limit)} used up {when}: "
        f"{shown(allowed)} or less a{' day' if month else 'n hour'} stays inside"
    )


def _named(month: bool) -> str:  # noqa: FBT001  # one of two words
    return "month" if month else "day"


def _end(gauge: Gauge, pace: float, *, month: bool) -> str:
    at = gauge.at + (gauge.limit - gauge.used) / pace
    time = datetime.fromtimestamp(at / 1000, UTC)
    return f"on {time:%d %b}" if month else f"at {time:%H:%M} UTC"


def _hours(seen: Seen) -> int:
    found = [period_of(gauge.name, gauge.at) for gauge in gauges(seen)]
    lengths = [period.length for period in found if period is not None]
    longest = max(lengths, default=0)
    if longest > _DAY_MS:
        return 50
    return 4 if longest == _DAY_MS else 0


KIND: Final = Kind(
    place=6,
    word=_WORD,
    title="Quota forecast",
    summary="whether a quota of a day or a month will be used up before it begins anew",
    parameters=(
        Parameter(
            name="warning", title="Warning from", default=1.0, least=0.5, most=10, unit="%",
            help="of the limit, reached at the end of the period at both paces",
        ),
    ),
    measure=_measure,
    scopes=frozenset({"service"}),
    timed=True,
    every_s=300,
    replays=False,
    reminds=False,
    hours=_hours,
    causes=("billing",),
)  # fmt: skip
