"""The times that a status page writes, read without guessing.

feedparser makes the first of January out of the 45th of a 13th month, so its reading is not
used. A time that cannot be is no time: the domain then goes by the incident's id, or by when
it was first seen.
"""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_EARLIEST: Final = datetime(2015, 1, 1, tzinfo=UTC)
_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_SHORT: Final = re.compile(r"\b([A-Z][a-z]{2})\s+(\d{1,2}),\s+(\d{1,2}):(\d{2})\b")


def read_time(text: str, now: datetime, *, ahead: timedelta = timedelta(days=1)) -> datetime | None:
    """A time in ISO 8601 or as in e-mail; None if it is neither, or cannot be true."""
    time = _iso(text) or _as_in_mail(text)
    return time if time and _EARLIEST < time <= now + ahead else None


def read_short(text: str, near: datetime) -> datetime | None:
    """A time without its year and zone ("Dec 18, 19:09"), in the last year before `near`.

    It comes back as if it were UTC; the caller knows by how much the page's zone differs.
    """
    found = _SHORT.search(text)
    if found is None or found[1] not in _MONTHS:
        return None
    month, day, hour, minute = _MONTHS.index(found[1]) + 1, *map(int, found.groups()[1:])
    for year in (near.year + 1, near.year, near.year - 1):
        try:
            time = datetime(year, month, day, hour, minute, tzinfo=UTC)
        except ValueError:
            continue
        if time <= near + timedelta(days=1):
            return time
    return None


def _iso(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text.strip())
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None


def _as_in_mail(text: str) -> datetime | None:
    try:
        time = parsedate_to_datetime(text.strip())
        return time.astimezone(UTC) if time.tzinfo else None
    except (IndexError, OverflowError, TypeError, ValueError):
        return None
