"""Socket Mode, signed HTTP and response_urls, as far as a bot can tell them from Slack's."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web as aiohttp_web
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox.port import serve
from bot.sandbox.slack import LocalSlack
from bot.sandbox.slack.wire import masked
from tests.sandbox.conftest import Clock, Connect
from tests.sandbox.slack_views import modal, question, section


class Socket:
    """A bare client: reads envelopes, acknowledges those that it is told to."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self.http = aiohttp.ClientSession()

    async def connect(self) -> aiohttp.ClientWebSocketResponse:
        client = AsyncWebClient(base_url=self._slack.api_url)
        opened = await client.apps_connections_open(app_token=self._slack.app_token)
        socket = await self.http.ws_connect(opened["url"])
        assert (await socket.receive_json())["type"] == "hello"
        return socket


@pytest.fixture
async def sockets(slack: LocalSlack) -> AsyncIterator[Socket]:
    client = Socket(slack)
    yield client
    await client.http.close()


async def test_an_envelope_is_acknowledged_by_its_id(slack: LocalSlack, sockets: Socket) -> None:
    socket = await sockets.connect()
    typed = asyncio.create_task(slack.person("alice").command("/hello", "there"))

    envelope = await socket.receive_json()
    await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Hi"}})

    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["text"] == "there"
    said = await typed
    assert said.ephemeral is not None
    assert said.ephemeral.message["text"] == "Hi"


async def test_each_payload_goes_to_one_connection(slack: LocalSlack, sockets: Socket) -> None:
    both = [await sockets.connect(), await sockets.connect()]
    alice = slack.person("alice")
    typed = [asyncio.create_task(alice.command("/hello")) for _ in both]

    for socket in both:
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})

    assert [(await one).failed for one in typed] == [None, None]


async def test_an_event_is_sent_again_until_it_is_acknowledged(
    slack: LocalSlack, sockets: Socket
) -> None:
    socket = await sockets.connect()
    opened = asyncio.create_task(slack.person("alice").open_home())

    first = await socket.receive_json()
    again = await socket.receive_json()
    await socket.send_json({"envelope_id": again["envelope_id"]})
    await opened

    assert (first["retry_attempt"], again["retry_attempt"]) == (0, 1)
    assert again["retry_reason"] == "http_timeout"
    assert first["payload"]["event_id"] == again["payload"]["event_id"]
    await slack.until(lambda: slack.calls.of("app_home_opened")[-1].error is None)


async def test_a_refresh_moves_payloads_to_the_new_connection(
    slack: LocalSlack, sockets: Socket
) -> None:
    old = await sockets.connect()
    await slack.sockets.refresh()
    assert (await old.receive_json())["reason"] == "refresh_requested"

    assert (await slack.person("alice").command("/hello")).failed == "dispatch_failed"
    new = await sockets.connect()
    typed = asyncio.create_task(slack.person("alice").command("/hello"))
    envelope = await new.receive_json()
    await new.send_json({"envelope_id": envelope["envelope_id"]})

    assert (await typed).failed is None


async def test_a_cut_connection_loses_the_command(slack: LocalSlack, sockets: Socket) -> None:
    socket = await sockets.connect()
    typed = asyncio.create_task(slack.person("alice").command("/hello"))
    await socket.receive_json()

    slack.sockets.cut()

    assert (await typed).failed == "dispatch_failed"
    assert slack.calls.of("/hello")[0].error == "connection_lost"


async def test_a_ticket_is_good_once(slack: LocalSlack, sockets: Socket) -> None:
    url = slack.sockets.url()
    await sockets.http.ws_connect(url)

    with pytest.raises(aiohttp.WSServerHandshakeError):
        await sockets.http.ws_connect(url)


async def test_the_bot_survives_a_refresh(
    slack: LocalSlack, app: AsyncApp, connect: Connect
) -> None:
    @app.command("/hello")
    async def hello(ack: Any) -> None:  # noqa: ANN401  # Bolt's own
        await ack("Hi")

    await connect()
    if slack.http is None:
        await slack.sockets.refresh()
        await slack.until(lambda: slack.sockets.live)

    assert (await slack.person("alice").command("/hello")).failed is None


class Inbox:
    """An address of the bot's that keeps what it got and answers as it is told."""

    def __init__(self) -> None:
        self.requests: list[tuple[bytes, dict[str, str]]] = []
        self.status = 200

    async def take(self, request: aiohttp_web.Request) -> aiohttp_web.Response:
        self.requests.append((await request.read(), dict(request.headers)))
        return aiohttp_web.Response(status=self.status)


@pytest.fixture
async def inbox(slack: LocalSlack) -> AsyncIterator[Inbox]:
    box = Inbox()
    app = aiohttp_web.Application()
    app.router.add_post("/slack/events", box.take)
    runner, origin = await serve(app)
    slack.deliver_to(f"{origin}/slack/events")
    yield box
    await runner.cleanup()


