"""The leaked key guard: whoever posts a whole key hears of it, and nobody else but the admins."""

import json
import logging
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest

from bot.sandbox.slack.door import EVENTS
from bot.sandbox.slack.person import Person
from bot.sandbox.slack.render import render_text
from tests.slack.errors import KEY, MASKED, holds_the_key
from tests.slack.world import World, a_world

OTHER_KEY = KEY.replace("Invented", "Entirely") + "other"


@pytest.fixture
async def guarded(way: str) -> AsyncIterator[World]:
    """A world in which the operator has let the guard hear, and ada is an admin."""
    async with a_world(way, admins=["ada"]) as world:
        world.slack.events.subscribed |= {"message.channels", "message.groups"}
        yield world


def of_the_marker(message: dict[str, Any]) -> bool:
    return f"…{OTHER_KEY[-4:]}" in render_text(message)


def has_the_marker(person: Person) -> bool:
    return any(map(of_the_marker, person.dms))


async def calm(world: World) -> None:
    """Whatever the bot was about to say by now, it has said: the same way takes a marker."""
    people = (world.alice, world.slack.person("ada"))
    await world.alice.say("ops", f"marker {OTHER_KEY}")
    for person in people:
        await world.slack.until(partial(has_the_marker, person))
        person.dms[:] = [one for one in person.dms if not of_the_marker(one)]


async def happens(world: World, **event: Any) -> None:  # noqa: ANN401
    """Deliver a message event as Slack would; fields that are not given are usual ones."""
    usual = {
        "type": "message",
        "channel": world.slack.channel("general").id,
        "channel_type": "channel",
        "user": world.alice.id,
        "ts": world.slack.workspace.ts(),
    }
    payload = {
        "type": "event_callback",
        "team_id": world.slack.team_id,
        "event_id": "Ev1",
        "event": usual | event,
    }
    assert (await world.slack.deliver(payload, EVENTS)).error is None


async def test_the_author_is_warned_privately_and_the_admins_hear_of_it(
    guarded: World, caplog: pytest.LogCaptureFixture
) -> None:
    alice, ada = guarded.alice, guarded.slack.person("ada")
    with caplog.at_level(logging.DEBUG):
        await alice.say("general", f"it does not work, OPENAI_API_KEY={KEY} help")
        (warning,) = await guarded.slack.until(lambda: alice.dms)
        (note,) = await guarded.slack.until(lambda: ada.dms)

    told = render_text(warning)
    assert MASKED in told
    assert "1. Revoke it at" in told
    assert f"<#{guarded.slack.channel('general').id}>" in told
    assert f"by <@{alice.id}>" in render_text(note)
    assert "They have been told" in render_text(note)
    assert len(guarded.slack.messages("general")) == 1
    assert not guarded.alice.ephemerals
    assert not holds_the_key(caplog.text)
    for record in guarded.slack.calls.from_bot():
        assert not holds_the_key(json.dumps([record.sent, record.answer]))


async def test_edits_and_redeliveries_are_the_same_message(guarded: World) -> None:
    alice = guarded.alice
    message = await alice.say("general", KEY)
    await guarded.slack.until(lambda: alice.dms)
    (sent,) = guarded.slack.calls.of("message.channels")
    room = guarded.slack.channel("general").id
    edited = message | {"text": f"oh, {KEY}", "edited": {"user": alice.id, "ts": "1"}}

    await guarded.slack.deliver(sent.sent, EVENTS)
    await happens(guarded, subtype="message_changed", message=edited, channel=room, user=None)
    await happens(guarded, subtype="thread_broadcast", ts=message["ts"], text=KEY)
    await calm(guarded)

    assert len(alice.dms) == 1
    assert len(guarded.slack.person("ada").dms) == 1


async def test_a_key_that_an_edit_adds_is_warned_of(guarded: World) -> None:
    message = await guarded.alice.say("general", "my key is, wait")

    await happens(guarded, subtype="message_changed", message=message | {"text": KEY})

    assert await guarded.slack.until(lambda: guarded.alice.dms)


