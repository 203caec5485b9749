"""What people do and see: clicks in every place, answers of every kind, events."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from bot.sandbox.slack.door import FIRST, Ack, Attempt
from bot.sandbox.slack.inputs import NotOffered
from tests.sandbox.slack_views import (
    Fields,
    actions,
    button,
    home,
    modal,
    options,
    question,
    section,
    typed,
)


class Scripted:
    """A door behind which a bot answers as it was told."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.heard: list[Fields] = []

    async def carry(self, kind: str, payload: Fields, attempt: Attempt = FIRST) -> Ack:
        del kind, attempt
        self.heard.append(payload)
        return Ack(body=self.answers.pop(0) if self.answers else None)


@pytest.fixture
def bot(slack: LocalSlack) -> Scripted:
    door = Scripted()
    slack.deliver_through(door)
    return door


async def show(slack: LocalSlack, web: AsyncWebClient, view: Fields) -> None:
    trigger = slack.platform.triggers.issue(slack.person("alice").id)
    await web.views_open(trigger_id=trigger, view=view)


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


async def test_an_input_tells_on_submission_or_where_it_dispatches(
    slack: LocalSlack, web: AsyncWebClient, bot: Scripted
) -> None:
    quiet = {"type": "static_select", "action_id": "quiet", "options": options("a", "b")}
    loud = quiet | {"action_id": "loud"}
    view = modal(question("q", quiet), question("l", loud, dispatch_action=True))
    await show(slack, web, view)
    alice = slack.person("alice")

    assert await alice.choose("quiet", "a") is None
    await alice.choose("loud", "b")

    (heard,) = bot.heard
    assert heard["view"]["state"]["values"]["q"]["quiet"]["selected_option"]["value"] == "a"


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        pytest.param(None, [], id="nothing closes it"),
        pytest.param({"response_action": "clear"}, [], id="clear"),
        pytest.param(
            {"response_action": "update", "view": modal(title="Other")}, ["Other"], id="update"
        ),
        pytest.param(
            {"response_action": "push", "view": modal(title="Next")}, ["First", "Next"], id="push"
        ),
    ],
)
async def test_what_an_answer_to_a_submission_does(
    slack: LocalSlack,
    web: AsyncWebClient,
    bot: Scripted,
    answer: dict[str, Any] | None,
    titles: list[str],
) -> None:
    await show(slack, web, modal(title="First"))
    bot.answers = [answer]

    submitted = await slack.person("alice").submit()

    assert submitted.failed is None
    assert [view["title"]["text"] for view in slack.person("alice").modals] == titles


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"response_action": "errors", "errors": {"nobody": "x"}}, id="no such block"),
        pytest.param({"response_action": "errors", "errors": {}}, id="no errors"),
        pytest.param({"response_action": "update", "view": {"type": "modal"}}, id="a bad view"),
        pytest.param({"response_action": "dance"}, id="an unknown action"),
    ],
)
async def test_an_answer_that_slack_cannot_use_is_seen_to_fail(
    slack: LocalSlack, web: AsyncWebClient, bot: Scripted, answer: dict[str, Any]
) -> None:
    await show(slack, web, modal(question("key", typed("key"), optional=True)))
    bot.answers = [answer]

    submitted = await slack.person("alice").submit()

    assert submitted.failed == "invalid_arguments"
    assert slack.calls.of("response_action")[0].error == "invalid_arguments"


@pytest.mark.parametrize(
    ("element", "value", "words"),
    [
        pytest.param(typed("a", max_length=3), "four", "at most 3", id="too long"),
        pytest.param(typed("a", min_length=3), "ab", "at least 3", id="too short"),
        pytest.param({"type": "email_text_input", "action_id": "a"}, "x", "email", id="an email"),
        pytest.param({"type": "url_text_input", "action_id": "a"}, "x", "URL", id="a url"),
        pytest.param(
            {"type": "number_input", "action_id": "a", "is_decimal_allowed": True},
            "x",
            "number",
            id="a number",
        ),
    ],
)
async def test_slacks_client_checks_before_it_sends(
    slack: LocalSlack, web: AsyncWebClient, *, element: Fields, value: str, words: str
) -> None:
    await show(slack, web, modal(question("block", element)))

    submitted = await slack.person("alice").submit({"a": value})

    assert not submitted.sent
    assert words in submitted.errors["block"]
    assert not slack.calls.of("view_submission")


async def test_a_command_answer_that_slack_cannot_use_is_seen_to_fail(
    slack: LocalSlack, bot: Scripted
) -> None:
    bot.answers = [
        {"blocks": [{"type": "nonsense"}]},
        {"text": "for all"} | {"response_type": "in_channel"},
    ]
    alice = slack.person("alice")

    bad = await alice.command("/hello")
    good = await alice.command("/hello")

    assert bad.failed == "invalid_command_response"
    assert good.failed is None
    assert [message["text"] for message in slack.messages("general")] == ["for all"]


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


async def test_a_whole_stack_can_be_closed(
    slack: LocalSlack, web: AsyncWebClient, bot: Scripted
) -> None:
    await show(slack, web, modal(section("x"), notify_on_close=True))

    await slack.person("alice").close_modal(whole_stack=True)

    assert bot.heard[0]["is_cleared"] is True
    assert slack.person("alice").modal is None
    with pytest.raises(NotOffered):
        await slack.person("alice").submit()


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
