"""A message that should exist in a channel, and the replies in its thread.

What a message shows is an opaque value here; a view renders it at the last moment, so that a
message which waited for an hour is posted as things are then. `version` tells whether two
contents differ for the reader; it must come out the same in every process.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

ROOT: Final = ""  # the key of the part that is the message itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The message itself, or one reply in its thread.

    `edit_only`: not worth posting, but where it was posted it has to change. `broadcast`: a
    reply that is shown in the channel too. `mentions`: it calls somebody by name.
    """

    key: str
    version: str
    content: object
    edit_only: bool = False
    broadcast: bool = False
    mentions: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredMessage:
    """A message that should exist.

    `severity`: higher goes first; among equals the one with the earlier `since`. `over`: what
    it tells of has ended. `edit_only`: nothing is added any more, what stands is kept true.
    Before `quiet_until` nothing is added either. `once`: where nobody knows whether it was
    posted, or it cannot be, it is left at that. `thread` is the `ts` of another message in whose
    thread all of it stands; "" for a message of its own.
    """

    id: str
    channel: str
    root: Part
    replies: tuple[Part, ...] = ()
    severity: int = 0
    since: datetime
    over: bool = False
    edit_only: bool = False
    quiet_until: datetime | None = None
    once: bool = False
    thread: str = ""


def version_of(shown: Iterable[object]) -> str:
    """A short name for what is shown, the same in every process and release."""
    text = "\x1f".join(str(one) for one in shown)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
