"""The bot dies with SIGKILL at any step, and neither loses nor repeats a message."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.connection import connect
from bot.sandbox.redis_server import RedisServer
from tests.usecases.delivery.dying import Life
from tests.usecases.delivery.world import World, a_world, story


async def play(world: World, life: Life) -> int:
    """Tell a whole incident; gives the number of boundaries that the first process lived."""
    leading = asyncio.create_task(world.restarting(life))
    try:
        for n, incident in enumerate(story(world.time.clock), 1):
            world.page.incidents = (incident,)
            await world.until(lambda n=n: all(shown(world, one) >= n for one in world.channels))  # type: ignore[misc]
            await world.settled()
    finally:
        leading.cancel()
        await asyncio.wait({leading})
    return life.boundaries


def shown(world: World, channel: str) -> int:
    """How far the story has got in a channel: its replies, and the state of its message."""
    said = world.said(channel)
    if not said:
        return 0
    words = ("Investigating", "Identified", "Resolved")
    return next(
        n for n, word in enumerate(words, 1) if word in said[0]["blocks"][0]["text"]["text"]
    )


def told_once(world: World, channel: str) -> None:
    root, *replies = world.said(channel)
    parts = [part.partition("-")[2] or part for part in world.parts(channel)]
    assert parts == ["root", "identified", "resolved"]
    assert "Resolved" in root["blocks"][0]["text"]["text"]
    assert [one["thread_ts"] for one in replies] == [root["ts"], root["ts"]]


async def test_a_story_is_told_in_one_message_and_its_thread(redis: Redis) -> None:
    async with a_world(redis) as world:
        await play(world, Life(world.time))

        for channel in world.channels:
            told_once(world, channel)
        assert "It lasted about 2 min." in world.said(world.channels[0])[-1]["text"]


@pytest.mark.timeout(240)
async def test_killed_at_each_step() -> None:
    killed = 0
    async with RedisServer() as server, connect(server.url) as redis:
        assert isinstance(redis, Redis)
        async with a_world(redis) as world:
            world.channels = world.channels[:1]
            boundaries = await play(world, Life(world.time))
        assert boundaries > 50

        for dies_at in range(1, boundaries + 1):
            await redis.flushall()
            async with a_world(redis) as world:
                world.channels = world.channels[:1]
                life = Life(world.time, dies_at=dies_at)
                await play(world, life)
                told_once(world, world.channels[0])
                killed += life.dead

    assert killed == boundaries
