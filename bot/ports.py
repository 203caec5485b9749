"""What the use cases need from the world.

Adapters keep these promises; the tests run one suite against an adapter and its fake. The
only error that may come out of a port is `Unavailable`.
"""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.case import Case, Rung
from bot.domain.incidents.enrichment import Extras
from bot.domain.incidents.feed_read import FeedRead
from bot.domain.probes import Probe, Reply


class Unavailable(Exception):
    """A service that the bot leans on does not answer; the text names it and holds no secret."""


class Clock(Protocol):
    """The time, for those who may not read it."""

    def now(self) -> datetime:
        """The time of day, in UTC."""
        ...

    def seconds(self) -> float:
        """A clock that never goes back, for measuring."""
        ...


class OpenAI(Protocol):
    """OpenAI's API, one request at a time."""

    async def send(self, probe: Probe, case: Case) -> Reply:
        """Send one probe with the key of the case.

        Never raises for what the network or OpenAI does: that is what the reply tells.
        """
        ...


class Ladder(Protocol):
    """The way to OpenAI, rung by rung."""

    def climb(self, base_url: str) -> AsyncIterator[Rung]:
        """Try the rungs from the bottom; stops after the first that fails."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """Who checked which key when, and what came of it. Holds no key."""

    at: datetime
    team: str
    person: str
    masked: str
    fingerprint: str
    verdict: str
    cause: str


class Audit(Protocol):
    """The record of checks, kept 90 days."""

    async def write(self, line: AuditLine) -> None:
        """Keep one line. While the store is away the line waits in memory: never raises."""
        ...


class Allowance(Protocol):
    """How many checks a person may still make."""

    async def take(self, person: str) -> datetime | None:
        """Take one check; None if there was one, else when the next is to be had.

        While the store is away each process counts for itself: never raises.
        """
        ...


class StatusFeed(Protocol):
    """OpenAI's status page."""

    async def read(self) -> FeedRead:
        """Read the feed. Never raises: a read that came to nothing says why."""
        ...

    async def extras(self, incident_ids: Collection[str]) -> Extras:
        """What the page's JSON adds, about these incidents above all.

        Never raises and takes two seconds at most a request: what does not answer is left
        out, but for the components, of which the last known list stays.
        """
        ...
