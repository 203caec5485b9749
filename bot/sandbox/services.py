"""Three team services that report their calls, each a window at a time, and may get into trouble.

They write what any service would: one XADD for each window, with the field names that the
bot documents. When Redis is away a window is lost and they go on, as a service should.
"""

import asyncio
import contextlib
import itertools
import time
from dataclasses import dataclass, field
from typing import Any, Final, Self, cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

STREAM: Final = "openai:reports"
_WINDOW_S: Final = 2.0
_PATIENCE_S: Final = 1.0
_LONGEST_STREAM: Final = 1_000_000
_LIMIT_USD: Final = 500
_FINE_USD: Final = 120
_SPENT_USD: Final = 495
_FAILING_SHARE: Final = 0.4
_SECONDS_A_CALL: Final = 0.8
_TOKENS_A_CALL: Final = 900
_LIMIT_A_MINUTE: Final = 10_000  # requests, as the headers tell

Report = dict[str, str]


@dataclass(slots=True, kw_only=True)
class Service:
    """One service. `failing`, `silent` and `out_of_budget` are its troubles."""

    name: str
    model: str
    calls: int  # in a window
    key: str  # masked, as services know it
    sdk: str = "openai-python/3.57.0"
    failing: bool = False
    silent: bool = False
    out_of_budget: bool = False
    _sent: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def report(self) -> Report | None:
        """The report of one window; None if it says nothing."""
        if self.silent:
            return None
        failed = round(self.calls * _FAILING_SHARE) if self.failing else 0
        errors = {"error.type.server_error": str(failed)} if failed else {}
        return {
            "service.name": self.name,
            "service.instance.id": "sandbox",
            "seq": str(next(self._sent)),
            "gen_ai.request.model": self.model,
            "count": str(self.calls),
            "gen_ai.usage.input_tokens": str(self.calls * _TOKENS_A_CALL),
            "gen_ai.client.operation.duration.sum": f"{self.calls * _SECONDS_A_CALL:.1f}",
            "gen_ai.client.operation.duration.max": f"{2 * _SECONDS_A_CALL:.1f}",
            "openai.ratelimit.requests.limit": str(_LIMIT_A_MINUTE),
            "openai.ratelimit.requests.remaining": str(_LIMIT_A_MINUTE - 30 * self.calls),
            "deployment.environment.name": "demo",
            "sdk": self.sdk,
            "key": self.key,
            "time": str(int(time.time() * 1000)),
            "interval_ms": str(int(_WINDOW_S * 1000)),
            "quota.usd_per_month.used": str(_SPENT_USD if self.out_of_budget else _FINE_USD),
            "quota.usd_per_month.limit": str(_LIMIT_USD),
            **errors,
        }


class Services:
    """All three, reporting for as long as it lasts: `async with Services(redis_url)`."""

    def __init__(self, redis_url: str, *, window_s: float = _WINDOW_S) -> None:
        self._redis = Redis.from_url(redis_url, socket_timeout=_PATIENCE_S)
        self._window_s = window_s
        self._reporting: asyncio.Task[None] | None = None
        self._over = asyncio.Event()
        self.checkout = Service(name="checkout", model="gpt-5", calls=40, key="sk-proj-…Qk3d")
        self.search = Service(
            name="search", model="text-embedding-3-small", calls=120, key="sk-proj-…Qk3d"
        )
        self.support = Service(
            name="support-bot",
            model="gpt-5-mini",
            calls=15,
            key="sk-svcacct-…9xLw",
            sdk="openai-node/6.8.0",
        )

    async def __aenter__(self) -> Self:
        self._reporting = asyncio.create_task(self._go_on())
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        # Not cancelled: redis-py now and then swallows a cancellation that meets a command.
        self._over.set()
        if self._reporting is not None:
            await self._reporting
        await self._redis.aclose()

    async def _go_on(self) -> None:
        while not self._over.is_set():
            for service in (self.checkout, self.search, self.support):
                report = service.report()
                if report is not None:
                    await self._send(report)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._window_s):
                    await self._over.wait()

    async def _send(self, report: Report) -> None:
        with contextlib.suppress(RedisError, OSError):
            fields = cast("dict[Any, Any]", report)  # redis-py asks for any kind of word as a name
            await self._redis.xadd(STREAM, fields, maxlen=_LONGEST_STREAM, approximate=True)
