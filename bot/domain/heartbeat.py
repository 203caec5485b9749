"""Whether the leader's loops still turn, as a dead man's switch sees it.

Each loop beats when it begins and each time that it goes round; one that is about to wait on
purpose says for how long. What has not beaten for a minute longer than that stands still,
whatever the reason: a leader that is frozen, a loop that hangs, or nobody who leads.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

STILL_AFTER_S: Final = 60.0


class Loop(StrEnum):
    """The loops of a leader; another one is another row."""

    LEASE = "lease"  # the leader stays the leader
    STATUS_PAGE = "status_page"
    SUBSCRIPTIONS = "subscriptions"
    DELIVERY = "delivery"
    READINGS = "readings"  # the reports are measured, the rules applied
    ACTS = "acts"  # what people did to alerts


@dataclass(frozen=True, slots=True)
class Beat:
    """The last beat of a loop: how long ago, and for how long it meant to wait then."""

    loop: str
    age_s: float
    within_s: float = 0.0

    @property
    def is_missed(self) -> bool:
        return self.age_s > STILL_AFTER_S + self.within_s


@dataclass(frozen=True, slots=True)
class Beats:
    """What one look finds. `told_since`: operators know of a standstill since then."""

    beats: tuple[Beat, ...] = ()
    told_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standstill:
    """What stands still, and for how long. No loops: nobody ever led."""

    loops: tuple[str, ...]
    seconds: float

    @property
    def nobody_leads(self) -> bool:
        return not self.loops or Loop.LEASE in self.loops


def standstill(beats: Iterable[Beat], watched_s: float) -> Standstill | None:
    """Judge the beats; `watched_s` is how long somebody has been looking for them."""
    known = tuple(beats)
    if not known:
        return Standstill((), watched_s) if watched_s > STILL_AFTER_S else None
    missed = sorted((beat for beat in known if beat.is_missed), key=lambda beat: beat.loop)
    if not missed:
        return None
    return Standstill(tuple(one.loop for one in missed), max(one.age_s for one in missed))


class HeartWhat(StrEnum):
    """What the operators hear."""

    STANDS_STILL = "stands_still"
    GOES_ON = "goes_on"
    CUT_OFF = "cut_off"  # the replica that led cannot reach Redis any more
    IN_TOUCH = "in_touch"


@dataclass(frozen=True, slots=True)
class HeartNews:
    """News of the heart; `since` is when it stopped, for the end of it too."""

    what: HeartWhat
    since: datetime
    loops: tuple[str, ...] = ()
    nobody_leads: bool = False
