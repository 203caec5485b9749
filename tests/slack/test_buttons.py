"""The buttons under a verdict."""

import json

from bot.sandbox.sample_keys import WORKING_KEY
from tests.slack.world import World

MODEL = "gpt-6-luna"


async def test_check_again_knows_all_but_the_key(world: World) -> None:
    alice = await world.check(model=MODEL, endpoint="responses", sdk="openai-python", paid=["paid"])

    await alice.click("again")

    shown = await world.sees("All below is optional")
    assert MODEL in shown
    assert "[Responses ▾]" in shown
    assert "[Also make one tiny paid call ▾]" in shown
    assert WORKING_KEY.key[:20] not in json.dumps(alice.modal)
    assert len(alice.modals) == 1
    await alice.submit({"key": WORKING_KEY.key})
    assert "The key works" in await world.sees("[Check again]")


async def test_the_summary_can_be_copied(world: World) -> None:
    alice = await world.check()

    await alice.click("copy")

    shown = await world.sees("Select the text and copy it")
    assert "✅ Billing: fine" in shown
    assert len(alice.modals) == 2


async def test_the_summary_is_shared_where_the_bot_is_no_member(world: World) -> None:
    alice = await world.check()
    await alice.click("share")
    await world.sees("This is what will be posted")

    await alice.submit({"channel": "random"})

    (message,) = await world.slack.until(lambda: world.slack.messages("random"))
    await world.sees("Posted.")
    assert "The key works" in message["text"]
    assert f"Shared by <@{alice.id}>" in message["text"]
    assert WORKING_KEY.key not in json.dumps(message)


async def test_a_channel_that_takes_nothing_is_told_of(world: World) -> None:
    alice = await world.check()
    await alice.click("share")
    await world.sees("This is what will be posted")
    world.slack.refuse("response_url", "channel_not_found")

    await alice.submit({"channel": "random"})

    await world.sees("Slack did not let me post there")
    assert not world.slack.messages("random")


async def test_the_page_of_the_cause_is_a_link_whose_click_is_acknowledged(world: World) -> None:
    alice = await world.check("sk-…wxyz")

    clicked = await alice.click("docs")

    assert clicked.failed is None
    assert "[Check again]" in alice.modal_text
