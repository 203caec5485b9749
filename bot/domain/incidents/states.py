"""How far an incident is, and how much it hurts, in OpenAI's words and in ours.

Three makers of status pages write the same things differently ("In progress",
"maintenance_in_progress"), and pages in other languages in words that nobody has listed. A
word that we do not know counts as open and is shown as it stands: to call something over
because its word is foreign would be the worse mistake.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """Whether something broke, or was taken down on purpose."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"


class State(StrEnum):
    """How far an incident or a maintenance is."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    UNKNOWN = "unknown"

    @property
    def is_over(self) -> bool:
        return self in _OVER

    @property
    def is_planned(self) -> bool:
        return self is State.SCHEDULED

    @property
    def is_open(self) -> bool:
        return not self.is_over and not self.is_planned


_OVER: Final = frozenset({State.RESOLVED, State.COMPLETED})
OF_MAINTENANCE: Final = frozenset(
    {State.SCHEDULED, State.IN_PROGRESS, State.VERIFYING, State.COMPLETED}
)


class Impact(StrEnum):
    """How much a component or an incident hurts, from the least to the most.

    `UNSTATED` is no claim at all: many incidents name no component, and a resolved one that
    we never saw open no longer says how bad it was.
    """

    UNSTATED = "unstated"
    NONE = "none"
    MAINTENANCE = "maintenance"
    DEGRADED = "degraded"
    PARTIAL_OUTAGE = "partial_outage"
    FULL_OUTAGE = "full_outage"

    @property
    def rank(self) -> int:
        """Higher is worse."""
        return _RANKS[self]


_RANKS: Final[Mapping[Impact, int]] = MappingProxyType(
    {impact: n for n, impact in enumerate(Impact)}
)


def worst(impacts: Iterable[Impact]) -> Impact:
    """The worst of some impacts; unstated if there are none."""
    return max(impacts, key=lambda impact: impact.rank, default=Impact.UNSTATED)


def read_state(word: str) -> State:
    """The state that a word of a status page means."""
    return _STATES.get(_plain(word).removeprefix("maintenance "), State.UNKNOWN)


def read_impact(word: str) -> Impact:
    """The impact that a word of a status page means; a foreign word is no claim."""
    return _IMPACTS.get(_plain(word), Impact.UNSTATED)


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").casefold().split())


_STATES: Final[Mapping[str, State]] = MappingProxyType(
    {
        "investigating": State.INVESTIGATING,
        "identified": State.IDENTIFIED,
        "monitoring": State.MONITORING,
        "resolved": State.RESOLVED,
        "postmortem": State.RESOLVED,
        "scheduled": State.SCHEDULED,
        "in progress": State.IN_PROGRESS,
        "verifying": State.VERIFYING,
        "complete": State.COMPLETED,
        "completed": State.COMPLETED,
    }
)
_IMPACTS: Final[Mapping[str, Impact]] = MappingProxyType(
    {
        "operational": Impact.NONE,
        "none": Impact.NONE,
        "under maintenance": Impact.MAINTENANCE,
        "maintenance": Impact.MAINTENANCE,
        "degraded performance": Impact.DEGRADED,
        "minor": Impact.DEGRADED,
        "partial outage": Impact.PARTIAL_OUTAGE,
        "major": Impact.PARTIAL_OUTAGE,
        "full outage": Impact.FULL_OUTAGE,
        "major outage": Impact.FULL_OUTAGE,
        "critical": Impact.FULL_OUTAGE,
    }
)
