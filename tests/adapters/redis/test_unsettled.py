"""Checks that told nobody why: kept for an hour, without a key, and never in the way."""

from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.connection import connect
from bot.adapters.redis.unsettled import KEY, RedisUnsettled
from bot.ports import Unavailable
from tests.fakes import FakeClock

NOBODY = "redis://127.0.0.1:1/0"


async def test_each_person_and_endpoint_stands_there_once(redis: Redis) -> None:
    unsettled = RedisUnsettled(redis, FakeClock())
    await unsettled.add("U1", "")
    await unsettled.add("U1", "")
    await unsettled.add("U2", "images")

    assert sorted(await unsettled.all()) == [("U1", ""), ("U2", "images")]


async def test_an_hour_later_nothing_is_left(redis: Redis) -> None:
    clock = FakeClock()
    unsettled = RedisUnsettled(redis, clock)
    await unsettled.add("U1", "")
    clock.advance(timedelta(minutes=50))
    await unsettled.add("U2", "")
    clock.advance(timedelta(minutes=11))

    assert await unsettled.all() == (("U2", ""),)
    await unsettled.add("U3", "")
    assert await redis.zcard(KEY) == 2
    assert 3590 < await redis.ttl(KEY) <= 3600


async def test_without_redis_nothing_is_remembered_and_nothing_breaks() -> None:
    redis = connect(NOBODY)
    unsettled = RedisUnsettled(redis, FakeClock())
    await unsettled.add("U1", "")

    with pytest.raises(Unavailable):
        await unsettled.all()
    await redis.aclose()
