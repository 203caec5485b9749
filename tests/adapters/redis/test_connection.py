"""A URL into a client, and what is said of one that cannot be read."""

import pytest
from redis.asyncio import Redis, RedisCluster
from redis.crc import key_slot

from bot.adapters.redis.connection import UnreadableRedisUrl, connect


@pytest.mark.parametrize(
    "url",
    ["redis://h:6379/1", "rediss://u:p@h", "unix:///run/redis.sock?db=2", "redis://[::1]:6379"],
)
async def test_one_server(url: str) -> None:
    assert isinstance(connect(url), Redis)


async def test_a_cluster() -> None:
    assert isinstance(connect("redis+cluster://:p@h:7000"), RedisCluster)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://hunter2",
        "redis://:hun/ter2@host:6379",
        "redis://:hunter2@host:hunter2",
        "redis://:hunter2@[::1",
        "redis+cluster://:hunter2@host:hunter2",
        "redis://host?socket_timeout=hunter2",
        "redis://host?hunter2=1",
    ],
)
async def test_what_cannot_be_read_is_not_repeated(url: str) -> None:
    with pytest.raises(UnreadableRedisUrl) as caught:
        connect(url)

    assert "hun" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_days_stream_and_its_names_live_in_one_slot_of_a_cluster() -> None:
    stream = "openai-diagnose:audit:2026-11-24"

    assert key_slot(stream.encode()) == key_slot(f"openai-diagnose:{{{stream}}}:written".encode())
