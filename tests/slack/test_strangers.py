"""Who is not let in: other workspaces, forged and old requests, and too many checks."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import aiohttp
import pytest
import redis

from bot.adapters.clock import SystemClock
from bot.sandbox.sample_keys import WORKING_KEY
from bot.sandbox.slack.server import SCOPES
from bot.slack.haste import MOST_IN_A_MINUTE
from tests.slack.world import COMMAND, HTTP, SOCKET, World, a_world


def now() -> float:
    return SystemClock().now().timestamp()


KEY = WORKING_KEY.key


def guest(world: World, name: str) -> None:
    """Make a guest of somebody."""
    users, person = world.slack.workspace.users, world.slack.person(name)
    users[person.id] = replace(users[person.id], is_guest=True)


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """All loggers at DEBUG, as far as the bot lets them."""
    with caplog.at_level(logging.DEBUG):
        yield caplog


async def test_another_workspace_is_told_that_this_is_not_the_place(world: World) -> None:
    mallory = world.slack.person("mallory")

    await mallory.command(COMMAND, "check")

    (told,) = await world.slack.until(lambda: mallory.ephemerals)
    assert "only in its own workspace" in told.message["text"]
    assert not mallory.modal
    assert not mallory.dms


async def test_a_guest_is_told_who_can_help(world: World) -> None:
    guest(world, "alice")

    await world.alice.command(COMMAND, "check")

    (told,) = await world.slack.until(lambda: world.alice.ephemerals)
    assert "not guests" in told.message["text"]
    assert not world.alice.modal


async def test_a_key_from_a_guest_goes_nowhere(way: str) -> None:
    """Even if the form was opened before: who somebody is, is asked anew after some minutes."""
    async with a_world(way) as world:
        guest(world, "alice")
        await world.alice.command(COMMAND, "check")
        await world.slack.until(lambda: world.alice.ephemerals)
        asked = len(world.openai.requests)
        submission = {
            "type": "view_submission",
            "team": {"id": world.slack.workspace.team_id},
            "user": {"id": world.alice.id, "team_id": world.slack.workspace.team_id},
            "view": {
                "id": "V1",
                "type": "modal",
                "callback_id": "key_form",
                "state": {"values": {}},
            },
        }

        ack = await world.slack.deliver(submission)

        assert "not guests" in json.dumps(ack.fields)
        assert len(world.openai.requests) == asked


async def test_without_the_scope_everybody_of_the_workspace_is_let_in(way: str) -> None:
    scopes = [one for one in SCOPES if one != "users:read"]
    async with a_world(way, scopes=scopes) as world:
        guest(world, "alice")

        await world.open_form()

        assert len(world.slack.calls.of("users.info")) == 1


async def test_slack_is_asked_once_who_somebody_is(world: World) -> None:
    await world.check()

    assert len(world.slack.calls.of("users.info")) == 1


async def test_one_person_cannot_keep_the_bot_busy(world: World) -> None:
    for _ in range(MOST_IN_A_MINUTE):
        await world.alice.command(COMMAND, "help")

    await world.alice.command(COMMAND, "help")

    said = await world.slack.until(
        lambda: [one for one in world.alice.ephemerals if "a lot at once" in one.message["text"]]
    )
    assert len(said) == 1
    await world.slack.person("ada").command(COMMAND, "help")
    await world.slack.until(lambda: world.slack.person("ada").ephemerals)


async def test_a_submission_from_another_workspace_is_refused(world: World) -> None:
    await world.open_form()
    await world.alice.submit({"key": KEY})
    await world.sees("[Check again]")
    (sent,) = world.slack.calls.of("view_submission")
    asked = len(world.openai.requests)
    foreign = sent.sent | {"team": {"id": "T0ELSEWHERE"}}

    ack = await world.slack.deliver(foreign)

    assert "only in its own workspace" in json.dumps(ack.fields)
    assert len(world.openai.requests) == asked


async def test_a_click_from_another_workspace_does_nothing(world: World) -> None:
    await world.alice.command(COMMAND, "help")
    await world.slack.until(lambda: world.alice.ephemerals)
    await world.alice.click("run:check")
    await world.slack.until(lambda: world.alice.modal)
    (sent,) = world.slack.calls.of("block_actions")
    opened = len(world.slack.calls.of("views.open"))
    foreign = sent.sent | {"user": {"id": "U0ELSE", "team_id": "T0ELSEWHERE"}}

    ack = await world.slack.deliver(foreign)

    assert ack.error is None
    assert len(world.slack.calls.of("views.open")) == opened


@pytest.mark.parametrize(
    ("secret", "age"), [("another-secret", 0.0), (None, 600.0), (None, -600.0)]
)
async def test_a_wrong_or_old_signature_is_401_and_leaves_no_trace(
    secret: str | None, age: float, everything_logged: pytest.LogCaptureFixture
) -> None:
    async with a_world(HTTP) as world:
        assert world.slack.http
        payload = {"command": COMMAND, "text": KEY, "trigger_id": "1.2.canary"}
        forged = world.slack.http.request(
            "slash_commands", payload, secret=secret, timestamp=now() - age
        )

        ack = await world.slack.http.send(forged)

    assert (ack.error, ack.body) == ("http_401", None)
    assert "signature is wrong or old" in everything_logged.text
    assert KEY not in everything_logged.text
    assert "canary" not in everything_logged.text


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"payload=" + KEY.encode()),
        ({"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=0"}, KEY.encode()),
        ({"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=\u00fc"}, b"\xff\x00"),
        (
            {"X-Slack-Request-Timestamp": str(int(now())), "X-Slack-Signature": "v0=0"},
            b"\xff",
        ),
    ],
)
async def test_garbage_at_the_door_is_401(
    headers: dict[str, str], body: bytes, everything_logged: pytest.LogCaptureFixture
) -> None:
    async with a_world(HTTP) as world:
        url = f"http://127.0.0.1:{world.port}/slack/events"
        async with (
            aiohttp.ClientSession() as http,
            http.post(url, data=body, headers=headers) as response,
        ):
            assert response.status == 401
            assert await response.read() == b""
    assert KEY not in everything_logged.text


async def test_a_body_beyond_all_measure_is_413() -> None:
    async with a_world(HTTP) as world:
        url = f"http://127.0.0.1:{world.port}/slack/events"
        async with (
            aiohttp.ClientSession() as http,
            http.post(url, data=BytesIO(b"x" * (3 * 1024 * 1024))) as response,
        ):
            assert response.status == 413


async def test_over_the_socket_the_port_takes_no_requests_of_slack() -> None:
    async with a_world(SOCKET) as world:
        assert (await world.get("/slack/events"))[0] == 404


async def test_who_checks_too_often_is_told_when_to_come_back(way: str) -> None:
    async with a_world(way, CHECKS_PER_HOUR="1") as world:
        alice = await world.check()
        await alice.click("again")
        await world.sees("All below is optional")
        asked = len(world.openai.requests)

        await alice.submit({"key": KEY})

        shown = await world.sees("used up your checks")
        assert "UTC" in shown
        assert len(world.openai.requests) == asked


async def test_every_check_leaves_a_line_without_the_key(way: str, redis_url: str) -> None:
    async with a_world(way, redis_url) as world:
        await world.check()
        who = world.alice.id
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        (stream,) = client.scan_iter("openai-diagnose:audit:????-??-??")
        ((_, line),) = client.xrange(stream)
        everything = str(client.xrange(stream)) + str(list(client.scan_iter("*")))

    assert (line["person"], line["verdict"], line["cause"]) == (who, "works", "")
    assert line["masked"].endswith(KEY[-4:])
    assert len(line["fingerprint"]) == 16
    assert KEY not in everything
