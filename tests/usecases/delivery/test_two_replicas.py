"""Two replicas post everything once, one takes over from the other, a frozen one is silent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.adapters.clock import SystemClock
from bot.adapters.redis.connection import connect
from bot.adapters.redis.leader_keys import LEASE
from bot.adapters.redis.lease import RedisLease, RedisTerm
from bot.sandbox.redis_server import RedisServer
from bot.usecases.lead import Lead
from tests.usecases.delivery.dying import Life
from tests.usecases.delivery.test_killed import shown, told_once
from tests.usecases.delivery.world import LONG, World, a_world, story


@asynccontextmanager
async def beside(*tasks: asyncio.Task[None]) -> AsyncIterator[None]:
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_two_replicas_post_everything_once(redis: Redis) -> None:
    async with a_world(redis) as world:
        replicas = [
            Lead(
                RedisLease(redis, world.time.clock, lasts_seconds=LONG),
                world.work(Life(world.time)),
                world.time.sleep,
            )
            for _ in range(2)
        ]
        async with beside(*(asyncio.create_task(one.run()) for one in replicas)):
            for n, incident in enumerate(story(world.time.clock), 1):
                world.page.incidents = (incident,)
                await until_shown(world, n)
                await world.settled()
            assert sum(one.leads for one in replicas) == 1

        for channel in world.channels:
            told_once(world, channel)


async def until_shown(world: World, n: int) -> None:
    await world.until(lambda: all(shown(world, one) >= n for one in world.channels))


@pytest.mark.timeout(60)
async def test_when_the_leader_dies_the_other_has_taken_over_within_ten_seconds() -> None:
    """In real time, with the lease as it is."""
    loop, clock = asyncio.get_running_loop(), SystemClock()
    led = list[str]()
    leads, taken_over = asyncio.Event(), asyncio.Event()

    async def work(name: str) -> None:
        led.append(name)
        leads.set()
        if len(led) > 1:
            taken_over.set()
        await asyncio.Event().wait()

    async with RedisServer() as server, connect(server.url) as redis:
        first = asyncio.create_task(Lead(MortalLease(redis, clock), lambda _: work("first")).run())
        await leads.wait()
        second = asyncio.create_task(Lead(RedisLease(redis, clock), lambda _: work("second")).run())
        async with beside(first, second):
            await asyncio.sleep(2.5)  # it renews its lease all the while
            assert led == ["first"]
            MortalLease.dead = True
            died = loop.time()
            async with asyncio.timeout(10):
                await taken_over.wait()

            assert led == ["first", "second"]
            assert 5 < loop.time() - died < 10


class MortalLease(RedisLease):
    """Of a process that may be killed: it neither renews nor gives back."""

    dead = False

    async def take(self) -> RedisTerm | None:
        if self.dead:
            await asyncio.Event().wait()
        return await super().take()

    async def release(self) -> None:
        if not self.dead:
            await super().release()


@pytest.mark.parametrize(
    ("where", "place"),
    [("before save", 1), ("after save", 1), ("after post", 1), ("after post", 2)]
    + [(where, place) for where in ("before keep", "after keep") for place in (1, 2, 3, 4)],
)
async def test_a_leader_that_was_frozen_says_and_writes_nothing(
    redis: Redis, where: str, place: int
) -> None:
    """It stands still for thirty seconds; meanwhile another one leads and does all there is to do."""
    async with a_world(redis) as world:
        world.page.incidents = tuple(story(world.time.clock)[:1])
        frost = Frost(world, where, place)
        await redis.delete(LEASE)
        term = await RedisLease(redis, world.time.clock, lasts_seconds=8).take()
        assert term is not None
        task = asyncio.create_task(world.work(Life(world.time, at=frost.boundary))(term))
        async with beside(task):
            async with asyncio.timeout(10):
                await frost.begun.wait()
            heir = asyncio.create_task(world.lead(Life(world.time)))
            async with beside(heir):
                await until_shown(world, 1)
                await world.settled()
                frost.thaw.set()
                await asyncio.wait({task}, timeout=1)
                await world.settled()

        for channel in world.channels:
            assert world.parts(channel) == ["root"]
        assert not frost.done_since & {"after save", "after keep", "before post", "after post"}


@dataclass
class Frost:
    """Stops a process, all of it, at a boundary, for thirty seconds and until the thaw."""

    world: World
    where: str
    place: int
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    thaw: asyncio.Event = field(default_factory=asyncio.Event)
    done_since: set[str] = field(default_factory=set)

    async def boundary(self, name: str) -> None:
        if self.thaw.is_set():
            self.done_since.add(name)
            return
        self.place -= name == self.where
        if self.place == 0 and not self.begun.is_set():
            self.world.time.clock.advance(timedelta(seconds=30))
            self.begun.set()
        if self.begun.is_set():
            await self.thaw.wait()
