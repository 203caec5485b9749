"""Private notes: one each, whichever step the bot dies at."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.connection import connect
from bot.domain.incidents.incident import Component
from bot.domain.incidents.states import Impact
from bot.sandbox.redis_server import RedisServer
from tests.domain.incidents.building import an_incident, an_update
from tests.usecases.delivery.dying import Life
from tests.usecases.delivery.world import World, a_world

CHAT = Component(name="Chat Completions", impact=Impact.PARTIAL_OUTAGE)


async def play(world: World, life: Life) -> list[str]:
    """Open an incident after somebody checked in vain; gives what they were written."""
    world.channels = world.channels[:1]
    alice = world.slack.person("alice")
    world.unsettled.kept = [(alice.id, ""), (alice.id, "images")]
    now = world.time.clock.now()
    world.page.incidents = (an_incident(an_update(when=now), made=now, components=[CHAT]),)
    leading = asyncio.create_task(world.restarting(life))
    try:
        await world.until(lambda: bool(world.said(world.channels[0])))
        await world.settled()
    finally:
        leading.cancel()
        await asyncio.wait({leading})
    return [one["text"] for one in alice.dms]


@pytest.mark.timeout(120)
async def test_a_note_comes_once_whichever_step_the_bot_dies_at() -> None:
    lost = 0
    async with RedisServer() as server, connect(server.url) as redis:
        assert isinstance(redis, Redis)
        async with a_world(redis) as world:
            life = Life(world.time)
            (note,) = await play(world, life)
        for dies_at in range(1, life.boundaries + 1):
            await redis.flushall()
            async with a_world(redis) as world:
                notes = await play(world, Life(world.time, dies_at=dies_at))
            assert len(notes) <= 1
            lost += not notes

    assert "most likely not your key" in note
    # Written down as tried, then killed before Slack was called: nobody can look into a direct
    # message, and a note is left out rather than sent twice. The post to the channel goes out
    # beside it, so there are two such boundaries of each.
    assert lost <= 4
