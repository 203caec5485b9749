"""A service reports by Redis, fails, is seen to and recovers: the bot as it runs."""

import asyncio
import random
import signal
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.rules import REVISION, RULES
from bot.domain.rules.chosen import Chosen, ChosenRule, save
from bot.sandbox.redis_server import RedisServer
from bot.slack.tasks import end
from tests.slack.world import until
from tests.system.process import serve, until_ready
from tests.system.reporting import Stage, a_stage

OFF = save(Chosen(rules={"error_rate": ChosenRule(on=False)}))
LEASE = "openai-diagnose:{leader}:lease"
KILLS = 20


async def switch_off(redis: Redis) -> None:
    """Switch the rule off as somebody would in Slack: what it measured is over at once."""
    await redis.hset(RULES, "", OFF)
    await redis.incr(REVISION)


@pytest.mark.timeout(60)
async def test_it_fails_a_click_acknowledges_and_it_is_over(redis_url: str, tmp_path: Path) -> None:
    async with a_stage(redis_url) as stage:
        settings, slack = stage.settings(), stage.slack
        async with serve(settings, tmp_path):
            await until_ready(settings["PORT"])
            stage.services.shares["checkout"] = 0.5
            await slack.until(lambda: bool(stage.roots), 20)
            assert "checkout → gpt-for-checkout" in stage.head
            assert "errors" in stage.head
            assert "OpenAI" in stage.roots[0]["text"]  # the cause, and what to do

            alice = slack.person("alice")
            await alice.click("alert_ack")
            await slack.until(lambda: "acknowledged" in stage.head, 5)
            assert f"<@{alice.id}>" in str(stage.roots[0]["blocks"])

            await switch_off(stage.services.redis)
            await slack.until(lambda: "Over" in stage.head, 12)
            await slack.until(lambda: "resolved" in stage.parts, 5)

    assert [one for one in stage.parts if not one.startswith("chart")] == [
        "root",
        "acknowledged",
        "resolved",
    ]


@pytest.mark.timeout(90)
async def test_three_replicas_tell_once_and_a_frozen_leader_says_nothing(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(RedisServer())
        stage = await stack.enter_async_context(a_stage(server.url))
        replicas = dict[str, asyncio.subprocess.Process]()
        for _ in range(3):
            settings = stage.settings()
            process = await stack.enter_async_context(serve(settings, tmp_path))
            await until_ready(settings["PORT"])
            replicas[settings["PORT"]] = process
            if len(replicas) == 1:
                await until(lambda: leads(stage))
        stage.services.shares["checkout"] = 0.5
        await stage.slack.until(lambda: bool(stage.roots), 20)

        leader = next(iter(replicas.values()))  # the first one there has led since
        leader.send_signal(signal.SIGSTOP)
        stage.services.shares["search"] = 0.5
        await stage.slack.until(lambda: len(stage.roots) > 1, 30)
        await asyncio.sleep(2)
        leader.send_signal(signal.SIGCONT)
        await switch_off(stage.services.redis)
        await stage.slack.until(lambda: stage.parts.count("resolved") > 1, 30)
        await asyncio.sleep(2)

    assert stage.parts.count("root") == 2
    assert stage.parts.count("resolved") == 2


@pytest.mark.timeout(120)
async def test_redis_away_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    async with RedisServer() as server, a_stage(server.url) as stage:
        settings = stage.settings()
        async with serve(settings, tmp_path):
            await until_ready(settings["PORT"])
            stage.services.shares["checkout"] = 0.5
            await stage.slack.until(lambda: bool(stage.roots), 20)

            server.pause()  # longer than a lease lasts
            await asyncio.sleep(12)
            server.resume()
            stage.services.shares["search"] = 0.5
            await stage.slack.until(lambda: len(stage.roots) > 1, 30)
            await switch_off(stage.services.redis)
            await stage.slack.until(lambda: stage.parts.count("resolved") > 1, 30)

    assert stage.parts.count("root") == stage.parts.count("resolved") == 2


async def leads(stage: Stage) -> bool:
    return bool(await stage.services.redis.exists(LEASE))


@pytest.mark.timeout(280)
async def test_killed_twenty_times_at_random_under_load(tmp_path: Path) -> None:
    dice = random.Random(6)  # noqa: S311  # the same deaths each time
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(RedisServer())
        stage = await stack.enter_async_context(a_stage(server.url, paced=False))
        load = asyncio.create_task(busy(stage))
        replicas = [await replica(stage, tmp_path, stack) for _ in range(2)]
        names = [f"s{n}" for n in range(10)]
        for n in range(KILLS):
            if n % 2 == 0:
                stage.services.shares[names[n // 2]] = 0.5
            await asyncio.sleep(dice.uniform(0.2, 3))
            victim = dice.randrange(2)
            replicas[victim].kill()
            await replicas[victim].wait()
            replicas[victim] = await replica(stage, tmp_path, stack)
        try:
            await stage.slack.until(lambda: len(stage.roots) >= len(names), 60)
            await asyncio.sleep(3)
        finally:
            await end([load])

    told = sorted(str(one["text"]).split("\n")[0].split()[1] for one in stage.roots)
    assert told == sorted(names)


async def replica(
    stage: Stage, tmp_path: Path, stack: AsyncExitStack
) -> asyncio.subprocess.Process:
    settings = stage.settings()
    process = await stack.enter_async_context(serve(settings, tmp_path))
    await until_ready(settings["PORT"], 30)
    return process


async def busy(stage: Stage) -> None:
    """Two hundred entries a second of services that are well."""
    n = 0
    while True:
        for _ in range(20):
            await stage.services.report(f"well-{n % 50}", count=10)
            n += 1
        await asyncio.sleep(0.1)
