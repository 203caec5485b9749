"""The checks of the last hour that told nobody why: a sorted set by time, gone after an hour.

Who checked and for which endpoint, and nothing of the key: it is there to write to people when
OpenAI reports what they ran into.
"""

import json
import logging
from datetime import timedelta
from typing import Final

from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import PREFIX, answer
from bot.ports import Clock, Unavailable

KEPT: Final = timedelta(hours=1)
KEY: Final = f"{PREFIX}unsettled"

_log: Final = logging.getLogger(__name__)


class RedisUnsettled:
    """Keeps them; see the port."""

    def __init__(self, redis: Client, clock: Clock) -> None:
        self._redis = redis
        self._clock = clock

    async def add(self, person: str, endpoint: str) -> None:
        now = self._clock.now()
        try:
            await answer(self._redis.zadd(KEY, {json.dumps([person, endpoint]): now.timestamp()}))
            await answer(self._redis.expire(KEY, KEPT))
            await answer(self._redis.zremrangebyscore(KEY, "-inf", (now - KEPT).timestamp()))
        except Unavailable as error:
            _log.info("an undecided check is not remembered: %s", error)

    async def all(self) -> tuple[tuple[str, str], ...]:
        since = (self._clock.now() - KEPT).timestamp()
        kept = await answer(self._redis.zrangebyscore(KEY, since, "+inf"))
        pairs = (json.loads(one) for one in kept)
        return tuple((str(person), str(endpoint)) for person, endpoint in pairs)
