"""What the page's JSON adds to its feed: groups, impacts, updates that were missed.

The feed alone says what is so now; the JSON may be older or newer by a cache's age, and may
cease any day, for nobody promised it. So it fills in and never overrules: an update that the
feed does not yet show is left out until it does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.incidents.feed_read import FeedRead
from bot.domain.incidents.incident import Component, Incident, Update, in_order
from bot.domain.incidents.states import Impact, Kind, worst


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardComponent:
    """A component as the page lists it."""

    id: str
    name: str
    group: str = ""
    impact: Impact = Impact.UNSTATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The page's own list of its components, in its order, and when it was read."""

    components: tuple[BoardComponent, ...] = ()
    read_at: datetime | None = None

    def groups_of(self, name: str) -> tuple[str, ...]:
        """The groups in which a component of that name stands."""
        return tuple(
            sorted({one.group for one in self.components if one.name == name and one.group})
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the JSON says of one incident; `updates` oldest first."""

    id: str
    updates: tuple[Update, ...] = ()
    components: tuple[Component, ...] = ()
    impact: Impact = Impact.UNSTATED
    maintenance: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """All that the page's JSON told: its components, and incidents by id."""

    board: Board = Board()
    details: Mapping[str, Details] = field(default_factory=dict)


def enrich(read: FeedRead, extras: Extras) -> FeedRead:
    """The read with what the JSON adds to it."""
    board, details = extras.board, extras.details
    if not board.components and not details:
        return read
    incidents = (_enriched(one, board, details.get(one.id)) for one in read.incidents)
    return replace(read, incidents=tuple(incidents))


def _enriched(incident: Incident, board: Board, details: Details | None) -> Incident:
    if details is None:
        return replace(incident, components=_grouped(incident.components, board, ()))
    updates = incident.updates if incident.whole else _up_to_now(incident, details.updates)
    components = incident.components if incident.listed else details.components
    return replace(
        incident,
        kind=Kind.MAINTENANCE if details.maintenance else incident.kind,
        started=min((incident.started, *(update.at for update in updates))),
        updates=updates or incident.updates,
        whole=bool(updates),
        components=_grouped(components, board, details.components),
        touched=_grouped(details.components, board, ()),
        impact=worst((incident.impact, details.impact)),
    )


def _up_to_now(incident: Incident, told: tuple[Update, ...]) -> tuple[Update, ...]:
    """The updates of the JSON up to the one that the feed shows, and that one as it shows it.

    Nothing if the JSON does not have that one: then it is older than the feed, and what it
    lacks would look as if it had been taken back. The words are no proof, since one stock
    sentence is said again and again.
    """
    latest = incident.latest
    for n in reversed(range(len(told))):
        close = abs((told[n].at - latest.at).total_seconds()) < 1
        if close and told[n].state is latest.state:
            return (*told[:n], replace(latest, ref=told[n].ref))
    return ()


def _grouped(
    components: Iterable[Component], board: Board, known: tuple[Component, ...]
) -> tuple[Component, ...]:
    """The components with their groups: those that the JSON names, else those that may be."""
    components = in_order(components)
    grouped = list[Component]()
    for name in dict.fromkeys(one.name for one in components):
        same = [one for one in components if one.name == name]
        exact = [one.groups for one in in_order(known) if one.name == name]
        possible = board.groups_of(name)
        if len(exact) == len(same) and all(exact):
            groups = exact
        elif len(possible) == len(same) and len({one.impact for one in same}) == 1:
            groups = [(group,) for group in possible]
        else:
            groups = [possible] * len(same)
        grouped += [
            one if one.groups else replace(one, groups=of)
            for one, of in zip(same, groups, strict=True)
        ]
    return in_order(grouped)
