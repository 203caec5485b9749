"""From incidents and subscriptions to the messages that should exist.

`enrol` decides once which channel hears of which incident; `messages` says what each of these
should show now. The two are apart so that the decision outlives the filter it was made by,
and so that an incident which was over before Slack could be reached is still told.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.desired.delivered import Delivered
from bot.domain.desired.message import ROOT, DesiredMessage, Part, version_of
from bot.domain.incidents.incident import Incident, Update
from bot.domain.incidents.merge import MOST_UPDATES
from bot.domain.incidents.remembered import Gone, Remembered, Story
from bot.domain.incidents.told import IncidentNews, News, What
from bot.domain.subscriptions import Subscription

_NO_BEGINNING: Final = frozenset({What.EDITED, What.WITHDRAWN, What.AGED_OUT})
PREFIX: Final = "incident/"
MENTION: Final = "mention"
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentShown:
    """The message itself: the incident as it is now, and whom to call."""

    incident: Incident
    gone: Gone | None = None
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSaid:
    """A reply: what the page said. `lasted` is set where it says that it is over."""

    incident: Incident
    update: Update
    lasted: timedelta | None = None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of a reply whose update the page no longer shows."""


@dataclass(frozen=True, slots=True)
class TakenOff:
    """A reply: the page withdrew the incident."""


@dataclass(frozen=True, slots=True)
class Called:
    """A reply: it has become bad enough to call these people."""

    mentions: tuple[str, ...]
    incident: Incident


def identity(incident_id: str, channel: str) -> str:
    """The name of the message about an incident in a channel."""
    return f"{PREFIX}{incident_id}/{channel}"


def enrol(
    remembered: Remembered,
    told: Iterable[News],
    subscriptions: Mapping[str, Subscription],
    known: Collection[str],
) -> tuple[Delivered, ...]:
    """The messages that begin now: of what was just told, and of all that is open."""
    news = [one.incident for one in told if isinstance(one, IncidentNews) and _begins(one)]
    still_open = [
        incident for incident in remembered.open_now if remembered.stories[incident.id].told
    ]
    incidents = {one.id: one for one in (*news, *still_open)}
    return tuple(
        Delivered(id=name, about=incident.id, channel=channel)
        for incident in incidents.values()
        for channel, subscription in sorted(subscriptions.items())
        if (name := identity(incident.id, channel)) not in known and subscription.passes(incident)
    )


def outlived(
    remembered: Remembered,
    subscriptions: Mapping[str, Subscription],
    delivered: Iterable[Delivered],
) -> tuple[str, ...]:
    """The names of what need not be kept: forgotten incidents, and what was never posted."""
    return tuple(
        one.id
        for one in delivered
        if one.about not in remembered.stories
        or (one.root is None and one.attempt is None and _is_unwanted(one, subscriptions))
    )


def messages(
    remembered: Remembered,
    subscriptions: Mapping[str, Subscription],
    delivered: Iterable[Delivered],
    now: datetime,
) -> tuple[DesiredMessage, ...]:
    """What each message should show now."""
    tellings = dict[str, _Telling]()
    wanted = list[DesiredMessage]()
    for one in delivered:
        story = remembered.stories.get(one.about)
        if story is None:
            continue
        if one.about not in tellings:
            tellings[one.about] = _telling(story)
        subscription = subscriptions.get(one.channel)
        wanted.append(_message(one, story, tellings[one.about], subscription, now))
    return tuple(wanted)


@dataclass(frozen=True, slots=True)
class _Telling:
    """What all channels are told of one incident."""

    root: Part
    replies: tuple[Part, ...]
    turns: frozenset[str]  # the replies with which the state changed


def _begins(news: IncidentNews) -> bool:
    return news.what not in _NO_BEGINNING


def _is_unwanted(one: Delivered, subscriptions: Mapping[str, Subscription]) -> bool:
    subscription = subscriptions.get(one.channel)
    return subscription is None or subscription.wants_nothing


def _telling(story: Story) -> _Telling:
    incident = story.incident
    root = Part(
        key=ROOT,
        version=version_of(_shown(story)),
        content=IncidentShown(incident=incident, gone=story.gone),
    )
    states = dict[str, bool]()
    before: Update | None = None
    for update in incident.updates:
        states[update.id] = before is None or before.state is not update.state
        before = update
    turns = frozenset(key for key, turned in states.items() if turned)
    return _Telling(root, tuple(_replies(story)), turns)


def _shown(story: Story) -> Iterator[object]:
    """What of an incident its message shows: the version changes with it and with no more."""
    one = story.incident
    yield from (one.title, one.word, one.state, one.kind, one.impact, one.link, story.gone)
    yield from (one.begun.isoformat(), one.ended and one.ended.isoformat())
    yield from (one.planned_start, one.planned_end)
    yield from (one.latest.id, one.latest.word, one.latest.text, one.latest.at.isoformat())
    shown = one.touched if one.state.is_over else one.components
    yield from ((part.name, part.impact, part.groups, part.word) for part in shown)


def _replies(story: Story) -> Iterator[Part]:
    incident = story.incident
    there = {update.id: n for n, update in enumerate(incident.updates)}
    for key in story.replies:
        if key in there:
            yield _reply(incident, there[key])
        elif len(incident.updates) < MOST_UPDATES:
            yield Part(key=key, version="taken back", content=TakenBack(), edit_only=True)
    if story.gone is Gone.WITHDRAWN:
        yield Part(key=WITHDRAWN, version=WITHDRAWN, content=TakenOff())


def _reply(incident: Incident, place: int) -> Part:
    update = incident.updates[place]
    ends = update.state.is_over and not (place and incident.updates[place - 1].state.is_over)
    lasted = max(update.at - incident.begun, timedelta()) if ends else None
    shown = (update.word, update.at.isoformat(), update.text, lasted)
    said = UpdateSaid(incident=incident, update=update, lasted=lasted)
    return Part(key=update.id, version=version_of(shown), content=said)


def _message(
    one: Delivered,
    story: Story,
    telling: _Telling,
    subscription: Subscription | None,
    now: datetime,
) -> DesiredMessage:
    incident = story.incident
    root, replies = telling.root, telling.replies
    unwanted = subscription is None or subscription.wants_nothing
    if subscription is not None and not unwanted:
        calls = subscription.calls_for(incident) and incident.state.is_open
        if calls:
            shown = IncidentShown(
                incident=incident, gone=story.gone, mentions=subscription.mentions
            )
            root = replace(root, content=shown, mentions=True)
        if calls and one.root is not None and not one.mentioned:
            called = Called(subscription.mentions, incident)
            replies = (Part(key=MENTION, version=MENTION, content=called, mentions=True), *replies)
        if not subscription.thread_only:
            replies = tuple(
                replace(part, broadcast=True) if part.key in telling.turns else part
                for part in replies
            )
    return DesiredMessage(
        id=one.id,
        channel=one.channel,
        root=root,
        replies=replies,
        severity=incident.impact.rank,
        since=incident.started,
        over=incident.state.is_over or story.gone is not None,
        edit_only=unwanted or (story.gone is not None and one.root is None),
        quiet_until=None if subscription is None else subscription.quiet_until(incident, now),
    )
