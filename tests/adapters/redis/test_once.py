"""What was done once is done for all replicas, and for one alone while Redis is away."""

import asyncio

from bot.adapters.redis.connection import connect
from bot.adapters.redis.once import KEPT_SECONDS, MOST_REMEMBERED, RedisOnce
from bot.sandbox.redis_server import RedisServer

NOBODY = "redis://127.0.0.1:1/0"


async def test_the_first_is_the_first_once(redis_url: str) -> None:
    redis, elsewhere = connect(redis_url), connect(redis_url)
    here, there = RedisOnce(redis), RedisOnce(elsewhere)

    assert [await here.first("a"), await there.first("a"), await here.first("a")] == [
        True,
        False,
        False,
    ]
    assert await there.first("b")
    await redis.aclose()
    await elsewhere.aclose()


async def test_of_many_at_once_one_is_the_first(redis_url: str) -> None:
    clients = [connect(redis_url) for _ in range(5)]
    ones = [RedisOnce(client) for client in clients]

    answers = await asyncio.gather(*(one.first("a") for one in ones for _ in range(4)))

    assert answers.count(True) == 1
    for client in clients:
        await client.aclose()


async def test_a_restart_does_not_forget_and_names_do_not_show(redis_url: str) -> None:
    redis = connect(redis_url)
    await RedisOnce(redis).first("burnt:C1:1.2:sk-proj-…wxyz")

    assert not await RedisOnce(redis).first("burnt:C1:1.2:sk-proj-…wxyz")
    (name,) = [name async for name in redis.scan_iter()]
    assert name.startswith("openai-diagnose:once:")
    assert "wxyz" not in name
    assert 0 < await redis.ttl(name) <= KEPT_SECONDS
    await redis.aclose()


async def test_without_redis_a_process_knows_its_own() -> None:
    redis = connect(NOBODY)
    once = RedisOnce(redis)

    assert await once.first("a")
    assert not await once.first("a")
    await redis.aclose()


async def test_a_redis_that_hangs_is_not_waited_for() -> None:
    async with RedisServer() as server:
        redis = connect(server.url)
        once = RedisOnce(redis)
        assert await once.first("a")
        server.pause()
        assert await once.first("b")
        assert not await once.first("b")
        server.resume()
        assert not await once.first("a")
        await redis.aclose()


async def test_memory_is_bounded_and_the_oldest_goes_first() -> None:
    redis = connect(NOBODY)
    once = RedisOnce(redis)
    for number in range(MOST_REMEMBERED + 1):
        once._mine[str(number)] = None

    assert await once.first("a")

    assert len(once._mine) == MOST_REMEMBERED
    assert "0" not in once._mine
    await redis.aclose()
