"""The reports of services: taking them in, and looking at what was counted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.windows.changes import Change, Changes
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Resolution, Series

__all__ = ["Change", "Changes", "Counted", "Entries", "Judged"]


class Counted(Protocol):
    """What was counted, over all streams. Raises `Unavailable`."""

    async def since(self, mark: str) -> Changes:
        """The slots of 10 s that changed since the mark, as they stand now, each once.

        With mark "" all that are kept of the last 90 min. Reading a slot twice does no harm: it
        holds sums, not differences.
        """
        ...

    async def history(
        self, series: Collection[Series], resolution: Resolution, start: int, end: int
    ) -> Iterable[Change]:
        """The slots of these series from `start` up to `end` (unix ms), oldest first."""
        ...

    async def series(self) -> Mapping[Series, Latest]:
        """All that ever reported within 35 days, and what they last said of themselves."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """One entry of a stream, and what was made of it: "" in `refused` if it counts."""

    stream: str
    id: str
    fields: Mapping[str, str]  # secrets masked
    refused: str = ""


class Entries(Protocol):
    """The entries themselves, for whoever wires a service. Raises `Unavailable`."""

    async def of(self, service: str, most: int = 20) -> Sequence[Judged]:
        """The newest entries of a service, newest first, refused ones among them."""
        ...

    async def rejected(self, most: int = 20) -> Sequence[Judged]:
        """The newest entries that nobody could read."""
        ...
