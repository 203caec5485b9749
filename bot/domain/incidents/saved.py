"""What is remembered, as one JSON text, and back; `bot.domain.stored` tells of its version."""

from datetime import datetime
from typing import Any, Final

from bot.domain.incidents.feed_read import Gap, GapReason
from bot.domain.incidents.incident import Component, Incident, Update
from bot.domain.incidents.remembered import Gone, Remembered, Story, Trouble
from bot.domain.incidents.states import Impact, Kind, State
from bot.domain.stored import Stored, read_time

RECORD: Final = Stored("what is remembered of the incidents", version=1)


def save(remembered: Remembered) -> str:
    """The memory as text; the same memory always gives the same text."""
    tree = {
        "stories": [_story(story) for _, story in sorted(remembered.stories.items())],
        "read_at": _time(remembered.read_at),
        "page": remembered.page,
        "rendered": _time(remembered.rendered),
        "horizon": _time(remembered.horizon),
        "listed": remembered.listed,
        "shrunken": remembered.shrunken,
        "trouble": _trouble(remembered.trouble),
    }
    return RECORD.write(tree)


def load(text: str) -> Remembered:
    """The memory out of its text; raises `Unreadable` and nothing else."""
    return RECORD.read(text, _remembered)


def _remembered(tree: dict[str, Any]) -> Remembered:
    stories = [_read_story(one) for one in tree["stories"]]
    return Remembered(
        stories={story.incident.id: story for story in stories},
        read_at=_read_time(tree["read_at"]),
        page=str(tree["page"]),
        rendered=_read_time(tree["rendered"]),
        horizon=_read_time(tree["horizon"]),
        listed=int(tree["listed"]),
        shrunken=int(tree["shrunken"]),
        trouble=_read_trouble(tree["trouble"]),
    )


def _time(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _read_time(text: str | None) -> datetime | None:
    return None if text is None else read_time(text)


def _trouble(trouble: Trouble | None) -> dict[str, Any] | None:
    if trouble is None:
        return None
    return {
        "since": _time(trouble.since),
        "reads": trouble.reads,
        "reason": trouble.gap.reason,
        "says": trouble.gap.says,
        "told": trouble.told,
    }


def _read_trouble(tree: dict[str, Any] | None) -> Trouble | None:
    if tree is None:
        return None
    return Trouble(
        since=read_time(tree["since"]),
        reads=int(tree["reads"]),
        gap=Gap(GapReason(tree["reason"]), str(tree["says"])),
        told=bool(tree["told"]),
    )


def _story(story: Story) -> dict[str, Any]:
    return {
        "incident": _incident(story.incident),
        "first_seen": _time(story.first_seen),
        "told": story.told,
        "replies": story.replies,
        "misses": story.misses,
        "gone": story.gone,
    }


def _read_story(tree: dict[str, Any]) -> Story:
    return Story(
        incident=_read_incident(tree["incident"]),
        first_seen=read_time(tree["first_seen"]),
        told=bool(tree["told"]),
        replies=tuple(str(one) for one in tree["replies"]),
        misses=int(tree["misses"]),
        gone=None if tree["gone"] is None else Gone(tree["gone"]),
    )


def _incident(one: Incident) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "state": one.state,
        "word": one.word,
        "started": _time(one.started),
        "updates": [
            [update.id, update.state, update.word, _time(update.at), update.text, update.ref]
            for update in one.updates
        ],
        "kind": one.kind,
        "whole": one.whole,
        "components": _components(one.components),
        "listed": one.listed,
        "touched": _components(one.touched),
        "impact": one.impact,
        "planned_start": _time(one.planned_start),
        "planned_end": _time(one.planned_end),
        "link": one.link,
    }


def _read_incident(tree: dict[str, Any]) -> Incident:
    updates = tuple(_read_update(update) for update in tree["updates"])
    if not updates:
        raise ValueError("an incident without an update")
    return Incident(
        id=str(tree["id"]),
        title=str(tree["title"]),
        state=State(tree["state"]),
        word=str(tree["word"]),
        started=read_time(tree["started"]),
        updates=updates,
        kind=Kind(tree["kind"]),
        whole=bool(tree["whole"]),
        components=_read_components(tree["components"]),
        listed=bool(tree["listed"]),
        touched=_read_components(tree["touched"]),
        impact=Impact(tree["impact"]),
        planned_start=_read_time(tree["planned_start"]),
        planned_end=_read_time(tree["planned_end"]),
        link=str(tree["link"]),
    )


def _read_update(tree: list[str]) -> Update:
    name, state, word, at, text, ref = tree
    return Update(id=name, state=State(state), word=word, at=read_time(at), text=text, ref=ref)


def _components(components: tuple[Component, ...]) -> list[list[object]]:
    return [[one.name, one.impact, one.groups, one.word] for one in components]


def _read_components(tree: list[tuple[str, str, list[str], str]]) -> tuple[Component, ...]:
    return tuple(
        Component(name=name, impact=Impact(impact), groups=tuple(groups), word=word)
        for name, impact, groups, word in tree
    )
