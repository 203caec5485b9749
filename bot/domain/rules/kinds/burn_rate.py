"""How fast a service uses up its error budget: the four rows of Google's SRE workbook.

A row is over its limit when both its windows are: the long one proves it, the short one says
that it goes on. The budget is what the service's objective leaves for errors of the provider.
Off until an objective (`slo`) is chosen; one is refused with which a row could never be
reached. With less history than a window is long, what there is counts, and the reason says so.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.reports.errors import ErrorClass, class_of
from bot.domain.rules.kind import Kind, Parameter, Seen, Values
from bot.domain.rules.reading import Level, Reading
from bot.domain.rules.spoken import percent, span
from bot.domain.rules.traffic import quiet, silent
from bot.domain.windows.sums import Sums

_WORD: Final = "burn_rate"
_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86_400
_WELL: Final = 0.8  # of a row's limit: when all short windows are below it is over


@dataclass(frozen=True, slots=True)
class _Row:
    level: Level
    long_s: int
    short_s: int
    burn: float


_ROWS: Final = (
    _Row(Level.CRITICAL, _HOUR, 5 * _MINUTE, 14.4),
    _Row(Level.CRITICAL, 6 * _HOUR, 30 * _MINUTE, 6),
    _Row(Level.WARNING, _DAY, 2 * _HOUR, 3),
    _Row(Level.WARNING, 3 * _DAY, 6 * _HOUR, 1),
)


def _measure(seen: Seen, values: Values) -> tuple[Reading, ...]:
    if quiet(seen):
        return (silent(seen, _WORD, _ROWS[0].burn, "x"),)
    budget = 1 - values["slo"]
    over = [row for row in _ROWS if _is_over(seen, values, row)]
    row = over[0] if over else _ROWS[0]
    window = seen.last(row.long_s)
    burn = _rate(window) / budget
    clear = not over and all(
        _rate(seen.last(one.short_s)) < _WELL * one.burn * budget for one in _ROWS
    )
    return (
        Reading(
            rule=_WORD,
            subject=seen.subject,
            level=row.level if over else Level.FINE,
            clear=clear,
            value=burn,
            limit=row.burn,
            unit="x",
            n=window.count,
            says=f"burns its error budget {burn:.1f} times too fast ({span(row.long_s)}), "
            f"limit {row.burn:g} times, objective {percent(values['slo'])}",
            reason=_why(seen, row, over=bool(over), clear=clear),
            errors={n: k for n, k in window.errors.items() if class_of(n) is ErrorClass.FAULT},
        ),
    )


def _is_over(seen: Seen, values: Values, row: _Row) -> bool:
    window, limit = seen.last(row.long_s), row.burn * (1 - values["slo"])
    enough = window.count >= values["calls"] and window.of(ErrorClass.FAULT) >= values["errors"]
    return enough and _rate(window) > limit and _rate(seen.last(row.short_s)) > limit


def _rate(sums: Sums) -> float:
    return sums.of(ErrorClass.FAULT) / sums.count if sums.count else 0.0


def _why(seen: Seen, row: _Row, *, over: bool, clear: bool) -> str:
    if not over:
        return "all short windows are below" if clear else "no row is over, not all are below"
    begun = min((one.first_seen for one in seen.latest.values() if one.first_seen), default=0)
    known_s = (seen.now - begun) / 1000
    short = f", of which {span(known_s)} are known" if begun and known_s < row.long_s else ""
    return f"both {span(row.long_s)}{short} and {span(row.short_s)} are above {row.burn:g} times"


def _check(values: Values) -> str:
    never = [row for row in _ROWS if row.burn * (1 - values["slo"]) >= 1]
    if not never:
        return ""
    least = 1 - 1 / max(row.burn for row in _ROWS)
    return (
        f"with an objective of {percent(values['slo'])} even a full outage burns less than "
        f"{never[0].burn:g} times the budget: choose more than {100 * least:.2f} %"
    )


def _hours(_: Seen) -> int:
    return 3 * 24 + 1


KIND: Final = Kind(
    place=11,
    word=_WORD,
    title="Burn rate",
    summary="how fast a service uses up the errors that its objective allows in 30 days",
    parameters=(
        Parameter(
            name="slo", title="Objective", default=0.999, least=0.5, most=0.99999, unit="%",
            help="the share of calls that are to succeed; choosing it turns the rule on",
        ),
        Parameter(
            name="calls", title="Calls at least", default=20, least=1, most=100_000, unit="calls"
        ),
        Parameter(name="errors", title="Errors at least", default=5, least=1, most=100_000),
    ),
    measure=_measure,
    scopes=frozenset({"service"}),
    on=False,
    hours=_hours,
    check=_check,
)  # fmt: skip
