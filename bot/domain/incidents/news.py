"""What of a read of the feed is news: the one decision on which all messages rest.

Pure: the same memory, read and time give the same answer, whatever order the entries come
in. A read with a gap changes nothing that is known of any incident. There is no high-water
mark, since times on a status page are set by hand, backwards and into the future: an
incident is new when its id is, and an update when nothing known says the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.incidents.absence import forget, judge_absent
from bot.domain.incidents.feed_read import FeedRead, Gap, GapReason
from bot.domain.incidents.first_sight import judge_new
from bot.domain.incidents.follow import follow
from bot.domain.incidents.incident import Incident
from bot.domain.incidents.merge import dated, first
from bot.domain.incidents.remembered import Remembered, Story, Trouble
from bot.domain.incidents.told import (
    FeedNews,
    IncidentNews,
    News,
    Reason,
    Silence,
    What,
)

READS_BEFORE_NOTICE: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What is known after a read, what to tell, and what was passed over in silence."""

    remembered: Remembered
    news: tuple[News, ...] = ()
    silences: tuple[Silence, ...] = ()


def news(
    remembered: Remembered, read: FeedRead, now: datetime
) -> tuple[Remembered, tuple[News, ...]]:
    """Compare a read with what is known: what is known now, and what to tell of it."""
    decided = decide(remembered, read, now)
    return decided.remembered, decided.news


def decide(remembered: Remembered, read: FeedRead, now: datetime) -> Decided:
    """The same as `news`, with the silences and their reasons."""
    listed = _each_once(read.incidents)
    gap = read.gap or _doubt(remembered, read, listed, now)
    if gap is not None:
        return _unread(remembered, gap, now)
    if _is_elsewhere(remembered, read, listed):
        left = _leave(remembered)
        decided = _compare(replace(_NOTHING, trouble=remembered.trouble), read, listed, now)
        return replace(decided, news=(*left, *decided.news))
    return _compare(remembered, read, listed, now)


_NOTHING: Final = Remembered()


def _compare(
    remembered: Remembered, read: FeedRead, listed: dict[str, Incident], now: datetime
) -> Decided:
    absences = judge_absent(remembered, listed, now)
    stories, told, silences = absences.stories, absences.news, absences.silences
    for key, shown in sorted(listed.items()):
        known = remembered.stories.get(key)
        incident = dated(shown, known.incident if known else None, now)
        story, said = _meet(incident, remembered, now) if known is None else follow(known, incident)
        stories[key] = story
        if isinstance(said, IncidentNews):
            told.append(said)
        elif said is not None:
            silences.append(said)
    shrunken = absences.shrunken > 0
    after = Remembered(
        stories=dict(sorted(forget(stories, listed, now).items())),
        read_at=now,
        page=read.page or remembered.page,
        rendered=min(read.rendered, now) if read.rendered else remembered.rendered,
        horizon=remembered.horizon if shrunken else _horizon(listed),
        listed=remembered.listed if shrunken else len(listed),
        shrunken=absences.shrunken,
    )
    back = _readable_again(remembered)
    return Decided(
        remembered=after, news=(*back, *sorted(told, key=_urgency)), silences=tuple(silences)
    )


def _meet(
    incident: Incident, remembered: Remembered, now: datetime
) -> tuple[Story, IncidentNews | Silence]:
    known = first(incident)
    what, reason = judge_new(known, remembered, now)
    story = Story(incident=known, first_seen=now, told=what is not None)
    if what is None:
        return story, Silence(known.id, reason)
    return story, IncidentNews(what=what, reason=reason, incident=known)


def _each_once(incidents: Iterable[Incident]) -> dict[str, Incident]:
    """The incidents by id; of two with one id the later one, whatever their order."""
    listed = dict[str, Incident]()
    for incident in incidents:
        other = listed.get(incident.id)
        if other is None or _age(incident) > _age(other):
            listed[incident.id] = incident
    return listed


def _age(incident: Incident) -> tuple[datetime, int, str]:
    return incident.latest.at, len(incident.updates), repr(incident)


def _doubt(
    remembered: Remembered, read: FeedRead, listed: dict[str, Incident], now: datetime
) -> Gap | None:
    """What speaks against a read that is well-formed."""
    if read.rendered and remembered.rendered and read.rendered < remembered.rendered:
        return Gap(GapReason.OUTDATED, "an older copy than the one that was read before")
    if not listed:
        absences = judge_absent(replace(remembered, shrunken=0), listed, now)
        if absences.shrunken or any(story.misses for story in absences.stories.values()):
            return Gap(GapReason.EMPTIED, "the feed lists nothing, where it listed incidents")
    return None


def _unread(remembered: Remembered, gap: Gap, now: datetime) -> Decided:
    before = remembered.trouble or Trouble(since=now, reads=0, gap=gap)
    trouble = replace(before, reads=before.reads + 1, gap=gap)
    told = tuple[News, ...]()
    if trouble.reads >= READS_BEFORE_NOTICE and not trouble.told:
        trouble = replace(trouble, told=True)
        told = (
            FeedNews(what=What.UNREADABLE, reason=Reason.UNREADABLE, since=trouble.since, gap=gap),
        )
    return Decided(
        remembered=replace(remembered, trouble=trouble),
        news=told,
        silences=(Silence("", Reason.INCOMPLETE, gap.says),),
    )


def _readable_again(remembered: Remembered) -> tuple[News, ...]:
    trouble = remembered.trouble
    if trouble is None or not trouble.told:
        return ()
    return (
        FeedNews(
            what=What.READABLE,
            reason=Reason.READABLE_AGAIN,
            since=trouble.since,
            gap=trouble.gap,
        ),
    )


def _is_elsewhere(remembered: Remembered, read: FeedRead, listed: dict[str, Incident]) -> bool:
    """Whether the bot was pointed at another page: another host, and nothing in common."""
    moved = bool(remembered.page and read.page) and remembered.page != read.page
    return moved and not remembered.stories.keys() & listed.keys()


def _leave(remembered: Remembered) -> tuple[News, ...]:
    return tuple(
        IncidentNews(
            what=What.WITHDRAWN,
            reason=Reason.OTHER_PAGE,
            incident=story.incident,
            before=story.incident,
        )
        for _, story in sorted(remembered.stories.items())
        if story.told and story.gone is None and not story.incident.state.is_over
    )


def _horizon(listed: dict[str, Incident]) -> datetime | None:
    return min((one.place for one in listed.values()), default=None)


def _urgency(one: IncidentNews) -> tuple[int, datetime, str]:
    return -one.incident.impact.rank, one.incident.started, one.incident.id
