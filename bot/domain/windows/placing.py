"""When a report counts: at the time it names, if that can be believed.

The clock that judges is the one by which the entry arrived, Redis's own, so all replicas judge
alike. The numbers are those of facts/alerting.md section 2.6; only that a time ahead of the
arrival by less than 30 s is taken for the arrival too, since nothing can be counted in a slot
that has not begun.
"""

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from statistics import median_low
from typing import Final

from bot.domain.reports.report import Report

AHEAD_MS: Final = 30_000
LATE_MS: Final = 10 * 60_000
OFFSETS: Final = 20
_MOST_CLOCKS: Final = 10_000
_HOUR_MS: Final = 3_600_000


@dataclass(frozen=True, slots=True)
class Place:
    """The time at which a report counts; `late` ones count in hours only."""

    at: int
    late: bool = False
    skewed: bool = False


class Clocks:
    """How far the clocks of the services are off, as far as this process has seen.

    Of each instance the last 20 differences between arrival and time are kept. Where their
    median is beyond 30 s, its clock is wrong rather than its reports late.
    """

    def __init__(self) -> None:
        self._offsets: dict[tuple[str, str], deque[int]] = {}

    def note(self, report: Report, arrived: int) -> None:
        """Remember the difference of one report."""
        if report.time is None:
            return
        who = (report.service, report.instance)
        known = self._offsets.get(who)
        if known is None:
            if len(self._offsets) >= _MOST_CLOCKS:
                self._offsets.pop(next(iter(self._offsets)))
            known = self._offsets[who] = deque(maxlen=OFFSETS)
        known.append(arrived - report.time)

    def wrong(self, report: Report) -> bool:
        """Whether the clock of whoever sent this is off."""
        known = self._offsets.get((report.service, report.instance))
        if known is None or len(known) < OFFSETS:
            return False
        return not -AHEAD_MS <= median_low(known) <= AHEAD_MS


def place(report: Report, arrived: int, *, clock_wrong: bool = False) -> Place | None:
    """Where a report counts; None if it is older than any quota that is still open."""
    time = report.time
    if time is None or time >= arrived:
        return Place(arrived, skewed=time is not None and time > arrived + AHEAD_MS)
    if clock_wrong and time < arrived - AHEAD_MS:
        return Place(arrived, skewed=True)
    if time >= arrived - LATE_MS:
        return Place(time)
    return Place(time, late=True) if time >= month_of(arrived) else None


def month_of(at: int) -> int:
    """The start of the calendar month (UTC) in which a time lies: quotas begin with it."""
    return _month(at // _HOUR_MS)


@lru_cache(maxsize=64)
def _month(hour: int) -> int:
    day = datetime.fromtimestamp(hour * 3600, UTC).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    return int(day.timestamp()) * 1000
