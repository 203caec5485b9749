"""What the use cases need from the world.

Adapters keep these promises; the only error that may come out of a port is `Unavailable`.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.domain.case import Case, Rung
from bot.domain.desired.delivered import Delivered
from bot.domain.desired.settle import Trouble
from bot.domain.desired.steps import Outcome, Step
from bot.domain.incidents.enrichment import Extras
from bot.domain.incidents.feed_read import FeedRead
from bot.domain.incidents.incident import Incident
from bot.domain.incidents.told import FeedNews
from bot.domain.probes import Probe, Reply
from bot.domain.subscriptions import Paused, Subscription


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


class Once(Protocol):
    """Which things were done already, so that all replicas together do each of them once."""

    async def first(self, what: str) -> bool:
        """Whether nobody asked for this before. Never raises: alone, a process knows its own."""
        ...


class Allowance(Protocol):
    """How many checks a person may still make."""

    async def take(self, person: str) -> datetime | None:
        """Take one check; None if there was one, else when the next is to be had.

        While the store is away each process counts for itself: never raises.
        """
        ...


class OpenIncidents(Protocol):
    """What OpenAI reports as open, as far as somebody has looked."""

    async def open_now(self) -> tuple[Incident, ...]:
        """The worst first; none where nothing is known. Never raises, takes half a second."""
        ...


class Unsettled(Protocol):
    """The checks of the last hour that ended without a verdict, or with OpenAI's own error."""

    async def add(self, person: str, endpoint: str) -> None:
        """Remember for an hour that somebody's check ended so. Holds no key. Never raises."""
        ...

    async def all(self) -> tuple[tuple[str, str], ...]:
        """People and endpoints. Raises `Unavailable`."""
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


class Deposed(Unavailable):
    """Another replica leads now: nothing that this one still wanted to write was written."""


class Term(Protocol):
    """A time of being the leader."""

    @property
    def token(self) -> str:
        """The name under which the leader writes; no other term ever had it."""
        ...

    def left(self) -> float:
        """For how many seconds it is certain that nobody else leads."""
        ...


class Lease(Protocol):
    """That one replica leads, and only one."""

    async def take(self) -> Term | None:
        """Become the leader, or stay it for longer; None while another one leads.

        Raises `Unavailable`: then nobody can know.
        """
        ...

    async def release(self) -> None:
        """Let another one lead at once. Never raises."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A state as it was stored; `revision` is 0 for one that never was."""

    text: str = ""
    revision: int = 0


class State(Protocol):
    """What the leader knows: named texts, and beside them what became of each message.

    Every write names the leader's token. All of this raises `Unavailable`, and the writes
    `Deposed` where another one leads or the state has been changed since it was read.
    """

    async def load(self, name: str) -> Kept:
        """Read one state."""
        ...

    async def save(
        self, term: Term, name: str, text: str, after: int, begun: Collection[Delivered]
    ) -> int:
        """Write it where its revision is still `after`, and messages that begin with it."""
        ...

    async def delivered(self) -> tuple[Delivered, ...]:
        """Read what is known of all messages."""
        ...

    async def keep(
        self, term: Term, changed: Collection[Delivered], dropped: Collection[str] = ()
    ) -> None:
        """Write what is known of some, and forget others."""
        ...


class Subscriptions(Protocol):
    """What the channels want to hear of. Raises `Unavailable`."""

    async def revision(self) -> int:
        """A number that grows with each change."""
        ...

    async def all(self) -> Mapping[str, Subscription]:
        """What people chose, by channel."""
        ...

    async def paused(self) -> Mapping[str, Paused]:
        """The channels that cannot be posted to."""
        ...

    async def put(self, subscription: Subscription) -> None:
        """Choose for a channel; a pause ends with it."""
        ...

    async def pause(self, term: Term, channel: str, paused: Paused | None) -> bool:
        """Write down that a channel cannot be posted to, or can again; False if known."""
        ...


class Announcer(Protocol):
    """Slack's channels. Never raises: what Slack does is what the outcome tells."""

    async def post(self, step: Step) -> Outcome:
        """Post a message or a reply; once at most, whatever happens."""
        ...

    async def edit(self, step: Step) -> Outcome:
        """Change what stands there."""
        ...

    async def look(self, step: Step) -> Outcome:
        """Find what an attempt may have posted, by the name that it bears."""
        ...


class Operators(Protocol):
    """Those who run the bot."""

    async def hear(self, news: Trouble | FeedNews) -> None:
        """Tell them of something that only people can mend. Never raises."""
        ...


Sleep: TypeAlias = Callable[[float], Awaitable[None]]
