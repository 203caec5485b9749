"""A Redis for the replicas of these tests."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.connection import connect


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = connect(redis_url)
    assert isinstance(client, Redis)
    yield client
    await client.aclose()
