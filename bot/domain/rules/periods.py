"""The periods of quotas: calendar minutes, days and months in UTC, by the end of a quota's name.

`usd_per_month` begins anew on the first of the month. A name with none of the endings is a gauge
without a period.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)
_LATE_IN_THE_NEXT: Final = timedelta(days=32)


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to `end` (unix ms); `label` tells it from the others: `2026-11`."""

    start: int
    end: int
    label: str
    words: str  # "this month"

    @property
    def length(self) -> int:
        """How long it lasts (ms)."""
        return self.end - self.start


def period_of(quota: str, at: int) -> Period | None:
    """The period of a quota in which a moment (unix ms) lies."""
    time = datetime.fromtimestamp(at / 1000, UTC)
    if quota.endswith("_per_month"):
        start = time.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        end = (start + _LATE_IN_THE_NEXT).replace(day=1)
        return Period(_ms(start), _ms(end), f"{start:%Y-%m}", "this month")
    if quota.endswith("_per_day"):
        start = time.replace(hour=0, minute=0, second=0, microsecond=0)
        return Period(_ms(start), _ms(start + _DAY), f"{start:%Y-%m-%d}", "today")
    if quota.endswith("_per_minute"):
        start = time.replace(second=0, microsecond=0)
        return Period(_ms(start), _ms(start + _MINUTE), f"{start:%Y-%m-%dT%H:%M}", "this minute")
    return None


def what(quota: str) -> str:
    """What a quota counts: `usd`, `requests`."""
    for ending in ("_per_month", "_per_day", "_per_minute"):
        quota = quota.removesuffix(ending)
    return quota


def _ms(time: datetime) -> int:
    return int(time.timestamp() * 1000)
