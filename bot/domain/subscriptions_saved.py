"""A subscription as one JSON text, and back.

Read strictly: a filter that was half understood would keep silent about what it should tell.
"""

import re
from datetime import time
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.domain.incidents.states import Impact
from bot.domain.stored import Stored, read_time
from bot.domain.subscriptions import Paused, QuietHours, Subscription, Wanted

RECORD: Final = Stored("a subscription", version=1)
PAUSE: Final = Stored("why a channel is paused", version=1)
MENTIONED: Final = re.compile(r"[UWS][A-Z0-9]{2,20}|here")


def save(one: Subscription) -> str:
    """The subscription as text, without what became of it."""
    quiet = one.quiet
    tree = {
        "channel": one.channel,
        "incidents": one.incidents,
        "maintenance": one.maintenance,
        "alerts": one.alerts,
        "components": [[wanted.name, wanted.group] for wanted in one.components],
        "least": one.least,
        "thread_only": one.thread_only,
        "mentions": one.mentions,
        "mention_from": one.mention_from,
        "quiet": quiet and [quiet.begin.isoformat(), quiet.end.isoformat(), quiet.zone],
    }
    return RECORD.write(tree)


def load(text: str) -> Subscription:
    """The subscription out of its text; raises `Unreadable` and nothing else."""
    return RECORD.read(text, _subscription)


def save_paused(paused: Paused) -> str:
    """What became of a subscription as text."""
    return PAUSE.write({"since": paused.since.isoformat(), "says": paused.says})


def load_paused(text: str) -> Paused:
    """And back; raises `Unreadable` and nothing else."""
    return PAUSE.read(text, _paused)


def _subscription(tree: dict[str, Any]) -> Subscription:
    return Subscription(
        channel=str(tree["channel"]),
        incidents=bool(tree["incidents"]),
        maintenance=bool(tree["maintenance"]),
        alerts=bool(tree["alerts"]),
        components=tuple(Wanted(name=name, group=group) for name, group in tree["components"]),
        least=Impact(tree["least"]),
        thread_only=bool(tree["thread_only"]),
        mentions=tuple(filter(MENTIONED.fullmatch, tree["mentions"])),
        mention_from=Impact(tree["mention_from"]),
        quiet=_quiet(tree["quiet"]),
    )


def _paused(tree: dict[str, Any]) -> Paused:
    return Paused(since=read_time(tree["since"]), says=str(tree["says"]))


def _quiet(tree: list[str] | None) -> QuietHours | None:
    if tree is None:
        return None
    begin, end, zone = tree
    ZoneInfo(zone)
    return QuietHours(begin=time.fromisoformat(begin), end=time.fromisoformat(end), zone=zone)
