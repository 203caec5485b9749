"""The record of checks: a stream for each UTC day, gone by itself after 90 days.

Lines go through memory: `write` puts one at the end of a bounded queue and tries to empty
the queue at once; what Redis does not take waits for `run`. A line whose writing was cut
off may or may not have arrived, so each has a name of its own, and the script that writes
it looks for that name first: sending it again writes nothing again.
"""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.adapters.redis.connection import AWAY, PATIENCE_SECONDS, Client
from bot.adapters.redis.scripts import read
from bot.ports import AuditLine

KEPT: Final = timedelta(days=91)  # after the start of the day: 90 days for its last line
NAMES_KEPT: Final = timedelta(days=7)
MOST_WAITING: Final = 10_000
FIRST_PAUSE: Final = 0.25
LONGEST_PAUSE: Final = 15.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Entry:
    line: AuditLine
    name: str = field(default_factory=lambda: secrets.token_hex(8))


class RedisAudit:
    """Keeps audit lines; `run` belongs beside the bot's other endless tasks."""

    def __init__(self, redis: Client, *, most_waiting: int = MOST_WAITING) -> None:
        self._write_line = redis.register_script(read("write_line"))
        self._waiting: deque[_Entry] = deque()
        self._most_waiting = most_waiting
        self._one_at_a_time = asyncio.Lock()
        self._left_over = asyncio.Event()
        self.lost = 0  # lines dropped because too many waited

    @property
    def waiting(self) -> int:
        """How many lines are not in Redis yet."""
        return len(self._waiting)

    async def write(self, line: AuditLine) -> None:
        """Keep one line; takes half a second at most, and none while Redis is known to be away."""
        if len(self._waiting) >= self._most_waiting:
            self._waiting.popleft()
            self.lost += 1
        self._waiting.append(_Entry(line))
        if not self._left_over.is_set():
            await self.flush()

    async def flush(self) -> bool:
        """Write what waits, oldest first; False if some of it still does."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._one_at_a_time:
                while self._waiting:
                    await self._write_first()
        except AWAY as error:
            if not self._left_over.is_set():
                _log.warning("Redis does not take the audit (%s)", type(error).__name__)
            self._left_over.set()
            return False
        self._left_over.clear()
        return True

    async def run(self) -> None:
        """Bring in what is left over once Redis is back; never returns."""
        pause = FIRST_PAUSE
        while True:
            await self._left_over.wait()
            await asyncio.sleep(pause)
            before = self.waiting
            arrived = await self.flush()
            moved = arrived or self.waiting < before
            pause = FIRST_PAUSE if moved else min(2 * pause, LONGEST_PAUSE)

    async def _write_first(self) -> None:
        entry = self._waiting[0]
        day = entry.line.at.astimezone(UTC).date()
        stream = stream_of(day)
        gone = datetime.combine(day, time(tzinfo=UTC)) + KEPT
        await self._write_line(
            keys=[stream, f"openai-diagnose:{{{stream}}}:written"],
            args=[
                entry.name,
                int(gone.timestamp()),
                int(NAMES_KEPT.total_seconds()),
                *_flat(_fields(entry.line)),
            ],
        )
        # While this waited for Redis, the queue may have dropped the entry as its oldest.
        if self._waiting and self._waiting[0] is entry:
            self._waiting.popleft()


def stream_of(day: date) -> str:
    """The stream of a day's lines."""
    return f"openai-diagnose:audit:{day.isoformat()}"


def _fields(line: AuditLine) -> Mapping[str, str]:
    return {
        "at": line.at.astimezone(UTC).isoformat(),
        "team": line.team,
        "person": line.person,
        "masked": line.masked,
        "fingerprint": line.fingerprint,
        "verdict": line.verdict,
        "cause": line.cause,
    }


def _flat(fields: Mapping[str, str]) -> list[bytes]:
    """Names and values in turn; half a character in a paste must not stop the queue."""
    return [part.encode(errors="replace") for pair in fields.items() for part in pair]
