"""The time, and waiting."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeAlias


class Clock(Protocol):
    """The time, for those who may not read it."""

    def now(self) -> datetime:
        """The time of day, in UTC."""
        ...

    def seconds(self) -> float:
        """A clock that never goes back, for measuring."""
        ...


Sleep: TypeAlias = Callable[[float], Awaitable[None]]
