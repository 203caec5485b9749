"""The Redis that tests and the demo start."""

import pytest
import redis.asyncio
from redis.exceptions import ConnectionError as Disconnected, TimeoutError as TimedOut

from bot.sandbox.redis_server import NoRedisServer, RedisServer, redis_servers


@pytest.mark.parametrize("which", [*redis_servers()])
async def test_every_server_found_here_starts_and_answers(which: str) -> None:
    async with RedisServer(which) as server, redis.asyncio.from_url(server.url) as client:
        await client.set("word", "kept")

        assert await client.get("word") == b"kept"


async def test_a_restart_keeps_the_port_and_the_data() -> None:
    async with RedisServer() as server, redis.asyncio.from_url(server.url) as client:
        await client.set("word", "kept")
        await server.stop()
        with pytest.raises(Disconnected):
            await client.get("word")
        await server.start()

        assert await client.get("word") == b"kept"


async def test_a_paused_server_lets_its_clients_hang() -> None:
    async with (
        RedisServer() as server,
        redis.asyncio.from_url(server.url, socket_timeout=0.1, retry_on_timeout=False) as client,
    ):
        await client.set("word", "kept")
        server.pause()
        with pytest.raises((TimedOut, Disconnected)):
            await client.get("word")
        server.resume()

        assert await client.get("word") == b"kept"


def test_an_unknown_server_is_refused_with_advice() -> None:
    with pytest.raises(NoRedisServer, match="install redis-server"):
        RedisServer("nobody's")
