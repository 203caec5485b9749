"""What is known of one desired message in Slack.

The record is there before the message: that it exists is the decision that the channel hears
of it, and from then on the message is followed to its end. An `Attempt` is written before
each call and taken away after it. Where one is found, nobody knows whether the call arrived:
after a post the next step is to look, after an edit to edit again, and both only when the
call cannot arrive any more. An edit that comes late would undo a newer one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a part stands in Slack (`ts`), and in which version; "" where nobody knows."""

    ts: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A call that is about to be made, or was made with an unknown outcome.

    `edits`: it changes what stands there; else it posts. `covers` names the replies that a root makes needless because it shows them itself.
    """

    key: str
    version: str
    at: datetime
    edits: bool = False
    covers: tuple[str, ...] = ()
    mentions: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One message: what it is about, where it goes, and what of it stands there.

    `covered` are replies that are not to be posted: the root showed them when it was posted,
    or somebody deleted them. `mentioned`: the root called people by name when it was posted.
    `reposts` counts the roots that somebody deleted. `muted`: nothing more is done about it.
    """

    id: str
    about: str
    channel: str
    root: Posted | None = None
    replies: Mapping[str, Posted] = field(default_factory=dict)
    covered: tuple[str, ...] = ()
    attempt: Attempt | None = None
    mentioned: bool = False
    reposts: int = 0
    muted: bool = False
