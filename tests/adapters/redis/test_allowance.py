"""The allowance, by the same suite as its fake, and what only the real one can do."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.allowance import PEOPLE_AT_ONCE, RedisAllowance
from bot.adapters.redis.connection import connect
from bot.ports import Allowance
from bot.sandbox.redis_server import RedisServer
from tests.fakes import FakeAllowance, FakeClock

NOBODY = "redis://127.0.0.1:1/0"
HOUR = timedelta(hours=1)
Make = Callable[[int], Allowance]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=["redis", "fake", "redis away"])
def make(request: pytest.FixtureRequest, redis: Redis, clock: FakeClock) -> Make:
    if request.param == "fake":
        return lambda per_hour: FakeAllowance(per_hour, clock)
    client = redis if request.param == "redis" else connect(NOBODY)
    return lambda per_hour: RedisAllowance(client, per_hour, clock)


class TestContract:
    async def test_as_many_as_allowed_and_then_the_time_of_the_next(
        self, make: Make, clock: FakeClock
    ) -> None:
        allowance = make(3)
        first = clock.now()
        for _ in range(3):
            assert await allowance.take("U1") is None
            clock.advance(timedelta(minutes=1))

        assert await allowance.take("U1") == first + HOUR

    async def test_the_hour_slides(self, make: Make, clock: FakeClock) -> None:
        allowance = make(2)
        await allowance.take("U1")
        clock.advance(timedelta(minutes=40))
        await allowance.take("U1")

        clock.advance(timedelta(minutes=20))

        assert await allowance.take("U1") is None
        assert await allowance.take("U1") == clock.now() + timedelta(minutes=40)

    async def test_a_refusal_takes_nothing(self, make: Make, clock: FakeClock) -> None:
        allowance = make(1)
        await allowance.take("U1")
        for _ in range(5):
            clock.advance(timedelta(minutes=10))
            assert await allowance.take("U1") is not None

        clock.advance(timedelta(minutes=10))

        assert await allowance.take("U1") is None

    async def test_people_do_not_share(self, make: Make) -> None:
        allowance = make(1)
        await allowance.take("U1")

        assert await allowance.take("U2") is None


async def test_replicas_give_away_no_check_twice(redis: Redis, clock: FakeClock) -> None:
    replicas = [RedisAllowance(redis, 10, clock) for _ in range(4)]

    answers = await asyncio.gather(*(one.take("U1") for one in replicas for _ in range(10)))

    assert answers.count(None) == 10


async def test_ten_clicks_at_once_with_redis_away(clock: FakeClock) -> None:
    allowance = RedisAllowance(connect(NOBODY), 3, clock)

    answers = await asyncio.gather(*(allowance.take("U1") for _ in range(10)))

    assert answers.count(None) == 3


async def test_what_was_granted_while_redis_was_away_counts_afterwards(
    own_redis: Redis, own_server: RedisServer, clock: FakeClock
) -> None:
    allowance = RedisAllowance(own_redis, 2, clock)
    await own_server.stop()
    assert await allowance.take("U1") is None
    assert await allowance.take("U1") is None
    await own_server.start()

    assert await allowance.take("U1") is not None


async def test_a_redis_that_hangs_is_waited_for_half_a_second(
    own_redis: Redis, own_server: RedisServer, clock: FakeClock
) -> None:
    allowance = RedisAllowance(own_redis, 2, clock)
    own_server.pause()
    try:
        async with asyncio.timeout(2):
            assert await allowance.take("U1") is None
    finally:
        own_server.resume()


async def test_a_window_goes_by_itself(redis: Redis, clock: FakeClock) -> None:
    await RedisAllowance(redis, 2, clock).take("U1")

    assert 0 < await redis.pttl("openai-diagnose:checks:U1") <= HOUR.total_seconds() * 1000


async def test_people_whose_hour_is_over_are_forgotten(redis: Redis, clock: FakeClock) -> None:
    allowance = RedisAllowance(redis, 2, clock)
    for place in range(1100):
        allowance._of(f"U{place}", clock.now()).append(clock.now())
    clock.advance(2 * HOUR)

    await allowance.take("U1")

    assert set(allowance._granted) == {"U1", "everybody"}


@pytest.mark.parametrize("away", [False, True])
async def test_all_together_have_as_many_as_fifty_people(
    redis: Redis, clock: FakeClock, *, away: bool
) -> None:
    client = connect(NOBODY) if away else redis
    replicas = [RedisAllowance(client, 1, clock) for _ in range(1 if away else 2)]

    answers = [await replicas[n % len(replicas)].take(f"U{n}") for n in range(PEOPLE_AT_ONCE + 1)]

    assert answers == [None] * PEOPLE_AT_ONCE + [clock.now() + HOUR]


async def test_who_has_none_left_takes_none_of_the_others(redis: Redis, clock: FakeClock) -> None:
    allowance = RedisAllowance(redis, 1, clock)
    for _ in range(2 * PEOPLE_AT_ONCE):
        await allowance.take("U1")

    assert await redis.zcard("openai-diagnose:checks:everybody") == 1
    assert await allowance.take("U2") is None
