"""A key is checked, from the command to the verdict."""

import json
from itertools import pairwise

import pytest

from bot.domain.causes import by_slug
from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY, SampleKey
from bot.views.findings import topic
from tests.slack.world import COMMAND, World, a_world


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


async def test_the_progress_is_seen_while_checks_finish(world: World) -> None:
    world.openai.latency = 0.4
    await world.open_form()

    submitted = await world.alice.submit({"key": WORKING_KEY.key})

    assert submitted.action == "update"
    assert "Checking" in world.alice.modal_text
    half_way = await world.sees("waiting")
    assert "fine." in half_way
    assert "The key works" in await world.sees("[Check again]")
    updates = world.slack.calls.of("views.update")
    assert len(updates) >= 2
    assert all(later.at - earlier.at > 0.09 for earlier, later in pairwise(updates))


@pytest.mark.parametrize("sample", SAMPLE_KEYS, ids=lambda sample: sample.cause)
async def test_each_sample_gets_its_cause(sample: SampleKey) -> None:
    allowed = {"OPENAI_ALLOWED_BASE_URLS": sample.base_url} if sample.base_url else {}
    optional = ("model", "base_url", "sdk", "sdk_version")
    said = {name: value for name in optional if (value := getattr(sample, name))}
    async with a_world(**allowed) as world:
        alice = await world.check(sample.paste, **said)

        shown = alice.modal_text
    about = f"*{topic(by_slug(sample.cause))}*"
    (row,) = (line for line in shown.splitlines() if about in line)
    assert row.startswith(("❌", "⚠️"))
    assert "*What to do*\n1. " in shown
    assert "Read more" in shown


async def test_who_closes_the_modal_gets_the_verdict_as_a_direct_message(world: World) -> None:
    world.openai.latency = 0.3
    await world.open_form()
    await world.alice.submit({"key": WORKING_KEY.key})

    await world.alice.close_modal()

    (message,) = await world.slack.until(lambda: world.alice.dms, 12)
    assert "The key works" in message["text"]
    assert WORKING_KEY.key not in json.dumps(message)
    await world.alice.click("copy")
    await world.sees("Select the text and copy it")


async def test_who_closed_the_modal_unnoticed_gets_it_too(world: World) -> None:
    world.slack.refuse("views.update", "not_found")
    await world.open_form()

    await world.alice.submit({"key": WORKING_KEY.key})

    (message,) = await world.slack.until(lambda: world.alice.dms, 12)
    assert "The key works" in message["text"]
    await world.alice.close_modal()
    await world.alice.click("again")
    await world.slack.until(lambda: "All below is optional" in world.alice.modal_text)


async def test_a_busy_slack_gets_the_verdict_a_little_later(world: World) -> None:
    world.slack.refuse("views.update", 429, times=1)
    await world.open_form()

    await world.alice.submit({"key": WORKING_KEY.key})

    assert "The key works" in await world.sees("[Check again]")
    assert not world.alice.dms


async def test_a_double_submission_is_one_check(world: World) -> None:
    await world.open_form()
    await world.alice.submit({"key": WORKING_KEY.key})
    (submission,) = world.slack.calls.of("view_submission")
    await world.sees("[Check again]")
    asked = len(world.openai.requests)

    again = await world.slack.deliver(submission.sent)

    assert again.fields["response_action"] == "update"
    assert again.fields["view"]["callback_id"] == "verdict"
    assert len(world.openai.requests) == asked


async def test_a_modal_that_cannot_be_drawn_is_no_reason_for_silence(world: World) -> None:
    await world.open_form()
    world.slack.refuse("views.update", "view_too_large")

    await world.alice.submit({"key": WORKING_KEY.key})

    (message,) = await world.slack.until(lambda: world.alice.dms, 12)
    assert "The key works" in message["text"]


async def test_an_empty_key_is_diagnosed(world: World) -> None:
    alice = await world.check(" \n")

    assert "No key was found" in alice.modal_text
    assert not [one for one in world.openai.requests if one.key]


async def test_another_check_is_acknowledged_while_one_hangs(world: World) -> None:
    world.openai.latency = 1.0
    await world.open_form()
    await world.alice.submit({"key": WORKING_KEY.key})

    answered = await world.slack.person("ada").command(COMMAND, "check")

    world.openai.latency = 0.0
    assert answered.failed is None
    await world.slack.until(lambda: world.slack.person("ada").modal)
    assert "Checking" in world.alice.modal_text
