"""How far taking in is behind: what was added to the streams, and nobody has read yet.

`XINFO` tells the last entry that was added and the last that was handed out, from Redis 6.2 on;
the difference of their times is how long the oldest unread entry waits at most.
"""

from collections.abc import Sequence

from redis.exceptions import ResponseError

from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import answer
from bot.adapters.redis.reports.keys import GROUP


class RedisBacklog:
    """Measures it; see the port."""

    def __init__(self, redis: Client, streams: Sequence[str]) -> None:
        self._redis = redis
        self._streams = tuple(streams)

    async def behind_s(self) -> float:
        return max([0.0, *[await self._behind_s(one) for one in self._streams]])

    async def _behind_s(self, stream: str) -> float:
        added, read = await answer(self._added_and_read(stream))
        return max(0.0, float(added - read) / 1000)

    async def _added_and_read(self, stream: str) -> tuple[int, int]:
        try:
            whole = await self._redis.xinfo_stream(stream)
            groups = await self._redis.xinfo_groups(stream)
        except ResponseError:  # no such stream yet, so nothing waits in it
            return 0, 0
        ours = [one for one in groups if one["name"] == GROUP]
        added = _ms(whole["last-generated-id"])
        if not ours:
            return added, added
        read = _ms(ours[0]["last-delivered-id"])
        # What the group never read may have been trimmed: only what is there can be waited for.
        first = whole.get("first-entry")
        return added, max(read, _ms(first[0]) if first else added)


def _ms(name: str) -> int:
    return int(str(name).partition("-")[0])
