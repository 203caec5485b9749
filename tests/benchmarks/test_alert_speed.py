"""From the entry that crosses a line to the post, and from a click to the edited message.

The bot is a process of its own with its defaults; Redis, Slack and the services are this machine's.
The local Slack holds its paces as Slack does.
"""

import asyncio
import random
from pathlib import Path
from statistics import median, quantiles

import pytest

from bot.sandbox.redis_server import RedisServer
from tests.system.process import serve, until_ready
from tests.system.reporting import Stage, a_stage

SERVICES = 15
CLICKS = 20

pytestmark = [pytest.mark.bench, pytest.mark.timeout(280)]


async def test_from_the_entry_to_the_post_and_from_the_click_to_the_edit(tmp_path: Path) -> None:
    async with RedisServer() as server, a_stage(server.url) as stage:
        settings = stage.settings()
        async with serve(settings, tmp_path):
            await until_ready(settings["PORT"])
            posts = await from_entry_to_post(stage)
            edits = await from_click_to_edit(stage)

    print(f"\nfrom the entry that crosses the line to the post: median {median(posts):.1f} s,")
    print(f"the longest of {len(posts)} {max(posts):.1f} s")
    p95 = quantiles(edits, n=20)[-1]
    print(f"from the click on Acknowledge to the edited message: median {median(edits):.2f} s,")
    print(f"p95 {p95:.2f} s, the longest of {len(edits)} {max(edits):.2f} s")
    assert max(posts) <= 15
    assert p95 <= 1


async def from_entry_to_post(stage: Stage) -> list[float]:
    loop, dice = asyncio.get_running_loop(), random.Random(5)  # noqa: S311  # repeatable
    took = list[float]()
    for n in range(SERVICES):
        await asyncio.sleep(dice.uniform(0, 5))  # anywhere between two looks
        began = loop.time()
        name = f"bench-{n}"
        stage.services.shares[name] = 1.0
        await stage.services.report(name)
        await stage.slack.until(lambda n=n: len(stage.roots) > n, 20)  # type: ignore[misc]
        took.append(loop.time() - began)
    return took


async def from_click_to_edit(stage: Stage) -> list[float]:
    loop, alice = asyncio.get_running_loop(), stage.slack.person("alice")
    took = list[float]()
    for n in range(CLICKS):
        await asyncio.sleep(1.5)
        place = n % SERVICES
        acknowledged = is_acknowledged(stage, place)
        began = loop.time()
        action = "alert_unack" if acknowledged else "alert_ack"
        await alice.click(action, where=stage.roots[place])
        met = lambda p=place, was=acknowledged: is_acknowledged(stage, p) is not was  # noqa: E731
        await stage.slack.until(met, 10)
        took.append(loop.time() - began)
    return took


def is_acknowledged(stage: Stage, place: int) -> bool:
    return "Acknowledged by" in str(stage.roots[place]["blocks"])
