"""A key is checked, from the command to the verdict."""

import json

import pytest

from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY
from tests.slack.world import COMMAND, World


async def test_from_the_command_to_the_verdict(world: World) -> None:
    alice = world.alice
    answered = await alice.command(COMMAND, "check")
    await world.slack.until(lambda: alice.modal)
    assert answered.failed is None

    submitted = await alice.submit({"key": WORKING_KEY.key})

    assert submitted.action == "update"
    shown = await world.sees("[Check again]")
    assert "The key works" in shown
    assert shown.count("fine.") >= 5
    assert "nothing was billed" in shown
