"""Socket Mode and signed HTTP, as far as a bot can tell them from Slack's."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.slack import LocalSlack
from bot.sandbox.slack.wire import masked
from tests.sandbox.conftest import Connect
from tests.sandbox.doors import Inbox, Socket


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


async def test_the_log_can_be_shown_with_its_secrets_hidden(
    slack: LocalSlack, inbox: Inbox
) -> None:
    await slack.person("alice").command("/check", "sk-proj-somebody-pasted-this-here")

    shown = str(masked(slack.calls[0]))

    assert "sk-proj-somebody" not in shown
    assert "sk-proj-…" in shown
    assert slack.calls[0].sent["response_url"] not in shown
    assert inbox.requests
