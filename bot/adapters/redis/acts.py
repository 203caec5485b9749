"""What people did to alerts: a stream that any replica adds to and the leader reads.

The leader waits for the next entry, so it needs a connection of its own, by a client that has
the patience for it. What an entry of a newer release says nobody here can know: it is passed
over, and the one who leads after this one passes it over too.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import PREFIX, answer
from bot.domain.alerts.acts_saved import load, save
from bot.domain.alerts.alert import Act
from bot.domain.stored import Unreadable

ACTS: Final = f"{PREFIX}acts"
MOST_KEPT: Final = 1000
MOST_AT_ONCE: Final = 100
_FIELD: Final = "act"
_ANSWERS_S: Final = 2.0  # beyond what it was asked to wait

_log: Final = logging.getLogger(__name__)


class RedisActs:
    """Keeps the acts; see the port. `reader` is a client that may wait for an answer."""

    def __init__(self, redis: Client, reader: Client) -> None:
        self._redis = redis
        self._reader = reader

    async def put(self, act: Act) -> None:
        await answer(
            self._redis.xadd(ACTS, {_FIELD: save(act)}, maxlen=MOST_KEPT, approximate=True)
        )

    async def after(self, mark: str, wait_s: float) -> Sequence[tuple[str, Act]]:
        loop = asyncio.get_running_loop()
        ends = loop.time() + wait_s
        while True:
            left = max(0.001, ends - loop.time())
            entries = await self._read(mark or "0", left)
            found = [(name, act) for name, text in entries if (act := _act(name, text))]
            if found or not entries:
                return found
            mark = entries[-1][0]

    async def _read(self, mark: str, wait_s: float) -> list[tuple[str, str]]:
        read = self._reader.xread({ACTS: mark}, count=MOST_AT_ONCE, block=int(wait_s * 1000) or 1)
        streams = await answer(read, wait_s + _ANSWERS_S)
        if isinstance(streams, dict):  # as RESP3 has it
            streams = list(streams.items())
        entries = [entry for _, some in streams or () for entry in some]
        if entries and isinstance(entries[0], list):
            entries = [entry for some in entries for entry in some]
        return [(name, fields.get(_FIELD, "")) for name, fields in entries]


def _act(name: str, text: str) -> Act | None:
    try:
        return load(text)
    except Unreadable as error:
        _log.warning("an act is passed over (%s): %s", name, error)
        return None
