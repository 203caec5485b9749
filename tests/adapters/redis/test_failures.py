"""What Redis does not do is told by its kind, and raised as before."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.adapters.redis.connection import AWAY, connect
from bot.adapters.redis.leader_keys import answer
from bot.domain.metrics import REDIS_ERRORS
from bot.ports import Unavailable
from bot.sandbox.redis_server import RedisServer


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
async def redis(own_server: RedisServer, told: list[str]) -> AsyncIterator[Redis]:
    client = connect(own_server.url, told.append)
    assert isinstance(client, Redis)
    yield client
    await client.aclose()


async def test_what_is_done_is_not_told(redis: Redis, told: list[str]) -> None:
    script = redis.register_script("return 1")  # unknown there at first

    assert await redis.set("a", "1")
    assert await script() == 1
    assert not told


async def test_a_redis_that_is_gone(redis: Redis, own_server: RedisServer, told: list[str]) -> None:
    await own_server.stop()
    with pytest.raises(AWAY):
        await redis.ping()

    assert told == ["connection"]


async def test_one_that_hangs(redis: Redis, own_server: RedisServer, told: list[str]) -> None:
    await redis.ping()
    own_server.pause()
    with pytest.raises(AWAY):
        await redis.ping()
    with pytest.raises(Unavailable):
        await answer(redis.ping(), 0.1)
    own_server.resume()

    assert told == ["timeout", "given_up"]


async def test_one_that_refuses(redis: Redis, told: list[str]) -> None:
    await redis.set("a", "1")
    with pytest.raises(RedisError):
        await redis.hget("a", "b")
    with pytest.raises(RedisError):
        await redis.auth("something", "somebody")
    await redis.replicaof("127.0.0.1", "9")
    with pytest.raises(RedisError):
        await redis.set("a", "2")

    assert told[0] == "refused"
    assert told[1] in {"auth", "refused"}  # as the server knows the word
    assert told[2] == "readonly"
    assert set(told) <= set(REDIS_ERRORS)
