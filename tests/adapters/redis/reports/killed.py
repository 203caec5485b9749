"""A process that counts, and dies with SIGKILL at a step of its choice.

    python -m tests.adapters.redis.reports.killed URL CONSUMER STEP N

STEP is `read` (entries are handed out, nothing else), `before` or `after` the script, or `never`;
N says at which of them it dies.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence

from bot.adapters.clock import SystemClock
from bot.adapters.redis.connection import connect
from bot.adapters.redis.reports.connection import connect_reader
from bot.adapters.redis.reports.stream import RedisReportStream
from bot.domain.windows.fold import Folded
from bot.ports.reports import Entry, Refusal
from bot.usecases.ingest import Ingest
from tests.adapters.redis.reports.counting import STREAM

STEPS = ("read", "before", "after")


class Mortal(RedisReportStream):
    """Dies at the step that it is told."""

    step = "never"
    left = 1

    async def read(self) -> Sequence[Entry]:
        entries = await super().read()
        if entries:
            self._die_at("read")
        return entries

    async def count(self, folded: Folded, notes: Mapping[str, int]) -> Refusal | None:
        self._die_at("before")
        refusal = await super().count(folded, notes)
        self._die_at("after")
        return refusal

    def _die_at(self, step: str) -> None:
        if step == self.step:
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


async def main(url: str, consumer: str, step: str, n: int) -> None:
    clock = SystemClock()
    stream = Mortal(
        connect(url), connect_reader(url), STREAM, consumer=consumer, most_series=1000, clock=clock
    )
    stream.step, stream.left = step, n
    await Ingest(stream, clock).run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
