"""The calls of Bolt's own starter app, in the order in which a newcomer meets them.

Which calls it makes was read in slack-samples/bolt-python-starter-template: a greeting, a
command, a shortcut whose modal is updated with its hash, a submission told to a channel and
to its response_url, and the home tab. The app here is ours; Slack's side must serve it.
"""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from tests.sandbox.conftest import Connect
from tests.sandbox.slack_views import button, home, modal, question, section, typed

Body = dict[str, Any]

HOPES = question("hopes", typed("hopes"))
WHERE = question(
    "where",
    {"type": "conversations_select", "action_id": "where", "response_url_enabled": True},
)


def _starter(app: AsyncApp) -> None:
    @app.message(re.compile("(hi|hello|hey)"))
    async def greet(context: AsyncBoltContext, say: AsyncSay) -> None:
        await say(f"{context['matches'][0]}, how are you?")

    @app.command("/sample-command")
    async def command(ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        await ack()
        await respond(f"Responding to {body['command']}")

    @app.shortcut("sample_shortcut")
    async def shortcut(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        asked = section("Update it?") | {"accessory": button("update")}
        await client.views_open(trigger_id=body["trigger_id"], view=modal(asked, HOPES, WHERE))

    @app.action("update")
    async def update(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        seen = body["view"]
        picture = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "Yay"}
        view = modal(section("Updated"), picture, HOPES, WHERE)
        await client.views_update(view_id=seen["id"], hash=seen["hash"], view=view)

    @app.view("form")
    async def told(ack: AsyncAck, view: Body, body: Body, client: AsyncWebClient) -> None:
        await ack()
        values = view["state"]["values"]
        user = (await client.users_info(user=body["user"]["id"]))["user"]
        text = f"{user['name']}: {values['hopes']['hopes']['value']}"
        await client.chat_postMessage(
            channel=values["where"]["where"]["selected_conversation"], text=text
        )

    @app.event("app_home_opened")
    async def opened(event: Body, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=home(section("Welcome home")))


async def test_the_calls_of_the_starter_app_work(
    slack: LocalSlack, app: AsyncApp, connect: Connect
) -> None:
    slack.events.subscribed |= {"message.channels", "app_home_opened"}
    _starter(app)
    await connect()
    alice = slack.person("alice")

    await alice.say("general", "hello")
    await slack.until(lambda: len(slack.messages("general")) == 2)
    await alice.command("/sample-command")
    await slack.until(lambda: alice.ephemerals)
    await alice.shortcut("sample_shortcut")
    await slack.until(lambda: alice.modal)
    await alice.click("update")
    await slack.until(lambda: "Updated" in alice.modal_text)
    closed = await alice.submit({"hopes": "peace", "where": "general"})
    await slack.until(lambda: len(slack.messages("general")) == 3)
    await alice.open_home()
    await slack.until(lambda: alice.home)

    said = [message["text"] for message in slack.messages("general")]
    assert said == ["hello", "hello, how are you?", "alice: peace"]
    assert alice.ephemerals[0].message["text"] == "Responding to /sample-command"
    assert (closed.errors, alice.modal) == ({}, None)
    assert "Welcome home" in str(alice.home)
