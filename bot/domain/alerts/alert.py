"""One alert: what is wrong where, since when, in which state of its life.

It is known by subject, rule and part (`key`), and each time it begins anew it gets another
number (`id`), so that a message belongs to one episode for ever. People name it by its number.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.rules.reading import Level, Reading
from bot.domain.windows.series import Subject


class State(StrEnum):
    """Where in its life it is."""

    FIRING = "firing"
    ACKNOWLEDGED = "acknowledged"
    SILENCED = "silenced"
    NO_DATA = "no_data"
    FLAPPING = "flapping"
    RESOLVED = "resolved"


class What(StrEnum):
    """What a decision did; each is told in the thread, or only kept."""

    OPENED = "opened"
    ROSE = "rose"
    FELL = "fell"
    ACKNOWLEDGED = "acknowledged"
    UNACKNOWLEDGED = "unacknowledged"
    SILENCED = "silenced"
    SILENCE_ENDED = "silence_ended"
    NO_DATA = "no_data"
    DATA_AGAIN = "data_again"
    FLAPPING = "flapping"
    STEADY = "steady"
    REMINDED = "reminded"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of its history. `by` is a person's id or "" for the bot itself.

    `revision` is the one that the alert got by it. `quiet`: it is kept and shown, but nobody is
    told, since the alert was silenced, flapping or told of by another one.
    """

    what: What
    at: datetime
    reason: str
    by: str = ""
    until: datetime | None = None
    revision: int = 0
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """See the module. `revision` grows with every change that a person could see.

    `level` is what it is told as, `reading` the newest measurement, `worst` the highest level of
    the episode. `clear_since`: from when on the readings have been clear without a break, and
    `lower_since` from when on below `level`. `acknowledged_by`/`silenced_by` are ids of people, ""
    if nobody did. `held_by` is the id of another open alert that tells of this one too, so that it
    has no message of its own; `members` are the ids of those that this one was made to hold.
    """

    rule: str
    subject: Subject
    part: str = ""
    number: int
    revision: int = 1
    state: State
    level: Level
    worst: Level
    opened: datetime
    changed: datetime
    resolved: datetime | None = None
    reading: Reading
    reason: str = ""
    clear_since: datetime | None = None
    lower_since: datetime | None = None
    no_data_since: datetime | None = None
    flapping_since: datetime | None = None
    seen: datetime  # when there last was data
    reminded: datetime | None = None
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    silenced_by: str = ""
    silenced_until: datetime | None = None
    turns: tuple[datetime, ...] = ()  # state changes of the last hour, for flapping
    history: tuple[Happened, ...] = field(default_factory=tuple)
    held_by: str = ""
    members: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is about, the same in every episode."""
        return "/".join(
            filter(None, (self.subject.service, self.subject.model, self.rule, self.part))
        )

    @property
    def id(self) -> str:
        """The name of this episode."""
        return f"{self.key}#{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.state is not State.RESOLVED


class Deed(StrEnum):
    """What people can do to an alert."""

    ACKNOWLEDGE = "acknowledge"
    UNACKNOWLEDGE = "unacknowledge"
    SILENCE = "silence"
    UNSILENCE = "unsilence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody did to an alert as they saw it: `revision` is that of the state they saw.

    `alert` is its id, or `service/<name>` for a silence over all that a service has and gets.
    """

    alert: str
    revision: int
    deed: Deed
    by: str
    at: datetime
    until: datetime | None = None
