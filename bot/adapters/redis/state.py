"""What the leader knows: one hash a state, and one for what became of all messages."""

from collections.abc import Collection
from typing import Final

from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import (
    DELIVERED,
    FENCE,
    MOST_AT_ONCE,
    answer,
    portions,
    state,
)
from bot.adapters.redis.scripts import read
from bot.domain.desired.delivered import Delivered
from bot.domain.desired.saved import load, save
from bot.ports import Deposed, Kept, Term

_READ_SECONDS: Final = 5.0  # all records at once, when a leader begins


class RedisState:
    """Keeps the leader's state; see the port."""

    def __init__(self, redis: Client) -> None:
        self._redis = redis
        self._save = redis.register_script(read("save_state"))
        self._keep = redis.register_script(read("keep_fields"))

    async def load(self, name: str) -> Kept:
        text, revision = await answer(self._redis.hmget(state(name), ["text", "revision"]))
        return Kept(text or "", int(revision or 0))

    async def save(
        self, term: Term, name: str, text: str, after: int, begun: Collection[Delivered]
    ) -> int:
        fields = [part for one in begun for part in (one.id, save(one))]
        revision = await answer(
            self._save(
                keys=[FENCE, state(name), DELIVERED], args=[term.token, after, text, *fields]
            )
        )
        if not revision:
            raise Deposed("another replica leads, or changed the state")
        return int(revision)

    async def delivered(self) -> tuple[Delivered, ...]:
        """Read all records; raises `Unreadable` for one of another release."""
        records = list[Delivered]()
        cursor = 0
        while True:
            cursor, page = await answer(
                self._redis.hscan(DELIVERED, cursor, count=MOST_AT_ONCE), _READ_SECONDS
            )
            records += (load(text) for text in page.values())
            if not cursor:
                return tuple({one.id: one for one in records}.values())

    async def keep(
        self, term: Term, changed: Collection[Delivered], dropped: Collection[str] = ()
    ) -> None:
        fields = [part for one in changed for part in (one.id, save(one))]
        for gone in portions(list(dropped), MOST_AT_ONCE):
            await self._write(term, [str(len(gone)), *gone])
        for some in portions(fields, 2 * MOST_AT_ONCE):
            await self._write(term, ["0", *some])

    async def _write(self, term: Term, what: list[str]) -> None:
        if len(what) == 1:
            return
        written = await answer(self._keep(keys=[FENCE, DELIVERED], args=[term.token, *what]))
        if not written:
            raise Deposed("another replica leads")
