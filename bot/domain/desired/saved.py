"""What is known of a message as one JSON text, and back; its version: `bot.domain.stored`."""

from typing import Any, Final

from bot.domain.desired.delivered import Attempt, Delivered, Posted
from bot.domain.stored import Stored, read_time

RECORD: Final = Stored("what is known of a message in Slack", version=1)


def save(delivered: Delivered) -> str:
    """The record as text."""
    attempt = delivered.attempt
    tree = {
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
    return RECORD.write(tree)


def load(text: str) -> Delivered:
    """The record out of its text; raises `Unreadable` and nothing else."""
    return RECORD.read(text, _delivered)


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
    return Attempt(
        key=str(tree["key"]),
        version=str(tree["version"]),
        at=read_time(tree["at"]),
        edits=bool(tree["edits"]),
        covers=tuple(map(str, tree["covers"])),
        mentions=bool(tree["mentions"]),
    )
