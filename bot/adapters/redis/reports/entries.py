"""The entries themselves, for whoever wires a service: the newest ones, and what we make of each.

They are judged anew, by the reading that counts them. Looking goes back in pages and gives up
after some thousands of entries, for a stream may hold a million and the service none of them.
"""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final

from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import answer
from bot.adapters.redis.reports.keys import REJECTED
from bot.domain.reports import wire
from bot.domain.reports.reading import read
from bot.domain.reports.rejected import Rejected
from bot.domain.reports.showing import shown
from bot.ports import Judged

PAGE: Final = 500
MOST_LOOKED_AT: Final = 10_000
_PATIENCE_S: Final = 5.0


class RedisEntries:
    """Looks at entries; see the port. `redis` has to bear what is no UTF-8 (`connect_reader`)."""

    def __init__(self, redis: Client, streams: Sequence[str]) -> None:
        self._redis = redis
        self._streams = tuple(streams)

    async def of(self, service: str, most: int = 20) -> Sequence[Judged]:
        found = list[Judged]()
        for stream in self._streams:
            many = 0
            async for id, fields in self._newest(stream):  # noqa: A001  # the word for it
                if fields.get(wire.SERVICE) != service:
                    continue
                made = read(fields)
                refused = made.says if isinstance(made, Rejected) else ""
                found.append(Judged(stream, id, shown(fields), refused))
                many += 1
                if many >= most:
                    break
        return sorted(found, key=_when, reverse=True)[:most]

    async def rejected(self, most: int = 20) -> Sequence[Judged]:
        kept = await answer(self._redis.xrevrange(REJECTED, count=2 * most), _PATIENCE_S)
        found = dict[tuple[str, str], Judged]()  # one may have been set aside twice
        for _, one in kept:
            judged = Judged(one["stream"], one["id"], json.loads(one["fields"]), one["reason"])
            found.setdefault((judged.stream, judged.id), judged)
        return tuple(found.values())[:most]

    async def _newest(self, stream: str) -> AsyncIterator[tuple[str, Mapping[str, str]]]:
        last, looked_at = "+", 0
        while looked_at < MOST_LOOKED_AT:
            page = await answer(self._redis.xrevrange(stream, max=last, count=PAGE), _PATIENCE_S)
            for id, fields in page:  # noqa: A001
                yield id, fields
            looked_at += len(page)
            if len(page) < PAGE:
                return
            last = f"({page[-1][0]}"


def _when(judged: Judged) -> tuple[int, int]:
    at, _, n = judged.id.partition("-")
    return int(at), int(n)
