"""The shortcut in the menu of a message: what it reads, who learns what, and the thread."""

import json
import logging
from typing import Any

import pytest

from bot.sandbox.slack.render import render_text
from tests.slack.errors import (
    KEY,
    MASKED,
    NO_MONEY,
    ORGANIZATION,
    TOO_FAST,
    UNRELATED,
    holds_the_key,
)
from tests.slack.messages import SHAPES, said
from tests.slack.world import World

SHORTCUT = "explain_error"


async def pointed_at(world: World, message: dict[str, Any], channel: str = "random") -> str:
    """Use the shortcut and read what opens."""
    alice = world.alice
    done = await alice.message_shortcut(SHORTCUT, channel, message["ts"])
    assert done.failed is None
    await world.slack.until(lambda: alice.modal)
    return alice.modal_text


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
async def test_it_is_read_in_every_shape(world: World, shape: dict[str, Any]) -> None:
    told = await pointed_at(world, said(world, **shape))

    assert "The account cannot pay or is closed" in told
    assert "could not read" not in told


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"files": [{"title": "trace.txt", "mode": "snippet"}]}, "the file “trace.txt”"),
        (
            {"files": [{"name": "t.txt", "preview": "x", "preview_is_truncated": True}]},
            "the rest of “t.txt”",
        ),
        ({"thread_ts": "1700000000.000100"}, "the other messages of the thread"),
        ({"reply_count": 3}, "the other messages of the thread"),
        ({"files": [{"title": "<!channel>"}]}, "the file “<!channel>”"),
    ],
)
async def test_what_could_not_be_read_is_named(
    world: World, fields: dict[str, Any], named: str
) -> None:
    told = await pointed_at(world, said(world, text=UNRELATED, **fields))

    assert f"I could not read {named}" in told
    assert "press “Another text…”" in told
    assert "<!channel>" not in json.dumps(world.alice.modal)


@pytest.mark.parametrize("fields", [{}, {"text": " "}, {"files": [{"title": "screen.png"}]}])
async def test_a_message_without_text_leads_to_the_form(
    world: World, fields: dict[str, Any]
) -> None:
    told = await pointed_at(world, said(world, **fields))

    assert "no text in this message that I could read" in told
    assert ("screen.png" in told) == ("files" in fields)
    await world.alice.submit({"error": NO_MONEY})
    assert "The account cannot pay" in world.alice.modal_text


async def test_it_is_posted_into_the_thread_where_the_bot_is_a_member(world: World) -> None:
    message = said(world, "ops", text=TOO_FAST)
    await pointed_at(world, message, "ops")

    await world.alice.click("post_explanation")

    await world.sees("Posted in the thread")
    (posted,) = world.slack.messages("ops")[1:]
    assert posted["thread_ts"] == message["ts"]
    told = render_text(posted)
    assert "The rate limit is reached" in told
    assert f"<@{world.alice.id}>" in told
    assert ORGANIZATION not in json.dumps(posted)


async def test_a_reply_is_answered_in_its_own_thread(world: World) -> None:
    first = said(world, "ops", text="it fails")
    reply = said(world, "ops", text=NO_MONEY, thread_ts=first["ts"])
    await pointed_at(world, reply, "ops")

    await world.alice.click("post_explanation")

    await world.sees("Posted in the thread")
    assert world.slack.messages("ops")[-1]["thread_ts"] == first["ts"]


async def test_where_the_bot_is_no_member_it_says_how_to_invite_it(world: World) -> None:
    world.slack.platform.scopes.remove("chat:write.public")  # the manifest does not ask for it
    await pointed_at(world, said(world, text=NO_MONEY))

    await world.alice.click("post_explanation")

    assert "/invite @openai-diagnose" in await world.sees("not a member")
    assert len(world.slack.messages("random")) == 1
    world.slack.channel("random").members.add(world.slack.workspace.bot.id)
    await world.alice.close_modal()
    await world.alice.click("post_explanation")
    await world.sees("Posted in the thread")


async def test_another_refusal_is_no_reason_to_invite(world: World) -> None:
    world.slack.refuse("chat.postMessage", "restricted_action")
    await pointed_at(world, said(world, text=NO_MONEY))

    await world.alice.click("post_explanation")

    assert "/invite" not in await world.sees("Slack did not let me post there")


async def test_a_modal_that_does_not_open_becomes_a_message_with_the_same_buttons(
    world: World,
) -> None:
    world.slack.refuse("views.open", "expired_trigger_id", times=1)
    message = said(world, "ops", text=NO_MONEY)

    await world.alice.message_shortcut(SHORTCUT, "ops", message["ts"])

    (told,) = await world.slack.until(lambda: world.alice.ephemerals)
    assert "The account cannot pay" in render_text(told.message)
    await world.alice.click("post_explanation")
    await world.slack.until(lambda: len(world.slack.messages("ops")) == 2)
    await world.slack.until(lambda: len(world.alice.ephemerals) == 2)


async def test_the_author_of_a_key_is_told_privately_and_once(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    ada = world.slack.person("ada")
    with caplog.at_level(logging.DEBUG):
        message = said(world, text=f"{NO_MONEY} key={KEY}")
        told = await pointed_at(world, message)
        (warning,) = await world.slack.until(lambda: ada.dms)
        await world.alice.close_modal()
        await pointed_at(world, message)
        await world.alice.click("post_explanation")
        await world.sees("Posted in the thread")

    assert f"its author, <@{ada.id}>, privately" in told
    assert "Treat it as exposed" in render_text(warning)
    assert MASKED in render_text(warning)
    assert "Revoke it at" in render_text(warning)
    assert len(ada.dms) == 1
    assert not world.alice.dms
    assert not holds_the_key(caplog.text)
    for record in world.slack.calls.from_bot():
        assert not holds_the_key(json.dumps([record.sent, record.answer]))


async def test_who_points_at_their_own_key_is_told_in_the_answer(world: World) -> None:
    told = await pointed_at(world, said(world, by="alice", text=f"{NO_MONEY} {KEY}"))

    assert "*A whole key stood in this text*" in told
    assert not world.alice.dms


async def test_the_key_of_an_app_has_nobody_else_to_tell(world: World) -> None:
    message = said(world, text=f"{NO_MONEY} {KEY}", bot_id="B0CI")

    told = await pointed_at(world, message)

    assert "An app posted it" in told
    assert not world.slack.person("ada").dms


@pytest.mark.parametrize(
    "broken",
    [
        {"blocks": "x", "files": {}, "attachments": [3, None]},
        {"blocks": [{"type": "rich_text"}, {"type": 3}, {"type": "table", "rows": [3, [{}]]}]},
        {"attachments": [{"message_blocks": [{"message": 3}]}], "text": None},
    ],
)
async def test_a_message_of_a_shape_nobody_knows_is_no_crash(
    world: World, broken: dict[str, Any]
) -> None:
    assert "The error, as it was printed" in await pointed_at(world, said(world, **broken))
