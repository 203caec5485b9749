"""A client on an empty Redis, and a server that a test may stop."""

from collections.abc import AsyncIterator
from typing import cast

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.connection import connect
from bot.sandbox.redis_server import RedisServer, redis_servers


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = connect(redis_url)
    assert isinstance(client, Redis)
    yield client
    await client.aclose()


@pytest.fixture(params=sorted(redis_servers()))
async def own_server(request: pytest.FixtureRequest) -> AsyncIterator[RedisServer]:
    """A server of the test's own, to stop, start and hang."""
    async with RedisServer(which=cast("str", request.param)) as server:
        yield server


@pytest.fixture
async def own_redis(own_server: RedisServer) -> AsyncIterator[Redis]:
    client = connect(own_server.url)
    assert isinstance(client, Redis)
    yield client
    await client.aclose()
