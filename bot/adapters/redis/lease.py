"""The leader's lease: one name in Redis that ends by itself.

A term's name is also its fencing token: the newest one stands beside the lease, and every
write of a leader is compared with it inside Redis. So the lease only keeps two replicas from
doing the same work; that they do not spoil each other's rests on the fence.
"""

import contextlib
import secrets
from dataclasses import dataclass
from typing import Final

from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import FENCE, LEASE, TERMS, answer
from bot.adapters.redis.scripts import read
from bot.ports import Clock, Unavailable

LASTS_SECONDS: Final = 8.0


@dataclass(slots=True)
class RedisTerm:
    """A time of being the leader, counted from before it was asked for."""

    token: str
    until: float
    clock: Clock

    def left(self) -> float:
        return self.until - self.clock.seconds()


class RedisLease:
    """Takes the lease for this process, and again and again to keep it."""

    def __init__(self, redis: Client, clock: Clock, lasts_seconds: float = LASTS_SECONDS) -> None:
        self._take = redis.register_script(read("take_lease"))
        self._release = redis.register_script(read("release_lease"))
        self._clock = clock
        self._lasts = lasts_seconds
        self._owner = secrets.token_hex(8)
        self._term: RedisTerm | None = None

    async def take(self) -> RedisTerm | None:
        """Become the leader or stay it; see the port. A term that goes on is the same object."""
        asked = self._clock.seconds()
        ours = self._term
        token = await answer(
            self._take(
                keys=[LEASE, FENCE, TERMS],
                args=[ours.token if ours else "", self._owner, int(self._lasts * 1000)],
            )
        )
        if not token:
            self._term = None
        elif ours is not None and token == ours.token:
            ours.until = asked + self._lasts
        else:
            self._term = RedisTerm(str(token), asked + self._lasts, self._clock)
        return self._term

    async def release(self) -> None:
        """Let another one lead; if Redis is away, the end of the lease does it."""
        term, self._term = self._term, None
        if term is not None:
            with contextlib.suppress(Unavailable):
                await answer(self._release(keys=[LEASE], args=[term.token]))
