"""What is known of a message as one JSON text, and back."""

import json
from datetime import datetime
from typing import Any, Final

from bot.domain.desired.delivered import Attempt, Delivered, Posted

VERSION: Final = 1


class UnreadableDelivery(Exception):
    """A text that is not what this release keeps of a message; it says which version it is of."""


def save(delivered: Delivered) -> str:
    """The record as text."""
    attempt = delivered.attempt
    tree = {
        "v": VERSION,
        "id": delivered.id,
        "about": delivered.about,
        "channel": delivered.channel,
        "root": delivered.root and [delivered.root.ts, delivered.root.version],
        "replies": {key: [one.ts, one.version] for key, one in delivered.replies.items()},
        "covered": delivered.covered,
        "attempt": attempt
        and {
            "key": attempt.key,
            "version": attempt.version,
            "at": attempt.at.isoformat(),
            "edits": attempt.edits,
            "covers": attempt.covers,
            "mentions": attempt.mentions,
        },
        "mentioned": delivered.mentioned,
        "reposts": delivered.reposts,
        "muted": delivered.muted,
    }
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Delivered:
    """The record out of its text; raises `UnreadableDelivery` and nothing else."""
    try:
        tree = json.loads(text)
        version = tree["v"]
        if version == VERSION:
            return _delivered(tree)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        raise UnreadableDelivery("what is known of a message in Slack cannot be read") from None
    raise UnreadableDelivery(
        f"what is known of a message in Slack is of version {version!r:.20}, and this release "
        f"reads version {VERSION}"
    )


def _delivered(tree: dict[str, Any]) -> Delivered:
    return Delivered(
        id=str(tree["id"]),
        about=str(tree["about"]),
        channel=str(tree["channel"]),
        root=_posted(tree["root"]),
        replies={key: Posted(str(ts), str(v)) for key, (ts, v) in tree["replies"].items()},
        covered=tuple(map(str, tree["covered"])),
        attempt=_attempt(tree["attempt"]),
        mentioned=bool(tree["mentioned"]),
        reposts=int(tree["reposts"]),
        muted=bool(tree["muted"]),
    )


def _posted(pair: list[str] | None) -> Posted | None:
    if pair is None:
        return None
    ts, version = pair
    return Posted(str(ts), str(version))


def _attempt(tree: dict[str, Any] | None) -> Attempt | None:
    if tree is None:
        return None
    at = datetime.fromisoformat(tree["at"])
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return Attempt(
        key=str(tree["key"]),
        version=str(tree["version"]),
        at=at,
        edits=bool(tree["edits"]),
        covers=tuple(map(str, tree["covers"])),
        mentions=bool(tree["mentions"]),
    )
