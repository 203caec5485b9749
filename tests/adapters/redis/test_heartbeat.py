"""The leader's heart in a real Redis: whoever looks finds the same."""

from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.connection import connect
from bot.adapters.redis.heartbeat import RedisHeartbeat
from bot.adapters.redis.lease import RedisLease
from bot.domain.heartbeat import Loop
from bot.ports import Term, Unavailable
from bot.sandbox.redis_server import RedisServer
from tests.fakes import FakeClock

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


async def a_term(redis: Redis, clock: FakeClock) -> Term:
    await redis.delete("openai-diagnose:{leader}:lease")
    term = await RedisLease(redis, clock).take()
    assert term is not None
    return term


async def test_every_replica_finds_the_beats_of_the_leader(redis: Redis) -> None:
    clock = FakeClock()
    heart, other = RedisHeartbeat(redis, clock), RedisHeartbeat(redis, FakeClock(NOON))
    term = await a_term(redis, clock)

    heart.beat(Loop.STATUS_PAGE, within_s=90)
    clock.advance(timedelta(seconds=20))
    await heart.renewed(term)
    clock.advance(timedelta(days=1))  # whatever the machines' clocks say

    lease, page = (await other.look()).beats
    assert (lease.loop, page.loop, page.within_s) == (Loop.LEASE, Loop.STATUS_PAGE, 90)
    assert 0 <= lease.age_s < 10
    assert 20 <= page.age_s < 30


async def test_a_loop_that_does_not_beat_again_grows_old(redis: Redis) -> None:
    clock = FakeClock()
    heart, term = RedisHeartbeat(redis, clock), await a_term(redis, clock)
    heart.beat(Loop.DELIVERY)
    clock.advance(timedelta(seconds=61))
    await heart.renewed(term)
    await heart.renewed(term)

    delivery, lease = (await heart.look()).beats
    assert (delivery.is_missed, lease.is_missed) == (True, False)


async def test_a_new_term_begins_with_no_beats_and_an_old_one_writes_none(redis: Redis) -> None:
    clock = FakeClock()
    old, new = RedisHeartbeat(redis, clock), RedisHeartbeat(redis, clock)
    before = await a_term(redis, clock)
    old.beat("a loop of an earlier release")
    await old.renewed(before)
    after = await a_term(redis, clock)
    await new.renewed(after)
    old.beat(Loop.ACTS)
    await old.renewed(before)

    assert [beat.loop for beat in (await new.look()).beats] == [Loop.LEASE]


async def test_before_anybody_led_there_are_none(redis: Redis) -> None:
    assert (await RedisHeartbeat(redis, FakeClock()).look()).beats == ()


async def test_a_standstill_is_told_by_the_first_and_taken_back_by_the_first(redis: Redis) -> None:
    one, two = (RedisHeartbeat(redis, FakeClock()) for _ in range(2))

    assert [await one.stands_still(NOON), await two.stands_still(NOON)] == [True, False]
    assert (await two.look()).told_since == NOON
    assert [await two.goes_on(), await one.goes_on()] == [NOON, None]
    assert (await one.look()).told_since is None


async def test_beats_outlast_a_redis_that_was_away(own_server: RedisServer) -> None:
    clock, redis = FakeClock(), connect(own_server.url)
    assert isinstance(redis, Redis)
    heart, term = RedisHeartbeat(redis, clock), await a_term(redis, clock)
    heart.beat(Loop.DELIVERY)
    own_server.pause()
    await heart.renewed(term)
    with pytest.raises(Unavailable):
        await heart.look()
    own_server.resume()
    await heart.renewed(term)

    assert [beat.loop for beat in (await heart.look()).beats] == [Loop.DELIVERY, Loop.LEASE]
    await redis.aclose()
