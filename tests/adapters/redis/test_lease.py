"""One leader at a time, and no word from one whose term is over."""

import asyncio
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.connection import connect
from bot.adapters.redis.leader_keys import answer
from bot.adapters.redis.lease import RedisLease
from bot.adapters.redis.state import RedisState
from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.domain.desired.delivered import Delivered, Posted
from bot.domain.subscriptions import Paused
from bot.ports import Deposed, Kept, Term, Unavailable
from bot.sandbox.redis_server import RedisServer
from tests.fakes import FakeClock

RECORD = Delivered(id="incident/I/C1", about="I", channel="C1", root=Posted("1.1", "v"))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


async def a_term(lease: RedisLease) -> Term:
    term = await lease.take()
    assert term is not None
    return term


async def test_one_leads_and_stays_the_leader(redis: Redis, clock: FakeClock) -> None:
    ours, theirs = RedisLease(redis, clock), RedisLease(redis, clock)

    term = await ours.take()
    assert term is not None
    clock.advance(timedelta(seconds=3))

    assert term.left() == 5
    assert await theirs.take() is None
    assert await ours.take() is term
    assert term.left() == 8


async def test_ten_at_once_are_one_leader(redis: Redis, clock: FakeClock) -> None:
    leases = [RedisLease(redis, clock) for _ in range(10)]

    terms = await asyncio.gather(*(lease.take() for lease in leases))

    assert sum(term is not None for term in terms) == 1


async def test_a_dead_leader_is_replaced_when_its_lease_ends(
    redis: Redis, clock: FakeClock
) -> None:
    dead, heir = RedisLease(redis, clock, lasts_seconds=0.2), RedisLease(redis, clock)
    old = await a_term(dead)

    async with asyncio.timeout(2):
        while (new := await heir.take()) is None:  # noqa: ASYNC110  # Redis's own clock ends it
            await asyncio.sleep(0.02)

    assert new.token != old.token


async def test_who_stops_hands_over_at_once(redis: Redis, clock: FakeClock) -> None:
    ours, theirs = RedisLease(redis, clock), RedisLease(redis, clock)
    await a_term(ours)

    await theirs.release()
    assert await theirs.take() is None
    await ours.release()

    assert await theirs.take() is not None


async def test_a_leader_whose_term_is_over_writes_nothing(redis: Redis, clock: FakeClock) -> None:
    frozen, state, subscriptions = (
        RedisLease(redis, clock),
        RedisState(redis),
        RedisSubscriptions(redis),
    )
    old = await a_term(frozen)
    await state.save(old, "incidents", "one", 0, [])
    await frozen.release()
    new = await a_term(RedisLease(redis, clock))

    with pytest.raises(Deposed):
        await state.save(old, "incidents", "two", 1, [RECORD])
    with pytest.raises(Deposed):
        await state.keep(old, [RECORD])
    with pytest.raises(Deposed):
        await subscriptions.pause(old, "C1", Paused(since=clock.now(), says="is_archived"))

    assert await state.load("incidents") == Kept("one", 1)
    assert await state.delivered() == ()
    assert await subscriptions.paused() == {}
    await state.keep(new, [RECORD])
    assert await state.delivered() == (RECORD,)


async def test_a_term_that_ran_out_does_not_come_back(redis: Redis, clock: FakeClock) -> None:
    lease = RedisLease(redis, clock)
    old = await a_term(lease)
    await redis.delete("openai-diagnose:{leader}:lease")

    new = await a_term(lease)

    assert new is not old
    with pytest.raises(Deposed):
        await RedisState(redis).keep(old, [RECORD])


async def test_terms_differ_even_when_redis_forgot_their_count(
    redis: Redis, clock: FakeClock
) -> None:
    old = await a_term(RedisLease(redis, clock))
    await redis.flushall()

    assert (await a_term(RedisLease(redis, clock))).token != old.token


async def test_without_redis_nobody_knows(clock: FakeClock) -> None:
    away = connect("redis://127.0.0.1:9/0")

    with pytest.raises(Unavailable):
        await RedisLease(away, clock).take()
    await RedisLease(away, clock).release()
    with pytest.raises(Unavailable):
        await RedisState(away).load("incidents")


async def test_a_lease_survives_a_restart_of_redis(
    own_redis: Redis, own_server: RedisServer, clock: FakeClock
) -> None:
    lease = RedisLease(own_redis, clock, lasts_seconds=60)
    term = await a_term(lease)
    await own_server.stop()
    with pytest.raises(Unavailable):
        await lease.take()
    await own_server.start()

    assert await lease.take() is term


async def test_a_leader_that_is_told_to_stop_stops(redis: Redis) -> None:
    """Whatever Redis is doing for it at that moment: redis-py forgets one such wish in six."""

    async def work() -> None:
        await answer(redis.get("x"))
        await asyncio.Event().wait()

    await redis.ping()
    for turns in range(200):
        task = asyncio.create_task(work())
        for _ in range(turns % 20):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task}, timeout=1)

        assert task.cancelled()
