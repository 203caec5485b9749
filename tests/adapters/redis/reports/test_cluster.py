"""Counting in a Redis Cluster: all that one script touches lies in one slot."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.sandbox.port import HOST, free_port
from bot.sandbox.redis_server import redis_servers
from tests.adapters.redis.reports.counting import STREAM, a_process, working

BUS = 10_000  # added to the port: where nodes talk to each other


@pytest.fixture(params=sorted(redis_servers()))
async def cluster_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A cluster of one node that has all slots."""
    port = next(port for port in iter(free_port, 0) if port + BUS < 65_536)
    options = {
        "--bind": HOST, "--port": str(port), "--dir": str(tmp_path), "--cluster-enabled": "yes",
        "--loglevel": "warning", "--save": "",
    }  # fmt: skip
    path = redis_servers()[request.param]
    process = await asyncio.create_subprocess_exec(
        path,
        *(part for pair in options.items() for part in pair),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await whole(port, process)
        yield f"redis+cluster://{HOST}:{port}"
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def whole(port: int, process: asyncio.subprocess.Process) -> None:
    """Wait until the cluster works."""
    client = Redis(host=HOST, port=port, decode_responses=True)
    asked = False
    async with client, asyncio.timeout(15):
        while process.returncode is None:
            with suppress(RedisError, OSError):
                if not asked:
                    await client.execute_command("CLUSTER", "ADDSLOTS", *range(16384))  # type: ignore[no-untyped-call]
                    asked = True
                state = await client.execute_command("CLUSTER", "INFO")  # type: ignore[no-untyped-call]
                if "ok" in str(state).partition("cluster_state")[2][:8]:
                    return
            await asyncio.sleep(0.05)


async def test_reports_are_counted_in_a_cluster(cluster_url: str) -> None:
    async with a_process(cluster_url) as one, a_process(cluster_url, "two") as two:
        async with working(one, two):
            for n in range(300):
                await one.redis.xadd(STREAM, {"service.name": f"s{n % 3}"})
            await one.until(300)

        sums = await one.sums()
        tidied = await one.stream.tidy()

    assert sum(part.count for part in sums.values()) == 300
    assert tidied.pending == 0
