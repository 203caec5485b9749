"""How soon the bot answers, starts and how little it needs: printed, and held to the promise."""

import asyncio
import math
import time
from pathlib import Path

import pytest

from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.redis_server import RedisServer
from bot.sandbox.slack.server import LocalSlack
from tests.slack.world import COMMAND, HTTP, SOCKET, a_world
from tests.system.process import serve, settings_for, until_ready

pytestmark = pytest.mark.bench
AT_ONCE = 50


@pytest.mark.parametrize("way", [SOCKET, HTTP])
async def test_fifty_commands_at_once(way: str) -> None:
    async with a_world(way) as world:
        slack = world.slack
        start = len(slack.calls)
        people = [slack.person(name) for name in ("alice", "ada")]
        await asyncio.gather(*(people[n % 2].command(COMMAND, "check") for n in range(AT_ONCE)))
        records = [one for one in slack.calls[start:] if one.kind == "slash_commands"]

    seconds = sorted(record.seconds for record in records)
    p50, p99 = seconds[AT_ONCE // 2], seconds[math.ceil(AT_ONCE * 0.99) - 1]
    print(
        f"\n{AT_ONCE} commands at once over {way}: p50 {p50 * 1e3:.0f} ms, p99 {p99 * 1e3:.0f} ms"
    )
    assert all(record.error is None for record in records)
    assert p99 <= 0.5


async def test_from_start_to_ready(tmp_path: Path) -> None:
    async with LocalSlack() as slack, LocalOpenAI() as openai, RedisServer() as redis:
        settings = settings_for(slack, openai, redis.url)
        started = time.perf_counter()
        async with serve(settings, tmp_path) as process:
            await until_ready(settings["PORT"])
            seconds = time.perf_counter() - started
            memory = _megabytes(process.pid)
            spent = _cpu(process.pid)
            await asyncio.sleep(5)
            idle = (_cpu(process.pid) - spent) / 5

    print(f"\nready after {seconds:.2f} s; idle: {idle:.2%} of a core, {memory:.0f} MB resident")
    assert seconds < 2
    assert memory < 120
    assert idle < 0.01


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _cpu(pid: int) -> float:
    """Processor seconds that a process has used, by /proc."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100
