"""An error text after the command, or in the form for long ones."""

import json
import logging

import pytest

from bot.sandbox.slack.render import render_text
from tests.slack.errors import (
    KEY,
    MASKED,
    NO_MONEY,
    ORGANIZATION,
    TOO_FAST,
    TOO_LONG,
    UNRELATED,
    holds_the_key,
)
from tests.slack.world import COMMAND, World


async def whispered(world: World, text: str) -> str:
    """Type the command and read the answer that alice alone sees."""
    alice = world.alice
    before = len(alice.ephemerals)
    assert (await alice.command(COMMAND, text)).failed is None
    await world.slack.until(lambda: len(alice.ephemerals) > before)
    return render_text(alice.ephemerals[-1].message)


async def pasted(world: World, text: str) -> str:
    """Open the form, hand a text in, and read the answer."""
    alice = world.alice
    await alice.command(COMMAND, "explain")
    await world.sees("The error, as it was printed")
    submitted = await alice.submit({"error": text})
    assert submitted.action == "update", submitted
    return alice.modal_text


@pytest.mark.parametrize("word", ["explain", "Explain", " EXPLAIN \n"])
async def test_a_short_text_is_answered_to_the_asker_alone(world: World, word: str) -> None:
    told = await whispered(world, f"{word} {NO_MONEY}")

    assert "The account cannot pay or is closed" in told
    assert "`billing` · `insufficient_quota` · sure" in told
    assert "*What to do*\n1. " in told
    assert "You exceeded your current quota" in told
    assert not world.slack.messages("general")


async def test_what_is_no_error_of_the_key_is_told_so(world: World) -> None:
    assert "The request is at fault, not the key" in await whispered(world, f"explain {TOO_LONG}")
    unknown = await whispered(world, f"explain {UNRELATED}")

    assert "No OpenAI error that I know" in unknown
    assert "What I would need to see" in unknown
    assert "Post in" not in unknown


async def test_a_phrase_of_two_meanings_names_both(world: World) -> None:
    told = await whispered(world, "explain 429 Too Many Requests openai")

    assert "likely, not sure" in told
    assert "*Also possible*: Billing" in told


async def test_a_long_text_goes_into_the_form(world: World) -> None:
    text = ("a line of the log\n" * 140 + NO_MONEY)[-3000:]

    told = await pasted(world, text)

    assert "The account cannot pay or is closed" in told
    assert "[Close]" in told


async def test_the_form_says_what_slack_takes_and_sends_the_text_only_when_handed_in(
    world: World,
) -> None:
    await world.alice.command(COMMAND, "explain")
    shown = await world.sees("3000 characters")

    assert "masked before anything else" in shown
    too_long = await world.alice.submit({"error": "x" * 3001})
    assert not too_long.sent
    assert all(block["type"] != "actions" for block in (world.alice.modal or {})["blocks"])


async def test_blanks_are_no_text(world: World) -> None:
    await world.alice.command(COMMAND, "explain")
    await world.sees("The error, as it was printed")

    submitted = await world.alice.submit({"error": " \n\t"})

    assert "Paste the error" in json.dumps(submitted.errors)


async def test_the_check_is_filled_in_with_what_stood_in_the_text(world: World) -> None:
    await pasted(world, TOO_FAST)

    await world.alice.click("check_found")

    shown = await world.sees("All below is optional")
    assert "Model: gpt-6-luna" in shown
    assert f"Organization: {ORGANIZATION}" in shown
    assert "Endpoint: [Responses ▾]" in shown
    assert "Library: [openai for Python ▾]" in shown
    assert len(world.alice.modals) == 2
    await world.alice.close_modal()
    assert "The rate limit is reached" in world.alice.modal_text


async def test_the_check_opens_from_a_message_too(world: World) -> None:
    await whispered(world, f"explain {TOO_FAST}")

    await world.alice.click("check_found")

    assert "Model: gpt-6-luna" in await world.sees("All below is optional")


async def test_the_answer_can_be_shared_with_ids_masked(world: World) -> None:
    await pasted(world, TOO_FAST)
    await world.alice.click("share")
    await world.sees("This is what will be posted")

    await world.alice.submit({"channel": "random"})

    (message,) = await world.slack.until(lambda: world.slack.messages("random"))
    told = json.dumps(message, ensure_ascii=False)
    assert "The rate limit is reached" in told
    assert "free again in 2 s" in told
    assert ORGANIZATION not in told
    assert "org-…abcd" in told


async def test_another_text_is_one_click_away(world: World) -> None:
    await pasted(world, UNRELATED)

    await world.alice.click("run:explain")

    await world.sees("The error, as it was printed")
    assert len(world.alice.modals) == 2
    await world.alice.submit({"error": NO_MONEY})
    assert "The account cannot pay" in world.alice.modal_text


async def test_help_offers_it(world: World) -> None:
    assert "`explain`" in await whispered(world, "help")

    await world.alice.click("run:explain")

    await world.sees("The error, as it was printed")


@pytest.mark.parametrize("way_in", ["command", "form"])
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "OPENAI_API_KEY={}",
        "Illegal header value b'Bearer {}\\n' openai.APIConnectionError",
        "{{'key': '{}'}} " + NO_MONEY,
        "model `{}` does not exist, org {} openai",
        "check {}",
    ],
)
async def test_a_key_in_the_text_is_masked_before_all_else(
    world: World, way_in: str, around: str, caplog: pytest.LogCaptureFixture
) -> None:
    text = around.replace("{}", KEY)
    with caplog.at_level(logging.DEBUG):
        if way_in == "form":
            told = await pasted(world, text)
        else:
            told = await whispered(world, f"explain {text}")
        await world.alice.click("check_found")
        await world.sees("All below is optional")

    assert f"*A whole key stood in this text*: `{MASKED}`" in told
    assert "Revoke it at" in told
    assert not holds_the_key(told)
    assert not holds_the_key(caplog.text)
    for record in world.slack.calls.from_bot():
        assert not holds_the_key(json.dumps([record.sent, record.answer]))


async def test_a_masked_key_is_no_alarm(world: World) -> None:
    told = await whispered(world, "explain Incorrect API key provided: sk-proj-****wxyz. openai")

    assert "The key is not valid" in told
    assert "whole key" not in told


@pytest.mark.parametrize(
    "text", ["<!channel> <@U1>", "`` `", "\u202e\u2066", "x" * 3000, "🔥" * 700, "\x00", "[" * 2000]
)
async def test_a_strange_text_is_answered_and_pings_nobody(world: World, text: str) -> None:
    await whispered(world, f"explain openai error code: 429 insufficient_quota {text}")

    message = json.dumps(world.alice.ephemerals[-1].message)
    # The value of a button is shown to nobody; whoever posts it escapes it.
    told = str(json.loads(message, object_hook=lambda fields: fields | {"value": ""}))
    assert "<!channel>" not in told
    assert "<@U1>" not in told
