"""A subscription as one JSON text, and back.

Read strictly: a filter that was half understood would keep silent about what it should tell.
"""

import json
import re
from datetime import datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.domain.incidents.states import Impact
from bot.domain.subscriptions import Paused, QuietHours, Subscription, Wanted

VERSION: Final = 1
MENTIONED: Final = re.compile(r"[UWS][A-Z0-9]{2,20}|here")


class UnreadableSubscription(Exception):
    """A text that is not a subscription of this release; it says which version it is of."""


def save(one: Subscription) -> str:
    """The subscription as text, without what became of it."""
    quiet = one.quiet
    tree = {
        "v": VERSION,
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
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Subscription:
    """The subscription out of its text; raises `UnreadableSubscription` and nothing else."""
    try:
        tree = json.loads(text)
        version = tree["v"]
        if version == VERSION:
            return _subscription(tree)
    except (AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError):
        raise UnreadableSubscription("a subscription cannot be read") from None
    raise UnreadableSubscription(
        f"a subscription is of version {version!r:.20}, and this release reads version {VERSION}"
    )


def save_paused(paused: Paused) -> str:
    """What became of a subscription as text."""
    return json.dumps({"v": VERSION, "since": paused.since.isoformat(), "says": paused.says})


def load_paused(text: str) -> Paused:
    """And back; raises `UnreadableSubscription` and nothing else."""
    try:
        tree = json.loads(text)
        return Paused(since=_time(tree["since"]), says=str(tree["says"]))
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        raise UnreadableSubscription("why a channel is paused cannot be read") from None


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


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at


def _quiet(tree: list[str] | None) -> QuietHours | None:
    if tree is None:
        return None
    begin, end, zone = tree
    ZoneInfo(zone)
    return QuietHours(begin=time.fromisoformat(begin), end=time.fromisoformat(end), zone=zone)
