"""What the bot knows of the incidents, from one read to the next.

A resolved incident is not forgotten: it may reopen, and one that leaves the feed and comes
back must be known for what it is. It goes only when it is older than the feed's own ninety
days and no longer listed, so what is kept is bounded by the feed and not by the time that
the bot has run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.incidents.feed_read import Gap
from bot.domain.incidents.incident import Incident


class Gone(StrEnum):
    """Why an incident is no longer followed."""

    WITHDRAWN = "withdrawn"  # taken off the page
    AGED_OUT = "aged_out"  # too old for the feed to list


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An incident and what came of it so far.

    `told`: it was news once, so channels may have a message about it. `replies` names the
    updates that came after that, in order: each of them is a reply in the message's thread.
    `misses` counts the complete reads in a row that lacked it.
    """

    incident: Incident
    first_seen: datetime
    told: bool = False
    replies: tuple[str, ...] = ()
    misses: int = 0
    gone: Gone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """That the feed cannot be read: since when, how many reads in a row, and why the last."""

    since: datetime
    reads: int
    gap: Gap
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """All that is known.

    `read_at` is the last complete read, None before the first. `horizon` is the place of the
    oldest entry in it and `listed` the number of its entries: what lies beyond has left the
    feed by age. `shrunken` counts the reads in a row that lacked too many at once.
    """

    stories: Mapping[str, Story] = field(default_factory=dict)
    read_at: datetime | None = None
    page: str = ""
    rendered: datetime | None = None
    horizon: datetime | None = None
    listed: int = 0
    shrunken: int = 0
    trouble: Trouble | None = None

    @property
    def open_now(self) -> tuple[Incident, ...]:
        """What is open and still followed, the worst first."""
        return tuple(one for one in self._followed() if one.state.is_open)

    @property
    def planned(self) -> tuple[Incident, ...]:
        """The maintenance that is to come, the next first."""
        planned = (one for one in self._followed() if one.state.is_planned)
        return tuple(sorted(planned, key=lambda one: (one.place, one.id)))

    def since(self, now: datetime, days: int = 30) -> tuple[Incident, ...]:
        """The incidents that touched the last days, oldest first; withdrawn ones left out."""
        earliest = now - timedelta(days=days)
        touching = (
            story.incident
            for story in self.stories.values()
            if story.gone is not Gone.WITHDRAWN and not story.incident.state.is_planned
        )
        kept = (one for one in touching if one.ended is None or one.ended >= earliest)
        return tuple(sorted(kept, key=lambda one: (one.started, one.id)))

    def _followed(self) -> list[Incident]:
        followed = (story.incident for story in self.stories.values() if story.gone is None)
        return sorted(followed, key=lambda one: (-one.impact.rank, one.started, one.id))
