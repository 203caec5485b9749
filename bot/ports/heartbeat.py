"""The heart of the leader: its loops beat, and every replica can feel it."""

from datetime import datetime
from typing import Protocol

from bot.domain.heartbeat import Beats, HeartNews
from bot.ports.leadership import Term


class Beat(Protocol):
    """Given to each loop of the leader, which calls it when it begins and each time round.

    It costs nothing, waits for nothing and never raises: what has beaten is written down when
    the lease is renewed. A loop that is about to wait on purpose says for how long at most, so
    that its silence is not taken for a standstill: `beat(Loop.STATUS_PAGE, within_s=pause)`.
    """

    def __call__(self, loop: str, within_s: float = 0.0) -> None:
        """Go round."""
        ...


class Pulse(Protocol):
    """The leader's end."""

    def beat(self, loop: str, within_s: float = 0.0) -> None:
        """See `Beat`."""
        ...

    async def renewed(self, term: Term) -> None:
        """The lease lasts on: write down what has beaten. Never raises, takes half a second."""
        ...


class Heartbeat(Protocol):
    """The watchers' end. Raises `Unavailable`."""

    async def look(self) -> Beats:
        """The last beat of each loop of the newest term."""
        ...

    async def stands_still(self, since: datetime) -> bool:
        """Remember that the operators are told; True for the first of all replicas."""
        ...

    async def goes_on(self) -> datetime | None:
        """Forget it again; for the first of all replicas, since when it had stood still."""
        ...


class HeartOperators(Protocol):
    """Those who run the bot."""

    async def hear(self, news: HeartNews) -> None:
        """Tell them. Never raises."""
        ...


def no_beat(loop: str, within_s: float = 0.0) -> None:
    """For a loop that nobody listens to, in a test above all."""
    del loop, within_s
