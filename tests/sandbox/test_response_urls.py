"""A `response_url`: five answers in half an hour, and what they may do."""

import json

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox.slack import LocalSlack
from tests.sandbox.conftest import Clock
from tests.sandbox.doors import Inbox
from tests.sandbox.slack_views import modal, question


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
