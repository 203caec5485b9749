"""Until when: `30m`, `4h`, `2d`, `1w`, or a time of day in somebody's zone such as `09:00`."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

EXAMPLES: Final = "30m, 1h, 4h, 09:00, 24h, 1w"
LONGEST: Final = timedelta(weeks=4)
_SPAN: Final = re.compile(r"(\d{1,5}) ?(m|min|h|d|w)", re.ASCII)
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_UNITS: Final = {
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


def until(text: str, now: datetime, zone: str = "") -> datetime | None:
    """The moment that a text means; None where it means none, or one too far away."""
    said = text.strip().casefold()
    if span := _SPAN.fullmatch(said):
        lasting = int(span[1]) * _UNITS[span[2]]
        return now + lasting if timedelta() < lasting <= LONGEST else None
    if clock := _CLOCK.fullmatch(said):
        return _next(time(int(clock[1]), int(clock[2])), now, zone)
    return None


def _next(at: time, now: datetime, zone: str) -> datetime:
    local = now.astimezone(ZoneInfo(zone or "UTC"))
    moment = datetime.combine(local.date(), at, local.tzinfo)
    if moment <= local:
        moment = datetime.combine(local.date() + timedelta(days=1), at, local.tzinfo)
    return moment.astimezone(UTC)
