"""The shortcut on a message that does not hold the error: its thread is read, where that may be."""

import json
from typing import Any

import pytest

from tests.slack.errors import KEY, NO_MONEY, TOO_FAST, UNRELATED, holds_the_key
from tests.slack.messages import said
from tests.slack.world import World

SHORTCUT = "explain_error"


@pytest.fixture
def reading(world: World) -> World:
    """A workspace that gave the bot the manifest's scopes to read what stands where it is."""
    world.slack.platform.scopes.extend(("channels:history", "groups:history"))
    return world


async def pointed_at(world: World, message: dict[str, Any], channel: str = "ops") -> str:
    """Use the shortcut and read what opens."""
    alice = world.alice
    done = await alice.message_shortcut(SHORTCUT, channel, message["ts"])
    assert done.failed is None
    await world.slack.until(lambda: alice.modal)
    return alice.modal_text


async def test_the_thread_is_read_where_the_message_tells_nothing(reading: World) -> None:
    first = said(reading, "ops", text="it fails since noon, see below", reply_count=2)
    said(reading, "ops", text=UNRELATED, thread_ts=first["ts"])
    said(reading, "ops", text=NO_MONEY, thread_ts=first["ts"])

    told = await pointed_at(reading, first, "ops")

    assert "The account cannot pay or is closed" in told
    assert "stands in its thread" in told
    assert "could not read" not in told


async def test_a_message_that_tells_is_not_overruled_by_its_thread(reading: World) -> None:
    first = said(reading, "ops", text=NO_MONEY)
    reply = said(reading, "ops", text=TOO_FAST, thread_ts=first["ts"])

    told = await pointed_at(reading, reply, "ops")

    assert "The rate limit is reached" in told
    assert not reading.slack.calls.of("conversations.replies")


async def test_a_thread_without_an_error_leaves_it_unknown(reading: World) -> None:
    first = said(reading, "ops", text="it fails", reply_count=1)
    said(reading, "ops", text="same here", thread_ts=first["ts"])

    told = await pointed_at(reading, first, "ops")

    assert "No OpenAI error that I know" in told
    assert "could not read" not in told


async def test_where_the_thread_is_closed_to_the_bot_it_says_so(reading: World) -> None:
    told = await pointed_at(reading, said(reading, text=UNRELATED, reply_count=1), "random")

    assert "I am not a member here" in told


async def test_a_key_elsewhere_in_the_thread_is_masked_and_its_owner_told(reading: World) -> None:
    first = said(reading, "ops", by="alice", text="it fails", reply_count=1)
    said(reading, "ops", by="ada", text=f"{NO_MONEY} with {KEY}", thread_ts=first["ts"])

    told = await pointed_at(reading, first, "ops")

    assert "The account cannot pay" in told
    assert not holds_the_key(json.dumps(reading.alice.modal))
    await reading.slack.until(lambda: reading.slack.person("ada").dms)


async def test_without_the_scopes_it_says_so_and_explains_the_message(world: World) -> None:
    told = await pointed_at(world, said(world, "ops", text=UNRELATED, reply_count=1), "ops")

    assert "I have no permission to read messages here" in told
    assert "No OpenAI error that I know" in told
