"""Private notes: who checked a key in vain hears of the incident that explains it.

They begin in the same step as the news, as a channel's message does, so a leader that dies
owes them. One difference: where nobody knows whether a note arrived it is not sent again,
since it asks for nothing, and two would look like two incidents.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.desired.delivered import Delivered
from bot.domain.desired.message import ROOT, DesiredMessage, Part
from bot.domain.incidents.bearing import Bearing, bearing
from bot.domain.incidents.incident import Incident
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.states import Kind
from bot.domain.incidents.told import IncidentNews, News, What

PREFIX: Final = "note/"
_AFTER_CHANNELS: Final = -1
_OPENS: Final = frozenset({What.OPENED, What.REOPENED})


@dataclass(frozen=True, slots=True)
class PersonTold:
    """That what somebody ran into is OpenAI's."""

    incident: Incident


def enrol_people(
    news: Iterable[News], unsettled: Collection[tuple[str, str]], known: Collection[str]
) -> tuple[Delivered, ...]:
    """The notes that begin with what was just told; `unsettled` are people and endpoints."""
    begun = dict[str, Delivered]()
    for one in news:
        if not isinstance(one, IncidentNews) or one.what not in _OPENS:
            continue
        incident = one.incident
        if incident.kind is not Kind.INCIDENT:
            continue
        for person, endpoint in unsettled:
            name = f"{PREFIX}{incident.id}/{person}"
            near = bearing(incident, endpoint or None) is not Bearing.ELSEWHERE
            if near and name not in known:
                begun[name] = Delivered(id=name, about=incident.id, channel=person)
    return tuple(begun.values())


def notes(remembered: Remembered, known: Mapping[str, Delivered]) -> tuple[DesiredMessage, ...]:
    """What each note should show; one that comes too late to be of use is not begun."""
    wanted = list[DesiredMessage]()
    for name, one in known.items():
        story = remembered.stories.get(one.about) if name.startswith(PREFIX) else None
        if story is None:
            continue
        over = story.incident.state.is_over or story.gone is not None
        part = Part(key=ROOT, version="1", content=PersonTold(story.incident))
        wanted.append(
            DesiredMessage(
                id=name,
                channel=one.channel,
                root=part,
                severity=_AFTER_CHANNELS,
                since=story.incident.started,
                over=over,
                edit_only=over,
                once=True,
            )
        )
    return tuple(wanted)


def forgotten(remembered: Remembered, known: Mapping[str, Delivered]) -> tuple[str, ...]:
    """The notes about incidents that are no longer remembered."""
    return tuple(
        name
        for name, one in known.items()
        if name.startswith(PREFIX) and one.about not in remembered.stories
    )
