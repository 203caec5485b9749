"""Modals: triggers, stack, hashes, and what is typed into them."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack, render_text
from bot.sandbox.slack.inputs import NotOffered
from tests.sandbox.conftest import Clock
from tests.sandbox.slack_views import (
    actions,
    button,
    home,
    modal,
    options,
    question,
    section,
    text,
    typed,
)


def trigger(slack: LocalSlack, *, view: str | None = None) -> str:
    """A trigger of alice's, without the bot having to hear of it."""
    alice = slack.person("alice").id
    general = slack.channel("general").id
    return slack.platform.triggers.issue(alice, channel=general, view=view)


async def refusal(call: Any) -> str:  # noqa: ANN401  # the SDK's answers are untyped
    with pytest.raises(SlackApiError) as caught:
        await call
    error: str = caught.value.response["error"]
    return error


async def test_a_trigger_lives_three_seconds(
    slack: LocalSlack, web: AsyncWebClient, clock: Clock
) -> None:
    late = trigger(slack)
    clock.time += 3.1

    assert await refusal(web.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"


async def test_a_trigger_opens_one_modal(slack: LocalSlack, web: AsyncWebClient) -> None:
    once = trigger(slack)
    await web.views_open(trigger_id=once, view=modal())

    assert await refusal(web.views_open(trigger_id=once, view=modal())) == "exchanged_trigger_id"
    assert await refusal(web.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_three_modals_are_a_full_stack(slack: LocalSlack, web: AsyncWebClient) -> None:
    opened = await web.views_open(trigger_id=trigger(slack), view=modal())
    bottom = opened["view"]["id"]
    for _ in range(2):
        await web.views_push(trigger_id=trigger(slack, view=bottom), view=modal())

    fourth = web.views_push(trigger_id=trigger(slack, view=bottom), view=modal())

    assert await refusal(fourth) == "push_limit_reached"
    assert slack.person("alice").modals[0]["previous_view_id"] is None
    assert {view["root_view_id"] for view in slack.person("alice").modals} == {bottom}


async def test_a_push_needs_a_trigger_from_inside(slack: LocalSlack, web: AsyncWebClient) -> None:
    await web.views_open(trigger_id=trigger(slack), view=modal())

    pushed = web.views_push(trigger_id=trigger(slack), view=modal())

    assert await refusal(pushed) == "invalid_trigger_id"


async def test_an_old_hash_is_a_conflict(slack: LocalSlack, web: AsyncWebClient) -> None:
    opened = (await web.views_open(trigger_id=trigger(slack), view=modal()))["view"]
    await web.views_update(view_id=opened["id"], hash=opened["hash"], view=modal())

    again = web.views_update(view_id=opened["id"], hash=opened["hash"], view=modal())

    assert await refusal(again) == "hash_conflict"


async def test_a_closed_modal_cannot_be_updated(slack: LocalSlack, web: AsyncWebClient) -> None:
    opened = (await web.views_open(trigger_id=trigger(slack), view=modal()))["view"]
    await slack.person("alice").close_modal()

    assert await refusal(web.views_update(view_id=opened["id"], view=modal())) == "not_found"
    assert not slack.calls.of("view_closed")  # the bot did not ask to be told


async def test_what_was_typed_stays_where_both_ids_stay(
    slack: LocalSlack, web: AsyncWebClient
) -> None:
    alice = slack.person("alice")
    form = modal(question("key", typed("key")), question("model", typed("model"), optional=True))
    opened = (await web.views_open(trigger_id=trigger(slack), view=form))["view"]
    alice.fill({"key": "sk-typed", "model": "gpt"})

    other = modal(question("key2", typed("key")), question("model", typed("model")))
    await web.views_update(view_id=opened["id"], view=other)

    assert alice.modal is not None
    values = alice.modal["state"]["values"]
    assert values["key2"]["key"]["value"] is None
    assert values["model"]["model"]["value"] == "gpt"


async def test_an_external_id_is_used_once_and_finds_its_view(
    slack: LocalSlack, web: AsyncWebClient
) -> None:
    await web.views_open(trigger_id=trigger(slack), view=modal(external_id="mine"))

    twice = web.views_publish(
        user_id=slack.person("ada").id, view=home(section("x")) | {"external_id": "mine"}
    )

    assert await refusal(twice) == "duplicate_external_id"
    await web.views_update(external_id="mine", view=modal(section("found"), external_id="mine"))
    assert "found" in slack.person("alice").modal_text


MENUS: dict[str, dict[str, Any]] = {
    "one": {"type": "static_select", "options": options("a", "b")},
    "many": {"type": "multi_static_select", "options": options("a", "b")},
    "boxes": {"type": "checkboxes", "options": options("a", "b")},
    "radio": {"type": "radio_buttons", "options": options("a", "b")},
    "user": {"type": "users_select"},
    "room": {"type": "conversations_select", "default_to_current_conversation": True},
    "rooms": {"type": "multi_conversations_select"},
    "day": {"type": "datepicker"},
    "mail": {"type": "email_text_input"},
    "count": {"type": "number_input", "is_decimal_allowed": False},
}


async def test_every_kind_of_input_has_its_own_state(
    slack: LocalSlack, web: AsyncWebClient
) -> None:
    alice = slack.person("alice")
    blocks = [
        question(name, menu | {"action_id": name}, optional=True) for name, menu in MENUS.items()
    ]
    await web.views_open(trigger_id=trigger(slack), view=modal(*blocks))
    general = slack.channel("general").id
    ops = slack.channel("ops").id

    def held(name: str, field: str) -> Any:  # noqa: ANN401  # any state
        assert alice.modal is not None
        return alice.modal["state"]["values"][name][name][field]

    assert held("room", "selected_conversation") == general
    assert held("boxes", "selected_options") == []
    alice.fill(
        {"one": "B", "many": ["a", "b"], "boxes": ["b"], "radio": "a", "user": "ada"}
        | {"room": "ops", "rooms": ["general"], "day": "2026-11-24", "mail": "a@b.ch", "count": "3"}
    )

    assert held("one", "selected_option")["value"] == "b"
    assert [option["value"] for option in held("many", "selected_options")] == ["a", "b"]
    assert [option["value"] for option in held("boxes", "selected_options")] == ["b"]
    assert held("radio", "selected_option")["value"] == "a"
    assert held("user", "selected_user") == slack.person("ada").id
    assert held("room", "selected_conversation") == ops
    assert held("rooms", "selected_conversations") == [general]
    assert held("day", "selected_date") == "2026-11-24"
    assert held("mail", "value") == "a@b.ch"
    with pytest.raises(NotOffered):
        alice.fill({"one": "c"})
    with pytest.raises(NotOffered):
        alice.fill({"nothing": "c"})


async def test_a_view_reads_as_text(slack: LocalSlack, web: AsyncWebClient) -> None:
    view = modal(
        {"type": "header", "text": text("Verdict")},
        section("It *works*, see <https://example.org|the page> &amp; more"),
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "0.4 s"}]},
        question("key", typed("key")),
        actions(button("again", "Check again")),
        close=text("Close"),
    )
    await web.views_open(trigger_id=trigger(slack), view=view)

    assert slack.person("alice").modal_text.splitlines() == [
        "A modal",
        "Verdict",
        "It *works*, see the page (https://example.org) & more",
        "────",
        "0.4 s",
        "Key: […]",
        "[Check again]",
        "[Send]",
        "[Close]",
    ]
    assert render_text({"text": "&lt;!channel&gt;"}) == "<!channel>"
