"""Somebody finds their own last checks in the record, and nobody else's."""

from dataclasses import replace
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.audit import RedisAudit
from bot.adapters.redis.connection import connect
from bot.adapters.redis.past_checks import DAYS, PAGE, RedisPastChecks
from bot.ports import Unavailable
from tests.adapters.redis.test_audit import DAY, STREAM, a_line
from tests.fakes import FakeClock

CLOCK = FakeClock(time=DAY + timedelta(hours=20))


async def test_the_newest_first_over_the_days(redis: Redis) -> None:
    audit = RedisAudit(redis)
    for back in (DAYS, DAYS - 1, 11, 1, 0):
        await audit.write(a_line(at=DAY - timedelta(days=back) + timedelta(hours=12)))
        await audit.write(replace(a_line(), person="U2", at=DAY - timedelta(days=back)))

    found = await RedisPastChecks(redis, CLOCK).of("U1", 5)

    assert [(CLOCK.now() - one.at).days for one in found] == [0, 1, 11, DAYS - 1]
    assert found[0] == a_line()


async def test_no_more_than_asked_for(redis: Redis) -> None:
    audit = RedisAudit(redis)
    for n in range(4):
        await audit.write(a_line(verdict=str(n)))

    found = await RedisPastChecks(redis, CLOCK).of("U1", 2)

    assert [one.verdict for one in found] == ["3", "2"]


async def test_a_line_of_another_release_is_left_out(redis: Redis) -> None:
    await redis.xadd(STREAM, {"person": "U1", "what": "ever"})
    await redis.xadd(STREAM, {"at": "no time", "person": "U1"})
    await RedisAudit(redis).write(a_line())

    assert await RedisPastChecks(redis, CLOCK).of("U1", 5) == [a_line()]


async def test_of_a_busy_day_the_newest_are_looked_at(redis: Redis) -> None:
    await RedisAudit(redis).write(a_line())
    pipe = redis.pipeline()
    for _ in range(PAGE):
        pipe.xadd(STREAM, {"person": "U2"})
    await pipe.execute()

    assert await RedisPastChecks(redis, CLOCK).of("U1", 5) == []


async def test_redis_away_is_told() -> None:
    redis = connect("redis://127.0.0.1:9/0")
    with pytest.raises(Unavailable):
        await RedisPastChecks(redis, CLOCK).of("U1", 5)
    await redis.aclose()
