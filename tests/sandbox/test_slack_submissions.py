"""Submitting: what Slack's client checks, and what the bot's answers do."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack
from bot.sandbox.slack.inputs import NotOffered
from tests.sandbox.doors import Inbox, Scripted
from tests.sandbox.slack_views import (
    Fields,
    modal,
    options,
    question,
    section,
    typed,
)


async def show(slack: LocalSlack, web: AsyncWebClient, view: Fields) -> None:
    trigger = slack.platform.triggers.issue(slack.person("alice").id)
    await web.views_open(trigger_id=trigger, view=view)


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


async def test_a_whole_stack_can_be_closed(
    slack: LocalSlack, web: AsyncWebClient, bot: Scripted
) -> None:
    await show(slack, web, modal(section("x"), notify_on_close=True))

    await slack.person("alice").close_modal(whole_stack=True)

    assert bot.heard[0]["is_cleared"] is True
    assert slack.person("alice").modal is None
    with pytest.raises(NotOffered):
        await slack.person("alice").submit()


async def test_a_closed_modal_is_told_only_where_it_was_asked_for(
    slack: LocalSlack, web: AsyncWebClient, inbox: Inbox
) -> None:
    alice = slack.person("alice")
    for view in (modal(section("x")), modal(section("x"), notify_on_close=True)):
        await web.views_open(trigger_id=slack.platform.triggers.issue(alice.id), view=view)
        await alice.close_modal()

    assert len(slack.calls.of("view_closed")) == len(inbox.requests) == 1
