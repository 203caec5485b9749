"""The reports of services: taking them in, and looking at what was counted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from bot.domain.windows.changes import Change, Changes
from bot.domain.windows.fold import Folded, Word
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Resolution, Series

__all__ = [
    "Change",
    "Changes",
    "Counted",
    "Entries",
    "Entry",
    "Judged",
    "Refusal",
    "ReportStream",
    "Tidied",
]


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


class Entry(NamedTuple):
    """An entry as it was read; `fields` is None if it was trimmed away before anybody read it."""

    id: str
    at: int  # when it arrived, unix ms
    fields: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a batch was not counted: nothing of it was.

    `gone` are entries that others have counted or will count; `seen` are counters of processes
    whose reports were counted before.
    """

    gone: frozenset[str] = frozenset()
    seen: Mapping[Word, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tidied:
    """How a stream stands: `unread` by anybody (None if unknown), `pending`, `lost` so far."""

    unread: int | None
    pending: int
    lost: int


class ReportStream(Protocol):
    """A stream of entries, read once by all replicas together. Raises `Unavailable`."""

    @property
    def name(self) -> str:
        """The name of the stream."""
        ...

    async def open(self) -> None:
        """Begin, or begin again after trouble: what was handed out and not counted comes first."""
        ...

    async def read(self) -> Sequence[Entry]:
        """The next entries; empty if none came for a while. Safe to cancel."""
        ...

    async def count(self, folded: Folded, notes: Mapping[str, int]) -> Refusal | None:
        """Acknowledge and add up a batch, both or neither; `notes` are counters that go with it.

        After `Unavailable` nobody knows whether it was done; opened again, the stream does.
        """
        ...

    async def set_aside(self, entries: Sequence[Judged]) -> None:
        """Keep entries that nobody can read, the newest of them, for people to look at."""
        ...

    async def tidy(self) -> Tidied:
        """Throw away what everybody has counted, and see how the stream stands."""
        ...
