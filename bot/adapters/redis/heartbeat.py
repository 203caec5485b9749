"""The heart of the leader, in Redis: when each of its loops went round last.

Ages are told by Redis's own clock, so the clocks of the machines need not agree. A loop beats
in memory, which costs nothing; when the lease is renewed, the beats are written down under the
leader's fence. A new term begins with none, so a loop that no longer exists is not missed.
"""

import contextlib
from datetime import datetime
from typing import Final

from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import FENCE, PREFIX, answer
from bot.adapters.redis.scripts import read
from bot.domain.heartbeat import Beat, Beats, Loop
from bot.ports import Clock, Term, Unavailable

BEATS: Final = f"{PREFIX}beats"
STANDSTILL: Final = f"{PREFIX}standstill"
_LOOP: Final = "loop:"


class RedisHeartbeat:
    """Both ends of it; see the ports `Pulse` and `Heartbeat`."""

    def __init__(self, redis: Client, clock: Clock) -> None:
        self._redis = redis
        self._clock = clock
        self._write = redis.register_script(read("beat"))
        self._look = redis.register_script(read("look_at_beats"))
        self._beaten: dict[str, tuple[float, float]] = {}  # loop: when, how long it will wait

    def beat(self, loop: str, within_s: float = 0.0) -> None:
        """See the port."""
        self._beaten[loop] = self._clock.seconds(), within_s

    async def renewed(self, term: Term) -> None:
        """Write down what has beaten since; what Redis does not take waits for the next time."""
        self.beat(Loop.LEASE)
        beaten, self._beaten = self._beaten, {}
        now = self._clock.seconds()
        told = [
            str(one)
            for loop, (at, within_s) in beaten.items()
            for one in (loop, int((now - at) * 1000), int(within_s * 1000))
        ]
        with contextlib.suppress(Unavailable):
            await answer(self._write(keys=[FENCE, BEATS], args=[term.token, *told]))
            return
        self._beaten = beaten | self._beaten

    async def look(self) -> Beats:
        """See the port."""
        now, told, *flat = await answer(self._look(keys=[BEATS, STANDSTILL], args=[]))
        fields = zip(flat[::2], flat[1::2], strict=True)
        beats = (
            _beat(field.removeprefix(_LOOP), value, int(now))
            for field, value in fields
            if field.startswith(_LOOP)
        )
        return Beats(
            beats=tuple(sorted(beats, key=lambda one: one.loop)),
            told_since=datetime.fromisoformat(told) if told else None,
        )

    async def stands_still(self, since: datetime) -> bool:
        """See the port."""
        return bool(await answer(self._redis.set(STANDSTILL, since.isoformat(), nx=True)))

    async def goes_on(self) -> datetime | None:
        """See the port."""
        told = await answer(self._redis.get(STANDSTILL))
        if not told or not await answer(self._redis.delete(STANDSTILL)):
            return None
        return datetime.fromisoformat(told)


def _beat(loop: str, value: str, now: int) -> Beat:
    at, within = value.split()
    return Beat(loop, max(0.0, (now - int(at)) / 1000), int(within) / 1000)
