"""The bot dies with SIGKILL at any step, and an alert is told once all the same."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.connection import connect
from bot.domain.alerts.alert import Deed
from bot.domain.rules.chosen import Chosen, ChosenRule, save
from bot.sandbox.redis_server import RedisServer
from tests.usecases.alerts.test_telling import kinds
from tests.usecases.alerts.world import CHECKOUT, AlertWorld, an_alert_world
from tests.usecases.delivery.dying import Life

OFF = save(Chosen(rules={"error_rate": ChosenRule(on=False)}))


async def play(world: AlertWorld, life: Life) -> int:
    """An alert opens, is acknowledged and ends; gives how many boundaries the first process lived."""
    world.channels = channels = world.channels[:1]
    world.counted.goes(CHECKOUT, 20, server_error=10)
    leading = asyncio.create_task(world.restarting(life))
    try:
        await world.until(lambda: "chart" in world.parts(channels[0]))
        await world.passes(0.5)
        await world.act(Deed.ACKNOWLEDGE)
        await world.until(lambda: "acknowledged" in kinds(world, channels[0]))
        await world.passes(0.5)
        world.rules.texts, world.rules.changes = {"": OFF}, 1
        await world.until(lambda: "Over" in world.head(channels[0]))
        await world.settled()
    finally:
        leading.cancel()
        await asyncio.wait({leading})
    return life.boundaries


async def told_once(world: AlertWorld) -> None:
    (channel,) = world.channels
    root, *replies = world.said(channel)
    said = [one for one in kinds(world, channel) if not one.startswith("chart")]
    assert said == ["root", "acknowledged", "resolved"]
    assert kinds(world, channel).count("chart") <= 1
    assert [one["thread_ts"] for one in replies] == [root["ts"]] * len(replies)
    (alert,) = await world.alerts()
    assert alert.number == 1


@pytest.mark.timeout(280)
async def test_killed_at_each_step_of_what_happens() -> None:
    """While it goes on it is edited again and again: of these steps some stand for all."""
    killed, names = 0, list[str]()

    async def note(name: str) -> None:
        if "revision" not in name:
            names.append(name)

    async with RedisServer() as server, connect(server.url) as redis:
        assert isinstance(redis, Redis)
        async with an_alert_world(redis) as world:
            await play(world, Life(world.time, at=note))
        acts = names.index("before acts") + 1
        steps = [*range(1, 38), *range(acts, acts + 18), *range(len(names) - 22, len(names) - 1)]

        for dies_at in dict.fromkeys(steps):
            await redis.flushall()
            async with an_alert_world(redis) as world:
                life = Life(world.time, dies_at=dies_at)
                await play(world, life)
                await told_once(world)
                killed += life.dead

    assert killed > 60
