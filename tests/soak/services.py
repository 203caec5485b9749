"""Services that report, and keep account of what Redis took from them.

Each report bears a number of its own. Where Redis did not answer, nobody knows whether it took the report,
so it is sent again until Redis says so, and some are sent twice for no reason at all: the
bot has to count each once.
"""

import asyncio
import contextlib
import random
import time
from collections import Counter, deque
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.sandbox.services import STREAM, Service

MODELS = ("gpt-5", "gpt-5-mini", "text-embedding-3-small")
HOW_MANY = 24
EVERY_S = 2.0
ONE_IN = 25  # is sent twice, and as often something that is no report
NO_REPORT = {"service.name": "no report at all", "count": "many"}


class Reporting:
    """All of them: `async with Reporting(url, seed) as services`."""

    def __init__(self, redis_url: str, seed: int) -> None:
        self._redis = Redis.from_url(redis_url, socket_timeout=1.0, socket_connect_timeout=1.0)
        self._rng = random.Random(f"{seed}/services")  # noqa: S311  # as in `plan`
        self._born = str(int(time.time() * 1000))  # noqa: TID251  # services have clocks of their own
        self.all = [
            Service(
                name=f"service-{number:02}",
                model=MODELS[number % len(MODELS)],
                calls=5 + 5 * number,
                key=f"sk-proj-…{number:02}Qk",
            )
            for number in range(HOW_MANY)
        ]
        self._waiting = deque[dict[str, str]]()
        self._over = asyncio.Event()
        self.taken = 0  # reports that Redis took, each once
        self.junk = 0
        self.calls, self.errors = Counter[str](), Counter[str]()

    async def run(self) -> None:
        """Report until `end`; then until Redis has everything."""
        while not self._over.is_set():
            for service in self.all:
                report = service.report()
                if report is not None:
                    self._waiting.append(report | {"start_time": self._born})
            await self._send_all()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY_S):
                    await self._over.wait()
        while self._waiting:
            await self._send_all()
            await asyncio.sleep(0.2)
        await self._redis.aclose()

    def end(self) -> None:
        self._over.set()

    async def _send_all(self) -> None:
        with contextlib.suppress(RedisError, OSError):
            while self._waiting:
                await self._send(self._waiting[0])
                self._book(self._waiting.popleft())
                if self._rng.randrange(ONE_IN) == 0:
                    await self._send(NO_REPORT)
                    self.junk += 1

    async def _send(self, report: dict[str, str]) -> None:
        fields: Any = report
        await self._redis.xadd(STREAM, fields)
        if self._rng.randrange(ONE_IN) == 0 and report is not NO_REPORT:
            with contextlib.suppress(RedisError, OSError):  # nobody needs the second one
                await self._redis.xadd(STREAM, fields)

    def _book(self, report: dict[str, str]) -> None:
        service = report["service.name"]
        self.taken += 1
        self.calls[service] += int(report["count"])
        self.errors[service] += int(report.get("error.type.server_error", 0))
