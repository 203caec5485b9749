"""What people chose for the rules: a hash by scope, a count of its changes, and who made them.

Any replica may change them. A change names the revision in which its maker saw the rules, so that
of two at once the second is told instead of overwriting the first. The log is the same step
and bounded: who changed what, from what to what.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import PREFIX, answer
from bot.adapters.redis.scripts import read

RULES: Final = f"{PREFIX}rules"
REVISION: Final = f"{RULES}:revision"
CHANGES: Final = f"{RULES}:changes"
CHANGES_KEPT: Final = 1000


class RedisRules:
    """Keeps the rules; see the port."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._put = redis.register_script(read("put_rules"))

    async def revision(self) -> int:
        return int(await answer(self._redis.get(REVISION)) or 0)

    async def all(self) -> Mapping[str, str]:
        texts: Mapping[str, str] = await answer(self._redis.hgetall(RULES))
        return texts

    async def put(self, scope: str, text: str, after: int, by: str, at: datetime) -> bool:
        done = await answer(
            self._put(
                keys=[RULES, REVISION, CHANGES],
                args=[scope, text, after, by, at.isoformat(), CHANGES_KEPT],
            )
        )
        return bool(done)
