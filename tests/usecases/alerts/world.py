"""Services that report by the minute, beside the world in which incidents are told."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from redis.asyncio import Redis

from bot.adapters.redis.acts import RedisActs
from bot.adapters.redis.alerts import RedisKnownAlerts
from bot.adapters.redis.state import RedisState
from bot.domain.alerts.alert import Act, Alert, Deed
from bot.domain.windows.changes import Change, Changes
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Resolution, Series
from bot.domain.windows.sums import Sums
from bot.ports import Acts
from bot.usecases.measure_reports import MeasureReports
from bot.usecases.tell import Tell
from bot.usecases.tell_alerts import TellAlerts
from bot.views.told import render
from tests.usecases.delivery.dying import Life
from tests.usecases.delivery.world import World, a_world

CHECKOUT = Series("checkout", "gpt-5")


@dataclass
class FakeCounted:
    """Services that do `calls` calls in each slot of ten seconds, and how many of them fail."""

    clock: object
    series_: dict[Series, Latest] = field(default_factory=dict)
    slots: dict[tuple[Series, int], Sums] = field(default_factory=dict)
    going_on: dict[Series, Sums] = field(default_factory=dict)

    def goes(self, series: Series, count: int, **errors: int) -> None:
        """From now on so many calls in ten seconds, of which so many fail."""
        self.going_on[series] = Sums(count, errors)

    def stops(self, series: Series) -> None:
        self.going_on.pop(series, None)

    async def since(self, mark: str) -> Changes:
        now = int(self.clock.now().timestamp() * 1000)  # type: ignore[attr-defined]
        slot = now - now % 10_000 - 10_000
        for series, sums in self.going_on.items():
            for back in range(6 if (series, slot - 10_000) not in self.slots else 2):
                self.slots.setdefault((series, slot - back * 10_000), sums)
            self.series_[series] = Latest(first_seen=slot, last_seen=slot)
        changed = [
            Change(series, Resolution.FINE, start, sums)
            for (series, start), sums in self.slots.items()
            if not mark or start >= int(mark) - 60_000
        ]
        return Changes(str(slot), changed, dict(self.series_))

    async def history(
        self, series: Collection[Series], resolution: Resolution, start: int, end: int
    ) -> Iterable[Change]:
        del series, resolution, start, end
        return ()

    async def series(self) -> Mapping[Series, Latest]:
        return dict(self.series_)


@dataclass
class FakeRules:
    """What people chose: nothing, until a test says so."""

    texts: dict[str, str] = field(default_factory=dict)
    changes: int = 0

    async def revision(self) -> int:
        return self.changes

    async def all(self) -> Mapping[str, str]:
        return dict(self.texts)

    async def put(self, scope: str, text: str, after: int, by: str, at: datetime) -> bool:
        del by, at
        if after != self.changes:
            return False
        self.texts[scope], self.changes = text, self.changes + 1
        return True


@dataclass
class MortalActs:
    """Waiting for acts is no step of its own; that they were read is."""

    life: Life
    inner: Acts

    async def put(self, act: Act) -> None:
        await self.inner.put(act)

    async def after(self, mark: str, wait_s: float) -> Sequence[tuple[str, Act]]:
        found = await self.inner.after(mark, wait_s)
        if found:
            async with self.life.call("acts"):
                return found
        return found


@dataclass(kw_only=True)
class AlertWorld(World):
    """The world, with services that report, and people who see to alerts."""

    counted: FakeCounted
    rules: FakeRules = field(default_factory=FakeRules)
    reader: Redis

    def work(self, life: Life) -> Tell:
        """Both subjects."""
        alerts = TellAlerts(
            reports=MeasureReports(counted=self.counted, rules=self.rules),
            acts=MortalActs(life, RedisActs(self.redis, self.reader)),
        )
        plain = super().work(life)
        announcer = plain.announcer
        announcer.inner._render = render  # type: ignore[attr-defined]
        return replace(
            plain,
            tellers=(*plain.tellers, alerts),
            announcer=announcer,
            incident_channels=(),
            alert_channels=self.channels,
        )

    async def alerts(self) -> Sequence[Alert]:
        return await RedisKnownAlerts(RedisState(self.redis)).all()

    async def act(self, deed: Deed, by: str = "U0ADA", **more: object) -> None:
        """Do something to the worst alert, as a click on its newest state would."""
        (alert, *_) = await self.alerts()
        plain = Act(
            alert=alert.id,
            revision=alert.revision,
            deed=deed,
            by=by,
            at=self.time.clock.now(),
        )
        await RedisActs(self.redis, self.reader).put(replace(plain, **more))  # type: ignore[arg-type]

    async def passes(self, minutes: float) -> None:
        """Let the world's time pass."""
        for _ in range(round(minutes * 6)):
            await self.time.sleep(10)

    def head(self, channel: str) -> str:
        """The first lines of the first message."""
        said = self.said(channel)
        return str(said[0]["blocks"][0]["text"]["text"]) if said else ""

    def replies(self, channel: str) -> list[str]:
        return [str(one["text"]) for one in self.said(channel) if one.get("thread_ts")]


@asynccontextmanager
async def an_alert_world(redis: Redis) -> AsyncIterator[AlertWorld]:
    async with a_world(redis) as plain:
        reader = Redis.from_url(
            f"redis://{redis.connection_pool.connection_kwargs['host']}"
            f":{redis.connection_pool.connection_kwargs['port']}/0",
            decode_responses=True,
            socket_timeout=5,
        )
        yield AlertWorld(
            plain.redis,
            plain.slack,
            plain.http,
            plain.time,
            channels=plain.channels,
            counted=FakeCounted(plain.time.clock),
            reader=reader,
        )
        await reader.aclose()
        await asyncio.sleep(0)
