"""`config` and the ways in which a Redis can be the wrong one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import redis

from tests.cli.console import call


async def redis_lines(url: str) -> list[str]:
    """What is said of Redis; the rest of the world is away."""
    away = "http://127.0.0.1:9"
    environ = {
        "REDIS_URL": url,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": away,
        "OPENAI_BASE_URL": away,
        "STATUS_FEED_URL": away,
        "STATUS_SUMMARY_URL": "",
        "HOST": "127.0.0.1",
        "PORT": "0",
    }
    done = await asyncio.to_thread(call, "config", environ=environ)
    lines = done.out.splitlines()
    return [
        f"{line} {lines[place + 1].strip()}"
        for place, line in enumerate(lines)
        if "Redis" in line[:9]
    ]


@asynccontextmanager
async def an_old_redis(version: str, *, knows_hello: bool) -> AsyncIterator[str]:
    """Speaks enough of the protocol to tell its version."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readline():
            words = []
            for _ in range(int(head[1:])):
                size = int((await reader.readline())[1:])
                words.append((await reader.readexactly(size + 2))[:-2].decode().upper())
            writer.write(_reply(words, version, knows_hello=knows_hello))
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"


def _reply(words: list[str], version: str, *, knows_hello: bool) -> bytes:
    match words[0]:
        case "INFO":
            info = f"# Server\r\nredis_version:{version}\r\n"
            return f"${len(info)}\r\n{info}\r\n".encode()
        case "HELLO" if knows_hello:
            return b"%2\r\n+server\r\n+redis\r\n+proto\r\n:3\r\n"
        case "CLIENT" | "SELECT" | "XADD" | "DEL":
            return b"+OK\r\n"
        case _:
            return f"-ERR unknown command `{words[0]}`\r\n".encode()


@pytest.mark.parametrize(("version", "knows_hello"), [("5.0.14", False), ("6.0.16", True)])
async def test_one_that_is_too_old(version: str, *, knows_hello: bool) -> None:
    async with an_old_redis(version, knows_hello=knows_hello) as url:
        (line, *_) = await redis_lines(url)

    assert "too old" in line
    assert "6.2" in line


async def test_one_that_is_no_redis() -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        (line,) = await redis_lines(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}")

    assert "✗ Redis" in line


async def test_one_that_wants_a_password(redis_url: str) -> None:
    (line,) = await redis_lines(redis_url.replace("redis://", "redis://nobody:Canary@"))

    assert "wants another user or password" in line
    assert "Canary" not in line


async def test_one_that_lets_us_write_no_streams(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as admin:
        admin.execute_command("ACL", "SETUSER", "reader", "on", ">words", "~*", "+@all", "-xadd")

    fine, bad = await redis_lines(redis_url.replace("redis://", "redis://reader:words@"))

    assert "✓ Redis" in fine
    assert "Redis: streams" in bad
    assert "docs/install.md" in bad


async def test_an_address_of_a_cluster_is_tried_as_one(redis_url: str) -> None:
    (line,) = await redis_lines(redis_url.replace("redis://", "redis+cluster://"))

    assert "is no cluster" in line  # but a single server
    assert "write redis://" in line
