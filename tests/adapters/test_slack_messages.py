"""Post, edit and look, against the local Slack and a line that loses answers."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack_messages import SlackMessages, one_try_client
from bot.domain.desired.delivered import Attempt
from bot.domain.desired.message import DesiredMessage, Part
from bot.domain.desired.steps import Act, Done, NotDone, Step, Why
from bot.domain.secret import Secret
from bot.sandbox.port import serve
from bot.sandbox.slack.server import SCOPES, LocalSlack
from bot.slack.bolt import quiet_logger
from bot.views.blocks import Block, Message, section

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HISTORY = (*SCOPES, "channels:history", "groups:history")
TOO_LONG: Block = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 4000}}


def render(content: object) -> Message:
    if content == "unrenderable":
        raise KeyError(content)
    return Message(str(content), (TOO_LONG if content == "too long" else section(str(content)),))


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(scopes=HISTORY, clock=NOW.timestamp, paced=False) as slack:
        yield slack


def messages(slack: LocalSlack, http: aiohttp.ClientSession, url: str = "") -> SlackMessages:
    client = one_try_client(
        token=Secret(slack.bot_token),
        base_url=url or slack.api_url,
        session=http,
        logger=quiet_logger(),
    )
    return SlackMessages(client, render, timedelta(seconds=0.5))


def a_step(slack: LocalSlack, act: Act = Act.POST, content: object = "hello", **more: str) -> Step:
    part = Part(key=more.pop("key", ""), version="v1", content=content)
    channel = slack.channel(more.pop("channel", "ops")).id
    message = DesiredMessage(id=f"incident/I/{channel}", channel=channel, root=part, since=NOW)
    step = Step(act=act, message=message, part=part, **more)  # type: ignore[arg-type]
    return replace(step, attempt=Attempt(key=part.key, version="v1", at=NOW))


async def test_a_message_bears_its_name(slack: LocalSlack, http: aiohttp.ClientSession) -> None:
    step = a_step(slack)

    outcome = await messages(slack, http).post(step)

    (said,) = slack.messages("ops")
    assert outcome == Done(said["ts"])
    assert said["text"] == "hello"
    assert said["metadata"] == {
        "event_type": "openai_diagnose",
        "event_payload": {"id": step.message.id, "part": "root", "version": "v1"},
    }


async def test_a_post_whose_answer_is_lost_is_found(
    slack: LocalSlack, http: aiohttp.ClientSession
) -> None:
    """It hangs until we give up, and had succeeded all the same."""

    async def swallow(request: web.Request) -> web.Response:
        url = slack.api_url + request.match_info["method"]
        headers = {"Authorization": request.headers["Authorization"]}
        async with http.post(url, json=await request.json(), headers=headers):
            await asyncio.sleep(60)
        return web.Response()

    app = web.Application()
    app.add_routes([web.post("/api/{method}", swallow)])
    runner, origin = await serve(app)
    step = a_step(slack)
    try:
        outcome = await messages(slack, http, f"{origin}/api/").post(step)
    finally:
        await runner.cleanup()

    assert outcome == NotDone(Why.UNKNOWN, "no answer in time")
    (said,) = slack.messages("ops")
    assert await messages(slack, http).look(replace(step, act=Act.LOOK)) == Done(said["ts"])


async def test_a_look_tells_a_message_from_its_likes(
    slack: LocalSlack, http: aiohttp.ClientSession
) -> None:
    ours = messages(slack, http)
    look = a_step(slack, Act.LOOK)
    assert await ours.look(look) == NotDone(Why.NOTHING)
    root = await ours.post(a_step(slack))
    assert isinstance(root, Done)
    for n in range(250):  # more than a page
        await ours.post(a_step(slack, key=f"u{n}", thread=root.ts))
    await ours.post(replace(a_step(slack), message=replace(look.message, id="incident/II/C")))

    assert await ours.look(look) == root
    found = await ours.look(a_step(slack, Act.LOOK, key="u240", thread=root.ts))
    assert isinstance(found, Done)
    assert await ours.look(a_step(slack, Act.LOOK, key="u999", thread=root.ts)) == NotDone(
        Why.NOTHING
    )


async def test_without_scopes_it_cannot_look(
    slack: LocalSlack, http: aiohttp.ClientSession
) -> None:
    slack.platform.scopes.remove("channels:history")

    outcome = await messages(slack, http).look(a_step(slack, Act.LOOK))

    assert outcome == NotDone(Why.NO_LOOK, "missing_scope")


async def test_blocks_that_slack_does_not_take_go_as_text(
    slack: LocalSlack, http: aiohttp.ClientSession
) -> None:
    outcome = await messages(slack, http).post(a_step(slack, content="too long"))

    (said,) = slack.messages("ops")
    assert outcome == Done(said["ts"])
    assert (said["text"], said.get("blocks")) == ("too long", None)


async def test_what_cannot_be_rendered_is_given_up(
    slack: LocalSlack, http: aiohttp.ClientSession
) -> None:
    outcome = await messages(slack, http).post(a_step(slack, content="unrenderable"))

    assert outcome == NotDone(Why.MALFORMED, "it cannot be rendered")


async def test_an_edit_replaces_text_and_blocks(
    slack: LocalSlack, http: aiohttp.ClientSession
) -> None:
    ours = messages(slack, http)
    posted = await ours.post(a_step(slack))
    assert isinstance(posted, Done)

    assert await ours.edit(a_step(slack, Act.EDIT, "better", ts=posted.ts)) == posted
    gone = await ours.edit(a_step(slack, Act.EDIT, "better", ts="1.000001"))

    (said,) = slack.messages("ops")
    assert (said["text"], said["blocks"][0]["text"]["text"]) == ("better", "better")
    assert gone == NotDone(Why.NO_MESSAGE, "message_not_found")


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("is_archived", NotDone(Why.NO_CHANNEL, "is_archived")),
        ("not_in_channel", NotDone(Why.NO_CHANNEL, "not_in_channel")),
        ("invalid_auth", NotDone(Why.TURNED_AWAY, "invalid_auth")),
        ("missing_scope", NotDone(Why.TURNED_AWAY, "missing_scope")),
        ("fatal_error", NotDone(Why.UNKNOWN, "fatal_error")),
        ("thread_not_found", NotDone(Why.NO_MESSAGE, "thread_not_found")),
        ("something_new", NotDone(Why.MALFORMED, "something_new")),
        (429, NotDone(Why.BUSY, "ratelimited", 1.0)),
        (502, NotDone(Why.UNKNOWN, "internal_error")),
    ],
)
async def test_refusals(
    slack: LocalSlack, http: aiohttp.ClientSession, error: str | int, outcome: NotDone
) -> None:
    slack.refuse("chat.postMessage", error)

    assert await messages(slack, http).post(a_step(slack)) == outcome


async def test_a_slack_that_is_not_there(slack: LocalSlack, http: aiohttp.ClientSession) -> None:
    nobody = messages(slack, http, "http://127.0.0.1:9/api/")

    assert await nobody.post(a_step(slack)) == NotDone(Why.AWAY, "not reached")


def test_a_client_that_repeats_requests_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        SlackMessages(AsyncWebClient(token="xoxb-invented"), render)
