"""What is written down about checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


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


class PastChecks(Protocol):
    """The record, read. Raises `Unavailable`."""

    async def of(self, person: str, most: int) -> Sequence[AuditLine]:
        """Somebody's own last checks, the newest first, as far back as a month."""
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
