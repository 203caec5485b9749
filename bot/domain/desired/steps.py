"""What can be done about a message, and what can come of it.

An outcome is told in our words, not in Slack's: which of Slack's hundred errors means what
is the adapter's knowledge, what follows from it is decided in `settle` and `pace`.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from bot.domain.desired.delivered import Attempt
from bot.domain.desired.message import DesiredMessage, Part

CALL_TIMEOUT: Final = timedelta(seconds=5)
# Only a look that comes later than a post can still arrive is worth anything.
SETTLES_IN: Final = timedelta(seconds=15)


class Act(StrEnum):
    """What to do."""

    POST = "post"
    EDIT = "edit"
    LOOK = "look"  # whether a post arrived of which nobody knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One call: which act on which part of which message.

    `ts` is the message that an edit changes, `thread` the root of a reply. `covers` are the
    replies that this root shows itself. `attempt` is what a look looks for.
    """

    act: Act
    message: DesiredMessage
    part: Part
    ts: str = ""
    thread: str = ""
    covers: tuple[str, ...] = ()
    attempt: Attempt | None = None


class Why(StrEnum):
    """Why a call did not do what it should."""

    UNKNOWN = "unknown"  # no answer, or one that leaves open whether it was done
    AWAY = "away"  # Slack was not reached: certainly not done
    BUSY = "busy"  # too many calls
    TURNED_AWAY = "turned_away"  # the token is refused
    NOT_NOW = "not_now"  # our own lease would not last for the call
    NO_CHANNEL = "no_channel"  # gone, archived, or the bot may not write there
    NO_MESSAGE = "no_message"  # the message, or the root of the thread, is not there
    NOTHING = "nothing"  # looked, and it is not there
    NO_EDIT = "no_edit"  # the message is there and may not be changed
    NO_LOOK = "no_look"  # the bot may not read there
    MALFORMED = "malformed"  # Slack does not take what we say


@dataclass(frozen=True, slots=True)
class Done:
    """It was done; `ts` is where the message stands."""

    ts: str


@dataclass(frozen=True, slots=True)
class NotDone:
    """It was not done, or nobody knows: why, in Slack's word, and how long it asks to wait."""

    why: Why
    says: str = ""
    wait_s: float = 0.0


Outcome: TypeAlias = Done | NotDone
