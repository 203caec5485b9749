"""An incident as a read of the feed shows it, and as the bot comes to know it.

Identity is the incident's own id, never its address: status.openai.com writes its links
with two slashes today, and the day it mends that must not announce ninety days of incidents
again. Components come in another order at each rendering and their names repeat ("Login"
stands in APIs and in ChatGPT), so they are kept sorted and with the groups they may be in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from bot.domain.incidents.states import Impact, Kind, State

_ULID: Final = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_EARLIEST: Final = datetime(2015, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)


UNDATED: Final = _EARLIEST  # what an update bears that shows no usable time


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part of OpenAI that an incident names.

    `groups` holds the group it is in; several where the name stands in more than one and
    nothing tells which is meant, none where the page's own list was not to be had.
    """

    name: str
    impact: Impact = Impact.UNSTATED
    groups: tuple[str, ...] = ()
    word: str = ""  # the page's own word, for a state that we do not know


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One thing that was said about an incident.

    `id` is given when the update is first seen and then kept, so that a reply in a thread
    can be found again although the feed itself names no update. `ref` is the page's own id,
    where its JSON told it. Times are those that the page displays: people set them by hand,
    backwards and into the future.
    """

    id: str
    state: State
    word: str
    at: datetime
    text: str
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident, or a maintenance.

    `updates` is oldest first and never empty. `whole`: these are all updates there are, not
    only the latest. `listed`: the source says which components are hit (none, perhaps);
    else nothing is known of them. `touched` holds every component that was ever named, with
    the worst that it had, and `impact` the worst of the whole incident: a resolved one calls
    everything operational.
    """

    id: str
    title: str
    state: State
    word: str
    started: datetime
    updates: tuple[Update, ...]
    kind: Kind = Kind.INCIDENT
    whole: bool = False
    components: tuple[Component, ...] = ()
    listed: bool = False
    touched: tuple[Component, ...] = ()
    impact: Impact = Impact.UNSTATED
    planned_start: datetime | None = None
    planned_end: datetime | None = None
    link: str = ""

    @property
    def latest(self) -> Update:
        """What was said last."""
        return self.updates[-1]

    @property
    def ended(self) -> datetime | None:
        """When it was over: the first of the updates that say so, after all that do not."""
        if not self.state.is_over:
            return None
        end = self.latest.at
        for update in reversed(self.updates):
            if not update.state.is_over:
                break
            end = update.at
        return end

    @property
    def begun(self) -> datetime:
        """When it began: of a maintenance not its announcement, but when work began or shall."""
        if self.kind is Kind.INCIDENT:
            return self.started
        at_work = (update.at for update in self.updates if update.state.is_open)
        return next(at_work, self.planned_start or self.started)

    @property
    def place(self) -> datetime:
        """The time that gives it its place in the feed; that of a planned one may be to come."""
        if self.state.is_planned and self.planned_start is not None:
            return max(self.planned_start, self.latest.at)
        return self.latest.at


def minted(incident_id: str) -> datetime | None:
    """When an id was made, if it is one that tells: a ULID begins with its time."""
    if not _ULID.fullmatch(incident_id):
        return None
    milliseconds = 0
    for letter in incident_id[:10]:
        milliseconds = milliseconds * 32 + _ALPHABET.index(letter)
    if not _EARLIEST.timestamp() <= milliseconds / 1000 <= _LATEST.timestamp():
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def in_order(components: Iterable[Component]) -> tuple[Component, ...]:
    """Components in the one order in which we keep them."""
    return tuple(sorted(components, key=lambda one: (one.name, one.groups, one.impact, one.word)))


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same: spaces, line breaks and marks do not count.

    GitHub's page once changed the bytes of all its entries and not a letter of them.
    """
    return one == other or _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def with_unique_ids(updates: Iterable[Update], taken: Iterable[str] = ()) -> tuple[Update, ...]:
    """The updates, a number added to each id that is already in use."""
    used, unique = set(taken), list[Update]()
    for update in updates:
        name, n = update.id, 1
        while name in used:
            n += 1
            name = f"{update.id}-{n}"
        used.add(name)
        unique.append(update if name == update.id else replace(update, id=name))
    return tuple(unique)


def update_id(at: datetime, state: State) -> str:
    """An id for an update to which its page gives none."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S}-{state}"
