"""What people do and see: clicks in every place, answers of every kind, events."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from tests.sandbox.doors import Scripted
from tests.sandbox.slack_views import (
    actions,
    button,
    home,
    options,
)


async def test_a_click_in_app_home(slack: LocalSlack, web: AsyncWebClient, bot: Scripted) -> None:
    alice = slack.person("alice")
    await web.views_publish(user_id=alice.id, view=home(actions(button("go", value="1"))))

    await alice.click("go")

    (heard,) = bot.heard
    assert heard["container"] == {"type": "view", "view_id": heard["view"]["id"]}
    assert heard["view"]["type"] == "home"
    assert heard["actions"][0]["value"] == "1"
    assert "response_url" not in heard


async def test_a_click_in_a_message_names_it_and_its_channel(
    slack: LocalSlack, web: AsyncWebClient, bot: Scripted
) -> None:
    alice = slack.person("alice")
    rows = [actions(button("ack", value=value)) for value in ("one", "two")]
    posted = await web.chat_postMessage(channel="ops", text="x", blocks=rows)

    await alice.click("ack", value="two")

    (heard,) = bot.heard
    assert heard["channel"] == {"id": slack.channel("ops").id, "name": "ops"}
    assert heard["container"]["message_ts"] == posted["ts"] == heard["message"]["ts"]
    assert heard["actions"][0]["value"] == "two"
    assert heard["user"]["id"] == alice.id


async def test_the_newest_message_is_the_nearest_unless_one_is_named(
    slack: LocalSlack, web: AsyncWebClient, bot: Scripted
) -> None:
    for words in ("old", "new"):
        blocks = [actions(button("ack", value=words))]
        await web.chat_postMessage(channel="ops", text=words, blocks=blocks)

    await slack.person("alice").click("ack")
    await slack.person("alice").click("ack", where=slack.messages("ops")[0])

    assert [heard["actions"][0]["value"] for heard in bot.heard] == ["new", "old"]


async def test_menus_in_a_message_tell_at_once(
    slack: LocalSlack, web: AsyncWebClient, bot: Scripted
) -> None:
    menu = {"type": "static_select", "action_id": "menu", "options": options("a", "b")}
    more = {"type": "overflow", "action_id": "more", "options": options("c", "d")}
    await web.chat_postMessage(channel="ops", text="x", blocks=[actions(menu, more)])
    alice = slack.person("alice")

    await alice.choose("menu", "b")
    await alice.choose("more", "c")

    first, second = bot.heard
    assert first["actions"][0]["selected_option"]["value"] == "b"
    (held,) = first["state"]["values"].values()
    assert held["menu"]["selected_option"]["value"] == "b"
    assert second["actions"][0]["selected_option"]["value"] == "c"


async def test_messages_are_heard_only_where_the_bot_is_and_subscribed(
    slack: LocalSlack, bot: Scripted
) -> None:
    alice = slack.person("alice")
    await alice.say("general", "not subscribed")
    slack.events.subscribed |= {"message.channels", "message.im", "app_mention"}
    await alice.say("random", "the bot is not there")
    await alice.say("general", f"<@{slack.workspace.bot.id}> hello")
    await alice.say("dm", "psst")

    heard = [(payload["event"]["type"], payload["event"]["channel_type"]) for payload in bot.heard]

    assert heard == [("message", "channel"), ("app_mention", "channel"), ("message", "im")]
    assert len({payload["event_id"] for payload in bot.heard}) == 3


async def test_a_global_shortcut_has_no_channel(slack: LocalSlack, bot: Scripted) -> None:
    await slack.person("alice").shortcut("check_key")

    (heard,) = bot.heard
    assert (heard["type"], heard["callback_id"]) == ("shortcut", "check_key")
    assert "channel" not in heard
    assert slack.platform.triggers.valid(heard["trigger_id"]).user == slack.person("alice").id


async def test_the_log_keeps_a_message_as_it_was_sent(
    slack: LocalSlack, web: AsyncWebClient, bot: Scripted
) -> None:
    blocks = [actions(button("ack"))]
    posted = await web.chat_postMessage(channel="ops", text="before", blocks=blocks)
    await slack.person("alice").click("ack")

    await web.chat_update(channel="ops", ts=posted["ts"], text="after")

    assert slack.calls.of("block_actions")[0].sent["message"]["text"] == "before"
    assert len(bot.heard) == 1


async def test_waiting_in_vain_tells_what_the_wire_saw(
    slack: LocalSlack, web: AsyncWebClient
) -> None:
    await web.auth_test()

    with pytest.raises(TimeoutError, match=r"the wire saw: web_api auth\.test ok"):
        await slack.until(lambda: False, timeout=0.01)


async def test_a_click_in_a_whisper_brings_no_copy_of_it(slack: LocalSlack, bot: Scripted) -> None:
    bot.answers = [{"text": "Menu", "blocks": [actions(button("go"))]}]
    alice = slack.person("alice")
    await alice.command("/menu")

    await alice.click("go")

    heard = bot.heard[-1]
    assert heard["container"]["is_ephemeral"] is True
    assert heard["container"]["message_ts"] == alice.ephemerals[0].ts
    assert "message" not in heard
