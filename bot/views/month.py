"""The last days of incidents as a small picture: one column a day, as high as it was bad.

Drawn in letters and not as a PNG: it needs no scope (files:write), no upload and no drawing
library, stays sharp in any theme, fits on a telephone, and the words beside it tell a screen
reader the same. An image would be one more thing that may fail while OpenAI is down.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from bot.domain.incidents.changes import IMPACTS
from bot.domain.incidents.overview import Day
from bot.domain.incidents.states import Impact

QUIET: Final = "·"
_BARS: Final[Mapping[Impact, str]] = MappingProxyType(
    {
        Impact.UNSTATED: "▂",
        Impact.NONE: "▂",
        Impact.MAINTENANCE: "▂",
        Impact.DEGRADED: "▃",
        Impact.PARTIAL_OUTAGE: "▅",
        Impact.FULL_OUTAGE: "█",
    }
)
_MOST: Final = 9


def picture(days: Sequence[Day]) -> str:
    """Three lines: the bars, how many incidents each day had, and the dates at both ends."""
    if not days:
        return ""
    bars = "".join(_BARS[one.impact] if one.impact else QUIET for one in days)
    counts = "".join(_count(one.incidents) for one in days)
    first, last = f"{days[0].day:%d %b}", f"{days[-1].day:%d %b}"
    ends = first + " " * max(1, len(days) - len(first) - len(last)) + last
    return f"{bars}\n{counts}\n{ends}"


def legend(days: Sequence[Day]) -> str:
    """What the bars that occur mean."""
    seen = {one.impact for one in days if one.impact}
    order = (Impact.UNSTATED, Impact.DEGRADED, Impact.PARTIAL_OUTAGE, Impact.FULL_OUTAGE)
    told = [f"{_BARS[impact]} {_said(impact)}" for impact in order if impact in seen]
    return " · ".join((f"{QUIET} no incident", *told, "below: how many; days in UTC"))


def spoken(days: Sequence[Day]) -> str:
    """The same in words."""
    hit = [one for one in days if one.impact]
    if not hit:
        return f"Last {len(days)} days: no incident."
    told = ", ".join(
        f"{one.day:%d %b} {one.incidents} ({_said(one.impact)})" for one in hit if one.impact
    )
    return f"Last {len(days)} days: incidents on {len(hit)} of them: {told}."


def _said(impact: Impact) -> str:
    return "impact not stated" if impact is Impact.UNSTATED else IMPACTS[impact]


def _count(number: int) -> str:
    if not number:
        return " "
    return str(number) if number <= _MOST else "+"
