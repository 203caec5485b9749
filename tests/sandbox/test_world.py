"""The world as a whole: the demo tells ten causes, and nothing outlives it."""

import asyncio
import os
import select
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.sandbox.bot_process import BotEnded, BotProcess
from bot.sandbox.narrate import check
from bot.sandbox.redis_server import RedisServer
from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY
from bot.sandbox.world import world

DEMO = (sys.executable, "-m", "bot.sandbox", "ten-keys")


@asynccontextmanager
async def demo() -> AsyncIterator[asyncio.subprocess.Process]:
    """The demo as a process, in a session of its own."""
    process = await asyncio.create_subprocess_exec(
        *DEMO,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def until_line(process: asyncio.subprocess.Process, words: str) -> None:
    """Read what it prints up to a line with these words."""
    assert process.stdout is not None
    async for line in process.stdout:
        if words in line.decode():
            return
    pytest.fail(f"the demo ended without saying {words!r}")


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


async def ends(pidfd: int, within: float = 15.0) -> bool:
    """Whether a process ends in time."""
    ready, _, _ = await asyncio.to_thread(select.select, [pidfd], [], [], within)
    os.close(pidfd)
    return bool(ready)


async def test_the_demo_names_all_ten_causes() -> None:
    async with demo() as process:
        printed, _ = await process.communicate()

    assert process.returncode == 0
    lines = printed.decode().splitlines()
    assert lines[-1] == "10 of 10 causes named"
    for sample in SAMPLE_KEYS:
        assert sample.key not in printed.decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_nothing_outlives_the_demo(number: signal.Signals) -> None:
    async with demo() as process:
        await until_line(process, "Alice")
        children = [os.pidfd_open(child) for child in children_of(process.pid)]
        process.send_signal(number)
        await process.communicate()

        assert len(children) == 2  # the bot and Redis
        assert process.returncode == (-9 if number is signal.SIGKILL else 130)
        assert all([await ends(child) for child in children])


async def test_a_bot_that_cannot_start_says_why() -> None:
    settings = {"HOST": "127.0.0.1", "PORT": "1", "SLACK_BOT_TOKEN": "nonsense"}

    with pytest.raises(BotEnded, match=r"(?s)did not start.*SLACK_BOT_TOKEN"):
        async with BotProcess(settings, {}):
            pytest.fail("it started")


async def test_a_redis_that_is_given_is_used() -> None:
    async with RedisServer() as given, world({"REDIS_URL": given.url}) as outside:
        assert outside.redis is None
        assert outside.settings()["REDIS_URL"] == given.url


@pytest.mark.parametrize("signed_http", [False, True])
async def test_the_real_bot_checks_a_key_either_way(*, signed_http: bool) -> None:
    async with (
        world({}) as outside,
        BotProcess(outside.settings(signed_http=signed_http), {}),
    ):
        alice = outside.slack.person("alice")

        seen = await check(outside.slack, alice, WORKING_KEY)

        assert WORKING_KEY.told in seen.headline
        assert not outside.openai.billed
        assert WORKING_KEY.key not in str(list(outside.slack.calls.from_bot()))


async def test_the_status_page_has_a_feed_and_components() -> None:
    async with world({}) as outside, httpx.AsyncClient(trust_env=False) as http:
        feed = await http.get(outside.status.feed_url)
        summary = await http.get(outside.status.summary_url)

    assert "Elevated error rates" in feed.text
    assert summary.json()["status"]["description"] == "All Systems Operational"


async def test_a_leash_ends_the_child_with_its_parent() -> None:
    script = (
        "import subprocess, sys, time, pathlib;"
        f"sys.path.insert(0, {str(Path(__file__).parents[2])!r});"
        "from bot.sandbox.leash import on_leash;"
        "print(subprocess.Popen(on_leash(['sleep', '60'])).pid, flush=True); time.sleep(60)"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    child = os.pidfd_open(int(await parent.stdout.readline()))
    parent.kill()
    await parent.communicate()

    assert await ends(child)
