"""What the page says of OpenAI as a whole: its components now, and the last days.

The page's list of components comes from its JSON and may be older than the feed, or lacking.
So a component that an open incident names is at least as bad as that incident says, and one
that stands on no list is shown all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.incidents.enrichment import Board
from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.states import Impact, Kind, worst

_WELL = frozenset({Impact.NONE, Impact.UNSTATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is known of the status page: the incidents, and the list of components."""

    remembered: Remembered = field(default_factory=Remembered)
    board: Board = field(default_factory=Board)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of components: those that are hit, and how many are not."""

    name: str
    hit: tuple[Component, ...] = ()
    operational: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day: how many incidents touched it, and how badly; no impact on a quiet day."""

    day: date
    incidents: int = 0
    impact: Impact | None = None


def groups(known: Known) -> tuple[Group, ...]:
    """The components by group, in the page's order; "" is the group of those without one."""
    reported = {
        (one.name, group): one.impact
        for incident in known.remembered.open_now
        for one in incident.components
        for group in one.groups or ("",)
        if one.impact not in _WELL
    }
    rows = [(one.name, one.group, one.impact) for one in known.board.components]
    names = {name for name, _, _ in rows}
    rows += [
        (name, group, impact) for (name, group), impact in reported.items() if name not in names
    ]
    hit, well = dict[str, list[Component]](), dict[str, int]()
    for name, group, impact in rows:
        said = (impact, reported.get((name, group)), reported.get((name, "")))
        now = worst(one for one in said if one is not None)
        hit.setdefault(group, [])
        if now in _WELL:
            well[group] = well.get(group, 0) + 1
        else:
            hit[group].append(Component(name=name, impact=now))
    return tuple(
        Group(name=group, hit=tuple(members), operational=well.get(group, 0))
        for group, members in hit.items()
    )


def last_days(remembered: Remembered, now: datetime, days: int = 30) -> tuple[Day, ...]:
    """The last days, oldest first, today included; each day is one of UTC."""
    incidents = [one for one in remembered.since(now, days) if one.kind is Kind.INCIDENT]
    today = now.date()
    return tuple(_day(today - timedelta(days=days - 1 - n), incidents, today) for n in range(days))


def _day(day: date, incidents: Iterable[Incident], today: date) -> Day:
    touching = [
        one
        for one in incidents
        if one.started.date() <= day <= (one.ended.date() if one.ended else today)
    ]
    if not touching:
        return Day(day=day)
    return Day(day=day, incidents=len(touching), impact=worst(one.impact for one in touching))