@pytest.mark.parametrize(
    "fields",
    [
        {"text": f"thread {KEY}", "thread_ts": "1700000000.000100"},
        {"text": KEY, "subtype": "thread_broadcast", "thread_ts": "1700000000.000100"},
        {"text": KEY, "subtype": "me_message"},
        {"subtype": "file_share", "text": "", "files": [{"name": ".env", "preview": KEY}]},
        {"text": f"<https://x.example/?k={KEY}|here>"},
        {"text": "", "attachments": [{"text": KEY}]},
    ],
)
async def test_wherever_it_stands_in_a_message(guarded: World, fields: dict[str, Any]) -> None:
    await happens(guarded, **fields)

    assert await guarded.slack.until(lambda: guarded.alice.dms)


@pytest.mark.parametrize(
    "fields",
    [
        {"text": MASKED},
        {"text": "OPENAI_API_KEY=sk-your-key-here, or sk-proj-" + "x" * 60},
        {"text": f"{KEY[:60]}… and {KEY[:50]}****"},
        {"text": ""},
        {"subtype": "message_deleted", "previous_message": {"text": KEY, "ts": "1"}},
        {"subtype": "channel_topic", "text": KEY},
        {"subtype": "message_changed", "message": None},
        {"text": None, "blocks": "?"},
    ],
)
async def test_no_false_alarm(guarded: World, fields: dict[str, Any]) -> None:
    await happens(guarded, **fields)
    await calm(guarded)

    assert not guarded.alice.dms
    assert not guarded.slack.person("ada").dms


async def test_what_the_bot_says_itself_is_not_heard(guarded: World) -> None:
    bot = guarded.slack.workspace
    await happens(guarded, user=bot.bot.id, bot_id=bot.bot_id, text=KEY)
    await calm(guarded)

    assert not guarded.slack.person("ada").dms


async def test_of_an_apps_message_the_admins_hear_alone(guarded: World) -> None:
    await happens(guarded, user=None, bot_id="B0CI", subtype="bot_message", text=KEY)

    (note,) = await guarded.slack.until(lambda: guarded.slack.person("ada").dms)
    assert "by an app" in render_text(note)
    assert "Nobody else knows" in render_text(note)
    assert not guarded.alice.dms


async def test_a_busy_slack_gets_the_warning_a_little_later(guarded: World) -> None:
    guarded.slack.refuse("chat.postMessage", 429, times=1)

    await guarded.alice.say("general", KEY)

    assert await guarded.slack.until(lambda: guarded.alice.dms)
    assert not guarded.alice.ephemerals


async def test_whom_no_direct_message_reaches_is_told_in_the_channel_alone(
    guarded: World,
) -> None:
    guarded.slack.refuse("chat.postMessage", "messages_tab_disabled", times=1)

    await guarded.alice.say("general", KEY)

    (whisper,) = await guarded.slack.until(lambda: guarded.alice.ephemerals)
    assert "Treat it as exposed" in render_text(whisper.message)
    assert len(guarded.slack.messages("general")) == 1


async def test_the_admins_hear_that_nothing_reached_the_author(guarded: World) -> None:
    guarded.slack.refuse("chat.postMessage", "messages_tab_disabled", times=1)
    guarded.slack.refuse("chat.postEphemeral", "user_not_in_channel")

    await guarded.alice.say("general", KEY)

    (note,) = await guarded.slack.until(lambda: guarded.slack.person("ada").dms)
    assert "I could not reach them" in render_text(note)


async def test_an_admin_who_posts_one_hears_once(guarded: World) -> None:
    ada = guarded.slack.person("ada")
    await ada.say("general", KEY)
    await guarded.slack.until(lambda: ada.dms)
    await calm(guarded)

    (warning,) = ada.dms
    assert "Treat it as exposed" in render_text(warning)


async def test_replicas_warn_once_between_them(way: str, redis_url: str) -> None:
    async with a_world(way, redis_url, admins=["ada"]) as world:
        world.slack.events.subscribed.add("message.channels")
        await world.alice.say("general", KEY)
        await world.slack.until(lambda: world.alice.dms)
        (sent,) = world.slack.calls.of("message.channels")
        who = {"user": world.alice.id, "channel": world.slack.channel("general").id}
    async with a_world(way, redis_url) as again:
        await happens(again, **(sent.sent["event"] | who))
        await happens(again, text=KEY, user=again.alice.id)

        (warning,) = await again.slack.until(lambda: again.alice.dms)
        assert f"<#{again.slack.channel('general').id}>" in render_text(warning)


async def test_without_the_scopes_nothing_is_heard(world: World) -> None:
    await world.alice.say("general", KEY)

    assert not world.slack.calls.of("message.channels")
