"""Memory as time goes by, and how steep it grows."""

import asyncio
import contextlib
from dataclasses import dataclass, field

from redis.asyncio import Redis
from redis.exceptions import RedisError

from tests.soak.replicas import Replica

EVERY_S = 5.0
WARM_S = 300.0  # at most; of a short run the first half
MB = 1024.0


@dataclass(slots=True)
class Curve:
    """Samples of one thing: (seconds, megabytes)."""

    name: str
    samples: list[tuple[float, float]] = field(default_factory=list)

    def warm(self) -> list[tuple[float, float]]:
        """The samples after the warm-up."""
        if not self.samples:
            return []
        first, last = self.samples[0][0], self.samples[-1][0]
        since = first + min(WARM_S, (last - first) / 2)
        return [one for one in self.samples if one[0] >= since]

    def slope(self) -> float:
        """Megabytes a minute after the warm-up, by least squares."""
        warm = self.warm()
        if len(warm) < 3:
            return 0.0
        middle_x = sum(x for x, _ in warm) / len(warm)
        middle_y = sum(y for _, y in warm) / len(warm)
        spread = sum((x - middle_x) ** 2 for x, _ in warm)
        return 60 * sum((x - middle_x) * (y - middle_y) for x, y in warm) / (spread or 1.0)

    @property
    def minutes(self) -> float:
        return (self.samples[-1][0] - self.samples[0][0]) / 60 if self.samples else 0.0

    def says(self) -> str:
        if not self.samples:
            return f"{self.name}: no samples"
        sizes = [size for _, size in self.samples]
        warm = self.warm()
        return (
            f"{self.name}: {self.minutes:.1f} min, begins {sizes[0]:.1f}, after warm-up {warm[0][1]:.1f}, "
            f"most {max(sizes):.1f}, ends {sizes[-1]:.1f} MB, {self.slope():+.2f} MB/min"
        )


class Sampling:
    """Looks every few seconds: one curve for each life of a replica, one for Redis."""

    def __init__(self, replicas: list[Replica], redis_url: str) -> None:
        self._replicas = replicas
        self._redis = Redis.from_url(redis_url, socket_timeout=1.0, socket_connect_timeout=1.0)
        self.redis = Curve("Redis")
        self.lives: dict[int, Curve] = {}

    async def run(self) -> None:
        """Look until cancelled."""
        loop = asyncio.get_running_loop()
        try:
            while True:
                await self._look(loop.time())
                await asyncio.sleep(EVERY_S)
        finally:
            await self._redis.aclose()

    async def _look(self, at: float) -> None:
        for one in self._replicas:
            pid, size = one.pid, one.resident_kb()
            if pid is not None and size is not None:
                curve = self.lives.setdefault(pid, Curve(f"{one.name}, life {one.lives}"))
                curve.samples.append((at, size / MB))
        with contextlib.suppress(RedisError, OSError):
            told = await self._redis.info("memory")
            self.redis.samples.append((at, told["used_memory_dataset"] / MB / MB))
