"""Processes die, Redis stops, hangs and cuts lines: every accepted report is counted once."""

import asyncio
import random
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.sandbox.redis_server import RedisServer
from tests.adapters.redis.reports.counting import Counting, a_process, send, working
from tests.adapters.redis.reports.killed import STEPS

ROOT = Path(__file__).parents[4]


@asynccontextmanager
async def a_mortal(
    url: str, step: str = "never", n: int = 1, consumer: str = "mortal"
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.adapters.redis.reports.killed", url, consumer, step, str(n)),
        cwd=ROOT,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def numbered(first: int, many: int) -> list[dict[str, str]]:
    return [
        {"service.name": f"s{n % 5}", "count": "1", "gen_ai.usage.input_tokens": str(n)}
        for n in range(first, first + many)
    ]


async def all_counted_once(one: Counting, many: int) -> None:
    """The rest is counted by us, and the sums are those of each report once."""
    async with working(one):
        await one.until(many)
    sums = (await one.sums()).values()
    assert await one.total() == many
    assert sum(part.count for part in sums) == many
    assert sum(part.input_tokens for part in sums) == many * (many - 1) // 2


@pytest.mark.timeout(60)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("n", [1, 3])
async def test_killed_at_a_step(step: str, n: int) -> None:
    async with RedisServer() as server, a_process(server.url, "mortal") as one:
        await send(one.redis, numbered(0, 1000))

        async with a_mortal(server.url, step, n) as process:
            await asyncio.wait_for(process.wait(), 20)

        assert process.returncode == -9
        assert await one.total() < 1000
        await all_counted_once(one, 1000)


@pytest.mark.timeout(180)
async def test_killed_twenty_times_under_load() -> None:
    chance = random.Random(11)  # noqa: S311
    sent = 0
    async with RedisServer() as server, a_process(server.url, "mortal") as one:
        for _ in range(20):
            async with a_mortal(server.url) as process:
                counted = await one.total()
                await send(one.redis, numbered(sent, 400))
                sent += 400
                await one.until(counted + chance.randrange(1, 400))
                process.kill()
                await process.wait()

        await all_counted_once(one, sent)


@pytest.mark.timeout(60)
async def test_redis_restarted_paused_and_cut_off() -> None:
    """Its changes are on disk; whatever the outcome of a script was, it counts once."""
    async with (
        RedisServer() as server,
        a_process(server.url) as one,
        a_process(server.url, "looks on") as we,
        working(one),
    ):
        await send(we.redis, numbered(0, 500))
        await we.until(200)
        for n in range(5):
            await we.redis.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            await send(we.redis, numbered(500 + n * 300, 300))
        await we.until(2000)
        server.pause()
        await asyncio.sleep(1)  # longer than the half second that a script is waited for
        server.resume()
        await send(we.redis, numbered(2000, 500))
        await we.until(2500)
        await server.stop()
        await server.start()
        async with a_process(server.url, "afterwards") as after:
            await send(after.redis, numbered(2500, 500))
            await after.until(3000)
            await all_counted_once(after, 3000)
