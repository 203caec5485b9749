"""What was done already, known to all replicas.

The first to write the name in Redis does it. Each process remembers its own names too,
which is all there is while Redis is away. Names are hashed: they may say who wrote what.
"""

import asyncio
import hashlib
from typing import Final

from bot.adapters.redis.connection import AWAY, PATIENCE_SECONDS, Client

KEPT_SECONDS: Final = 30 * 24 * 3600  # a message may be edited weeks later
MOST_REMEMBERED: Final = 10_000


class RedisOnce:
    """Says of each name to the first who asks that it is the first."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._mine: dict[str, None] = {}

    async def first(self, what: str) -> bool:
        """See the port."""
        name = hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:32]
        if name in self._mine:
            return False
        self._mine[name] = None  # before anything is awaited: two deliveries may come at once
        while len(self._mine) > MOST_REMEMBERED:
            self._mine.pop(next(iter(self._mine)))
        return await self._elsewhere(name)

    async def _elsewhere(self, name: str) -> bool:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                written = await self._redis.set(
                    f"openai-diagnose:once:{name}", "1", nx=True, ex=KEPT_SECONDS
                )
        except AWAY:
            return True
        return bool(written)