async def test_requests_are_signed_as_slack_signs_them(slack: LocalSlack, inbox: Inbox) -> None:
    await slack.person("alice").command("/hello", "there")
    await slack.person("alice").open_home()
    verifier = SignatureVerifier(slack.signing_secret)

    for body, headers in inbox.requests:
        assert verifier.is_valid_request(body, headers)


async def test_a_test_can_sign_wrongly_late_and_twice(slack: LocalSlack, inbox: Inbox) -> None:
    assert slack.http is not None
    payload = {"type": "block_actions"}
    good = slack.http.request("interactive", payload)
    forged = slack.http.request("interactive", payload, secret="guessed")
    old = slack.http.request("interactive", payload, timestamp=1_700_000_000)
    for request in (good, good, forged, old):
        await slack.http.send(request)
    verifier = SignatureVerifier(slack.signing_secret)

    valid = [verifier.is_valid_request(body, headers) for body, headers in inbox.requests]

    assert valid == [True, True, False, False]


async def test_an_http_error_is_a_failed_dispatch_and_events_come_again(
    slack: LocalSlack, inbox: Inbox
) -> None:
    inbox.status = 500
    said = await slack.person("alice").command("/hello")
    await slack.person("alice").open_home()
    await slack.until(lambda: len(inbox.requests) == 3)

    assert said.failed == "dispatch_failed"
    again = inbox.requests[2][1]
    assert (again["X-Slack-Retry-Num"], again["X-Slack-Retry-Reason"]) == ("1", "http_error")


async def test_somebody_of_another_workspace_comes_with_their_own_team(
    slack: LocalSlack, inbox: Inbox
) -> None:
    mallory = slack.person("mallory")

    await mallory.command("/hello")

    assert mallory.user.team_id != slack.team_id
    assert f"team_id={mallory.user.team_id}" in inbox.requests[0][0].decode()


def respond_url(slack: LocalSlack) -> str:
    url = slack.platform.response_urls.issue(slack.person("alice").id, slack.channel("general").id)
    return slack.platform.response_urls.address(url)


async def test_a_response_url_is_good_five_times(slack: LocalSlack) -> None:
    webhook = AsyncWebhookClient(respond_url(slack))

    statuses = [(await webhook.send(text=str(n))).status_code for n in range(6)]

    assert statuses == [200] * 5 + [404]
    assert len(slack.person("alice").ephemerals) == 5
    assert json.loads((await webhook.send(text="more")).body)["error"] == "used_url"


async def test_a_response_url_is_good_for_half_an_hour(slack: LocalSlack, clock: Clock) -> None:
    webhook = AsyncWebhookClient(respond_url(slack))
    clock.time += 30 * 60 + 1

    assert json.loads((await webhook.send(text="late")).body)["error"] == "expired_url"


async def test_a_response_url_replaces_deletes_and_speaks_up(slack: LocalSlack) -> None:
    webhook = AsyncWebhookClient(respond_url(slack))
    alice = slack.person("alice")
    await webhook.send(text="one")
    await webhook.send(text="two", replace_original=True)
    assert [whisper.message["text"] for whisper in alice.ephemerals] == ["two"]
    await webhook.send(delete_original=True)
    assert alice.ephemerals == []

    await webhook.send(text="for all", response_type="in_channel")

    assert [message["text"] for message in slack.messages("general")] == ["for all"]
    refused = await webhook.send(blocks=[{"type": "nonsense"}])
    assert json.loads(refused.body)["error"] == "invalid_blocks"


async def test_a_modal_can_bring_a_response_url_along(
    slack: LocalSlack, web: AsyncWebClient, inbox: Inbox
) -> None:
    alice = slack.person("alice")
    menu = {"type": "conversations_select", "action_id": "room", "response_url_enabled": True}
    trigger = slack.platform.triggers.issue(alice.id)
    await web.views_open(trigger_id=trigger, view=modal(question("room", menu)))

    await alice.submit({"room": "ops"})

    (url,) = slack.calls.of("view_submission")[0].sent["response_urls"]
    await AsyncWebhookClient(url["response_url"]).send(text="done", response_type="in_channel")
    assert [message["text"] for message in slack.messages("ops")] == ["done"]
    assert len(inbox.requests) == 1


async def test_a_closed_modal_is_told_only_where_it_was_asked_for(
    slack: LocalSlack, web: AsyncWebClient, inbox: Inbox
) -> None:
    alice = slack.person("alice")
    for view in (modal(section("x")), modal(section("x"), notify_on_close=True)):
        await web.views_open(trigger_id=slack.platform.triggers.issue(alice.id), view=view)
        await alice.close_modal()

    assert len(slack.calls.of("view_closed")) == len(inbox.requests) == 1


async def test_the_log_can_be_shown_with_its_secrets_hidden(
    slack: LocalSlack, inbox: Inbox
) -> None:
    await slack.person("alice").command("/check", "sk-proj-somebody-pasted-this-here")

    shown = str(masked(slack.calls[0]))

    assert "sk-proj-somebody" not in shown
    assert "sk-proj-…" in shown
    assert slack.calls[0].sent["response_url"] not in shown
    assert inbox.requests
