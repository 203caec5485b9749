"""A bot's ingest on a real Redis, as far as tests want it: read, count, look."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from redis.asyncio import Redis

from bot.adapters.clock import SystemClock
from bot.adapters.redis.connection import Client, connect
from bot.adapters.redis.reports.connection import connect_reader
from bot.adapters.redis.reports.counted import RedisCounted
from bot.adapters.redis.reports.stream import RedisReportStream
from bot.domain.windows.series import Resolution, Series
from bot.domain.windows.sums import Sums
from bot.ports import Clock, Sleep
from bot.slack.tasks import end
from bot.usecases.ingest import Ingest

STREAM = "openai:reports"
FAR = 1 << 45


@dataclass
class Counting:
    """One process: its clients, its stream, what it counted."""

    redis: Client
    reader: Client
    stream: RedisReportStream
    counted: RedisCounted
    clock: Clock = field(default_factory=SystemClock)

    def ingest(self, sleep: Sleep = asyncio.sleep) -> Ingest:
        return Ingest(self.stream, self.clock, sleep=sleep)

    async def total(self, name: str = "counted") -> int:
        return (await self.counted.totals()).get(name, 0)

    async def until(self, many: int, name: str = "counted", seconds: float = 20.0) -> None:
        """Wait until so many were counted."""
        async with asyncio.timeout(seconds):
            while await self.total(name) < many:  # noqa: ASYNC110  # Redis tells nobody
                await asyncio.sleep(0.01)

    async def all_done(self, many: int, seconds: float = 20.0) -> None:
        """Wait until something became of so many entries."""
        async with asyncio.timeout(seconds):
            while sum((await self._fates()).values()) < many:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def _fates(self) -> Mapping[str, int]:
        totals = await self.counted.totals()
        return {name: n for name, n in totals.items() if name != "skewed"}

    async def sums(self, width: Resolution = Resolution.HOUR) -> Mapping[Series, Sums]:
        """All that was counted, by series."""
        series = await self.counted.series()
        kept = await self.counted.history(list(series), width, 0, FAR)
        found = dict[Series, list[Sums]]()
        for change in kept:
            found.setdefault(change.series, []).append(change.sums)
        return {one: Sums.total(parts) for one, parts in found.items()}


def recent() -> int:
    """An hour ago, in unix ms."""
    return int(SystemClock().now().timestamp() - 3600) * 1000


@asynccontextmanager
async def a_process(
    url: str,
    consumer: str = "one",
    *,
    most_series: int = 1000,
    stream: str = STREAM,
    clock: Clock | None = None,
) -> AsyncIterator[Counting]:
    redis, reader, clock = connect(url), connect_reader(url), clock or SystemClock()
    source = RedisReportStream(
        redis, reader, stream, consumer=consumer, most_series=most_series, clock=clock
    )
    try:
        yield Counting(redis, reader, source, RedisCounted(redis, [stream], clock), clock)
    finally:
        await redis.aclose()
        await reader.aclose()


@asynccontextmanager
async def working(*processes: Counting) -> AsyncIterator[None]:
    """Let them count meanwhile."""
    tasks = [asyncio.create_task(one.ingest().run()) for one in processes]
    try:
        yield
    finally:
        await end(tasks)


async def send(
    redis: Client, entries: Sequence[Mapping[str, str | bytes]], stream: str = STREAM
) -> None:
    """Add entries, many at once."""
    assert isinstance(redis, Redis)
    for n in range(0, len(entries), 1000):
        pipe = redis.pipeline(transaction=False)
        for fields in entries[n : n + 1000]:
            pipe.execute_command(
                "XADD", stream, "*", *(part for pair in fields.items() for part in pair)
            )
        await pipe.execute()
