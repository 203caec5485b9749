"""The bot starts, says what it lacks, and stops."""

import json

import pytest

from bot.app import serving
from bot.sandbox.redis_server import RedisServer
from bot.sandbox.sample_keys import WORKING_KEY
from bot.sandbox.slack.server import LocalSlack
from bot.settings import load
from tests.slack.world import COMMAND, HTTP, NO_REDIS, SOCKET, a_world, until


async def test_ready_when_slack_and_redis_are_there(way: str, redis_url: str) -> None:
    async with a_world(way, redis_url) as world:
        assert (await world.get("/healthz"))[0] == 200
        status, told = await world.get("/readyz")

    assert (status, json.loads(told)) == (200, {"ready": True})


async def test_without_redis_it_works_but_is_not_ready(way: str) -> None:
    async with a_world(way, NO_REDIS) as world:
        status, told = await world.get("/readyz")

    assert status == 503
    assert json.loads(told)["missing"] == ["Redis does not answer (ConnectionError)"]


@pytest.mark.parametrize("way", [SOCKET, HTTP])
async def test_it_starts_without_slack_and_is_there_when_slack_comes(way: str) -> None:
    async with LocalSlack() as slack:
        away = slack.refuse("auth.test", 503)
        environ = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "REDIS_URL": NO_REDIS,
            "HOST": "127.0.0.1",
            "PORT": "0",
        } | ({"SLACK_APP_TOKEN": slack.app_token} if way == SOCKET else {})
        async with serving(load(environ)) as port:
            door = (
                slack.deliver_to(f"http://127.0.0.1:{port}/slack/events") if way == HTTP else None
            )
            first = await slack.person("alice").command(COMMAND, "check")
            assert first.failed == "dispatch_failed"
            assert door is None or first.ack.error == "http_503"

            away.left = 0

            alice = slack.person("alice")

            async def answered() -> bool:
                return (await alice.command(COMMAND, "check")).failed is None

            await until(answered)
            await slack.until(lambda: alice.modal)


async def test_a_socket_that_slack_renews_loses_nothing() -> None:
    async with a_world(SOCKET) as world:
        await world.slack.sockets.refresh()
        await world.slack.until(lambda: world.slack.sockets.live)

        await world.check()

        assert "The key works" in world.alice.modal_text


async def test_a_running_check_is_finished_before_the_end(way: str) -> None:
    async with a_world(way) as world:
        world.openai.latency = 0.3
        await world.open_form()
        await world.alice.submit({"key": WORKING_KEY.key})

    # The world's Slack is gone with it, but what it heard is still there.
    drawn = world.slack.calls.of("views.update")
    assert drawn[-1].sent["view"]["callback_id"] == "verdict"


async def test_redis_may_go_and_come_back(way: str) -> None:
    async with RedisServer() as redis, a_world(way, redis.url) as world:
        await redis.stop()
        await world.check()
        assert (await world.get("/readyz"))[0] == 503

        await redis.start()

        async def ready() -> bool:
            return (await world.get("/readyz"))[0] == 200

        await until(ready)
