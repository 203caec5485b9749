"""How many checks a person still has, and all together: a sliding hour, shared by all replicas.

The script takes or refuses in one step, so two replicas cannot both give away the last
check. Each process also keeps its own count of what it granted. It stands in while Redis
is away, and afterwards still holds what was granted meanwhile. A workspace has as many checks as
fifty people: enough for the morning on which everybody's key fails, and a bound for what a
crowd of accounts could do.
"""

import asyncio
import secrets
from collections import deque
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.adapters.redis.connection import AWAY, PATIENCE_SECONDS, Client
from bot.adapters.redis.scripts import read
from bot.ports import Clock

WINDOW: Final = timedelta(hours=1)
PEOPLE_AT_ONCE: Final = 50
EVERYBODY: Final = "everybody"  # no id of Slack's is a word
_MOST_PEOPLE: Final = 1000  # beyond, those whose hour is over are forgotten


class RedisAllowance:
    """Allows each person `per_hour` checks in any hour."""

    def __init__(self, redis: Client, per_hour: int, clock: Clock) -> None:
        self._take_check = redis.register_script(read("take_check"))
        self._per_hour = per_hour
        self._clock = clock
        self._granted: dict[str, deque[datetime]] = {}

    async def take(self, person: str) -> datetime | None:
        """Take one check; see the port. A refused person takes nothing from all the others."""
        later = await self._take(person, self._per_hour)
        return later or await self._take(EVERYBODY, PEOPLE_AT_ONCE * self._per_hour)

    async def _take(self, whose: str, limit: int) -> datetime | None:
        now = self._clock.now()
        granted = self._of(whose, now)
        if len(granted) >= limit:
            return (granted[0] if granted else now) + WINDOW
        granted.append(now)  # before anything is awaited, or ten clicks at once would all pass
        later = await self._elsewhere(whose, limit, now)
        if later is not None:
            granted.remove(now)
        return later

    async def _elsewhere(self, whose: str, limit: int, now: datetime) -> datetime | None:
        """Ask what all replicas together have granted; while Redis is away they have a say in nothing."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                later = await self._take_check(
                    keys=[f"openai-diagnose:checks:{whose}"],
                    args=[
                        _milliseconds(now),
                        _length(WINDOW),
                        limit,
                        secrets.token_hex(8),
                    ],
                )
        except AWAY:
            return None
        return datetime.fromtimestamp(int(later) / 1000, UTC) if later else None

    def _of(self, whose: str, now: datetime) -> deque[datetime]:
        if len(self._granted) > _MOST_PEOPLE:
            self._granted = {
                who: times
                for who, times in self._granted.items()
                if times and times[-1] > now - WINDOW
            }
        times = self._granted.setdefault(whose, deque())
        while times and times[0] <= now - WINDOW:
            times.popleft()
        return times


def _milliseconds(when: datetime) -> int:
    return int(when.timestamp() * 1000)


def _length(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
