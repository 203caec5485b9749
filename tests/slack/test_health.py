"""Ready only while Slack and Redis are there; alive all the same, and measured."""

import json
from collections.abc import Mapping
from contextlib import AsyncExitStack

import pytest

from bot.app import serving
from bot.domain.metrics import METRICS
from bot.sandbox.redis_server import RedisServer
from bot.sandbox.slack.server import LocalSlack
from bot.settings import load
from tests.slack.world import HTTP, NO_STATUS, SOCKET, World, a_world, until


def environ(slack: LocalSlack, redis_url: str, way: str) -> Mapping[str, str]:
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "STATUS_FEED_URL": f"{NO_STATUS}feed.atom",
        "REDIS_URL": redis_url,
        "HOST": "127.0.0.1",
        "PORT": "0",
    } | ({"SLACK_APP_TOKEN": slack.app_token} if way == SOCKET else {})


async def lacks(world: World, *words: str) -> None:
    """Wait until this and no more is missing."""

    async def now() -> bool:
        status, told = await world.get("/readyz")
        missing = json.loads(told).get("missing", [])
        assert (status == 200) == (not missing)
        return len(missing) == len(words) and all(
            word in one for word, one in zip(words, missing, strict=True)
        )

    await until(now, 20)
    assert (await world.get("/healthz"))[0] == 200
    assert (await world.get("/metrics"))[0] == 200


@pytest.mark.parametrize("way", [SOCKET, HTTP])
async def test_what_is_away_is_told_by_name(way: str) -> None:
    async with AsyncExitStack() as rest, RedisServer() as redis:
        slack = await rest.enter_async_context(LocalSlack())
        async with (
            LocalSlack() as other,
            serving(load(environ(slack, redis.url, way))) as port,
        ):
            world = World(slack=other, openai=None, port=port)  # type: ignore[arg-type]  # no check is made
            await lacks(world)
            await redis.stop()
            await lacks(world, "Redis")
            await rest.aclose()  # Slack is gone too
            await lacks(world, "Slack", "Redis")
            await redis.start()
            await lacks(world, "Slack")


async def test_the_metrics_of_both_ways(way: str, redis_url: str) -> None:
    async with a_world(way, redis_url) as world:
        await world.check()
        status, page = await world.get("/metrics")
        health = json.loads((await world.get("/healthz"))[1])

    assert status == 200
    assert 'openai_diagnose_checks_total{cause="none",verdict="works"} 1.0' in page
    assert 'openai_diagnose_acknowledgement_seconds_count{request="submission"} 1.0' in page
    assert not [
        one.name for one in METRICS if f"# TYPE {one.name.removesuffix('_total')}" not in page
    ]
    assert health["alive"] is True
    assert health["leads"] is True
