"""What is typed after the command."""

import json

import pytest

from bot.sandbox.sample_keys import WORKING_KEY
from tests.slack.world import COMMAND, World


async def whispered(world: World, text: str) -> str:
    """Type the command and wait for the answer that alice alone sees."""
    alice = world.alice
    answered = await alice.command(COMMAND, text)
    assert answered.failed is None
    (told,) = await world.slack.until(lambda: alice.ephemerals)
    return json.dumps(told.message, ensure_ascii=False)


@pytest.mark.parametrize("text", ["", "help", "  HELP  "])
async def test_help_lists_what_there_is_and_saves_the_typing(world: World, text: str) -> None:
    told = await whispered(world, text)

    assert "/openai-diagnose check" in told
    await world.alice.click("run:check")
    await world.slack.until(lambda: world.alice.modal)


async def test_an_unknown_word_gets_the_nearest_one(world: World) -> None:
    told = await whispered(world, "chek now")

    assert "I do not know `chek`" in told
    assert "Did you mean `/openai-diagnose check`?" in told


@pytest.mark.parametrize(
    "text", ["<!channel>", "<@U1|x>", "`` `", "\u202e\u2066", "x" * 3000, "🔥" * 500, "{}", "\x00"]
)
async def test_a_strange_word_is_answered_and_pings_nobody(world: World, text: str) -> None:
    told = await whispered(world, text)

    assert "I do not know" in told
    assert "<!channel>" not in told
    assert "<@U1" not in told
    assert len(told) < 4000


@pytest.mark.parametrize("text", ["{}", "check {}", "check OPENAI_API_KEY={}", "why {} ?"])
async def test_a_key_in_the_command_is_never_echoed(world: World, text: str) -> None:
    told = await whispered(world, text.format(WORKING_KEY.key))

    assert "looks like a key" in told
    assert "revoke" in told
    for record in world.slack.calls.from_bot():
        assert WORKING_KEY.key not in json.dumps([record.sent, record.answer])
    assert not world.alice.modal
    await world.alice.click("run:check")
    await world.slack.until(lambda: world.alice.modal)


async def test_the_shortcut_opens_the_form_too(world: World) -> None:
    await world.alice.shortcut("check_key")

    await world.slack.until(lambda: "All below is optional" in world.alice.modal_text)


async def test_a_form_that_came_too_late_is_offered_again(world: World) -> None:
    late = world.slack.refuse("views.open", "expired_trigger_id", times=1)

    told = await whispered(world, "check")

    assert "could not be opened" in told
    assert late.left == 0
    await world.alice.click("run:check")
    await world.slack.until(lambda: world.alice.modal)
