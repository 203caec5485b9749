"""What a check of a key needs from the world."""

from collections.abc import AsyncIterator
from typing import Protocol

from bot.domain.case import Case, Rung
from bot.domain.incidents.incident import Incident
from bot.domain.probes import Probe, Reply


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
