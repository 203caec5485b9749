"""That one replica leads, and what it keeps."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from bot.domain.desired.delivered import Delivered
from bot.ports.unavailable import Unavailable


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
