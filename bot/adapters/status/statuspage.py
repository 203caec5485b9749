"""The text of an entry on an Atlassian Statuspage, such as githubstatus.com.

All updates are there, newest first, each a paragraph: the time without its year, a word, the
message. "Update" is a word and no state. The zone is the page's own; by how much it differs
from UTC follows from the entry's `published`, which is the time of the newest update, or of
the start of a planned maintenance.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.adapters.status.dates import read_short
from bot.adapters.status.incident_io import LONGEST_NAME, LONGEST_TEXT
from bot.adapters.status.plain_text import LONGEST_HTML, one_line, plain
from bot.domain.incidents.incident import UNDATED, Update, update_id
from bot.domain.incidents.merge import MOST_UPDATES
from bot.domain.incidents.states import State, read_state

_UPDATE: Final = re.compile(r"<p>\s*<small>")
_PARTS: Final = re.compile(
    r"([^\0]*?)</small>\s*<br\s*/?>\s*<strong>([^<>]*)</strong>\s*(?:-\s*)?([^\0]*)"
)
_PLANNED: Final = re.compile(r"SCHEDULED EVENT\b.*", re.DOTALL)
_CLOCK: Final = re.compile(r"-\s*(?:[A-Z][a-z]{2}\s+\d{1,2},\s+)?(\d{1,2}):(\d{2})")
_QUARTER: Final = 15 * 60
_WIDEST: Final = timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one entry says; `updates` oldest first, `word` of the newest that is a state."""

    state: State
    word: str
    updates: tuple[Update, ...]
    planned_start: datetime | None = None
    planned_end: datetime | None = None


def read_entry(source: str, published: datetime | None, saved: datetime) -> Said | None:
    """What an entry says; None if it is not of this maker. `saved` bounds the lacking years."""
    head, *parts = _UPDATE.split(source[:LONGEST_HTML])
    found = [match for match in map(_PARTS.fullmatch, parts[:MOST_UPDATES]) if match]
    if not found or len(found) < min(len(parts), MOST_UPDATES):
        return None
    planned = _PLANNED.search(one_line(head, LONGEST_NAME * 2))
    shown = [one_line(match[1], LONGEST_NAME) for match in found]
    times = [read_short(time, saved) for time in shown]
    shift = _shift(None if planned or shown[0].endswith("UTC") else times[0], published)
    updates, state, word = list[Update](), State.UNKNOWN, ""
    for match, time in zip(reversed(found), reversed(times), strict=True):
        said = one_line(match[2], LONGEST_NAME)
        if said.casefold() != "update" or not word:
            state, word = read_state(said), said
        at = time + shift if time else published if published and not planned else UNDATED
        text = plain(match[3], LONGEST_TEXT)
        updates.append(Update(id=update_id(at, state), state=state, word=said, at=at, text=text))
    said_all = Said(state=state, word=word, updates=tuple(updates))
    if planned is None or published is None:
        return said_all
    end = _end(planned[0], published)
    return replace(said_all, planned_start=published, planned_end=end)


def _shift(shown: datetime | None, published: datetime | None) -> timedelta:
    """How far the page's clock is from UTC, to the quarter of an hour."""
    if shown is None or published is None:
        return timedelta()
    apart = published - shown
    quarters = round(apart.total_seconds() / _QUARTER)
    shift = timedelta(seconds=quarters * _QUARTER)
    return shift if abs(shift) <= _WIDEST else timedelta()


def _end(planned: str, start: datetime) -> datetime | None:
    """The end of a planned maintenance: "Oct 5, 04:00 - 05:00" or "… - Oct 6, 02:00"."""
    found = _CLOCK.search(planned)
    begun = read_short(planned, start + timedelta(days=1))
    if found is None or begun is None:
        return None
    dated = read_short(found[0], start + timedelta(days=60))
    end = dated or begun.replace(hour=int(found[1]) % 24, minute=int(found[2]) % 60)
    if end < begun:
        end += timedelta(days=1)
    return start + (end - begun)
