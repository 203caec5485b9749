"""What every test may ask for: a real Redis, of each kind that this machine has."""

from collections.abc import AsyncIterator
from typing import cast

import pytest
import pytest_asyncio
import redis

from bot.sandbox.redis_server import RedisServer, redis_servers


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=sorted(redis_servers()))
async def redis_server(request: pytest.FixtureRequest) -> AsyncIterator[RedisServer]:
    """One server for the whole run: it must not be stopped, for its loop is not the test's."""
    async with RedisServer(which=cast("str", request.param)) as server:
        yield server


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """An empty Redis."""
    with redis.Redis.from_url(redis_server.url) as client:
        client.flushall()
    return redis_server.url
