"""A Bolt app, in Socket Mode and over HTTP, meets a person in the local Slack."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from tests.sandbox.conftest import Connect
from tests.sandbox.slack_views import (
    actions,
    button,
    home,
    modal,
    options,
    question,
    section,
    typed,
)

Body = dict[str, Any]


async def test_a_command_is_answered_to_the_person_alone(
    slack: LocalSlack, app: AsyncApp, connect: Connect
) -> None:
    @app.command("/hello")
    async def hello(ack: AsyncAck, command: Body) -> None:
        await ack(f"Hello {command['text']}")

    await connect()
    alice = slack.person("alice")

    said = await alice.command("/hello", "there")

    assert said.failed is None
    assert [whisper.message["text"] for whisper in alice.ephemerals] == ["Hello there"]
    assert slack.messages("general") == []
    assert slack.person("ada").ephemerals == []


def _serve_a_form(slack: LocalSlack, app: AsyncApp) -> list[Body]:
    """A form that checks a key and offers to do it again; gives what was submitted."""
    submitted: list[Body] = []

    @app.command("/check")
    async def open_form(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        select = {"type": "static_select", "action_id": "endpoint", "options": options("a", "b")}
        view = modal(
            question("key", typed("key")),
            question("endpoint", select, optional=True),
        )
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view("form")
    async def check(ack: AsyncAck, view: Body, client: AsyncWebClient) -> None:
        submitted.append(view["state"]["values"])
        if view["state"]["values"]["key"]["key"]["value"] == "bad":
            await ack(response_action="errors", errors={"key": "That is no key"})
            return
        await ack(response_action="update", view=modal(section("Checking …"), title="Wait"))
        # Bolt sends the acknowledgement up to 10 ms later: an update must not overtake it.
        await slack.until(lambda: "Checking" in slack.person("alice").modal_text)
        done = modal(section("It works"), actions(button("again", "Again")), title="Done")
        await client.views_update(view_id=view["id"], view=done)

    @app.action("again")
    async def again(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        view = modal(section("Again"), title="Again")
        await client.views_push(trigger_id=body["trigger_id"], view=view)

    return submitted


async def test_the_whole_way_through_a_modal(
    slack: LocalSlack, app: AsyncApp, connect: Connect
) -> None:
    submitted = _serve_a_form(slack, app)
    await connect()
    alice = slack.person("alice")
    await alice.command("/check")
    await slack.until(lambda: alice.modal)

    assert (await alice.submit()).errors == {"key": "Please complete this required field."}
    assert (await alice.submit({"key": "bad"})).errors == {"key": "That is no key"}
    assert (await alice.submit({"key": "good", "endpoint": "b"})).action == "update"
    await slack.until(lambda: "It works" in alice.modal_text)
    await alice.click("again")
    await slack.until(lambda: len(alice.modals) == 2)
    await alice.close_modal()

    assert alice.modal_text == "Done\nIt works\n[Again]\n[Send]"
    unchosen, chosen = (values["endpoint"]["endpoint"] for values in submitted)
    assert unchosen == {"type": "static_select", "selected_option": None}
    assert chosen["selected_option"]["value"] == "b"


async def test_buttons_in_whispers_and_messages_use_their_response_url(
    slack: LocalSlack, app: AsyncApp, connect: Connect
) -> None:
    @app.command("/menu")
    async def menu(ack: AsyncAck) -> None:
        await ack(text="Menu", blocks=[section("Menu"), actions(button("stop", value="1"))])

    @app.action("stop")
    async def stop(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="Stopped", replace_original=True)

    await connect()
    alice = slack.person("alice")
    await alice.command("/menu")
    await alice.click("stop", value="1")
    await slack.until(lambda: alice.ephemerals[0].message["text"] == "Stopped")

    assert len(alice.ephemerals) == 1
    assert "blocks" not in alice.ephemerals[0].message


async def test_home_shortcuts_and_messages(
    slack: LocalSlack, app: AsyncApp, connect: Connect
) -> None:
    heard: list[str] = []

    @app.event("app_home_opened")
    async def opened(event: Body, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=home(section("Welcome")))

    @app.shortcut("explain")
    async def explain(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        view = modal(section(body["message"]["text"]))
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.event("message")
    async def message(event: Body) -> None:
        heard.append(event["text"])

    slack.events.subscribed.add("message.channels")
    await connect()
    alice = slack.person("alice")
    await alice.open_home()
    written = await alice.say("general", "Error code: 429")
    await alice.message_shortcut("explain", "general", written["ts"])
    await slack.until(lambda: alice.home and alice.modal)

    assert "Welcome" in str(alice.home)
    assert "Error code: 429" in alice.modal_text
    await slack.until(lambda: heard == ["Error code: 429"])


async def test_a_bot_that_does_not_answer_is_seen_to_fail(
    slack: LocalSlack, app: AsyncApp, connect: Connect
) -> None:
    @app.command("/slow")
    async def slow(client: AsyncWebClient) -> None:
        await client.auth_test()

    await connect()

    said = await slack.person("alice").command("/slow")

    assert said.failed in {"operation_timeout", "dispatch_failed"}
    assert slack.calls.of("/slow")[0].error is not None
