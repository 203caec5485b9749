"""App Home, `keys` and `rotate`, on the real bot: what one person sees, and what another does not."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import redis

from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY
from tests.slack.world import COMMAND, World, a_world

OLD = "sk-proj-…old1"
BILLING = next(sample for sample in SAMPLE_KEYS if sample.cause == "billing")


@pytest.fixture
async def world(redis_url: str) -> AsyncIterator[World]:
    """A world in which ada is an admin, and a service reports an old key."""
    async with a_world(redis_url=redis_url, admins=["ada"]) as made:
        with redis.Redis.from_url(redis_url) as client:
            client.xadd("openai:reports", {"service.name": "checkout", "count": 40, "key": OLD})
        yield made


async def home_of(world: World, name: str, text: str) -> str:
    """What somebody sees once this stands there."""
    person = world.slack.person(name)
    await person.open_home()
    await world.slack.until(lambda: text in json.dumps(person.home, ensure_ascii=False), 20)
    return json.dumps(person.home, ensure_ascii=False)


async def test_own_checks_are_seen_by_oneself_alone(world: World) -> None:
    await world.check(BILLING.key)
    await world.alice.close_modal(whole_stack=True)

    assert BILLING.key[-4:] in await home_of(world, "alice", BILLING.key[-4:])
    assert BILLING.key[-4:] not in await home_of(world, "ada", "heck")


async def test_admins_see_how_the_bot_is_and_others_do_not(world: World) -> None:
    assert "Subscriptions" in await home_of(world, "ada", "Subscriptions")
    assert "Subscriptions" not in await home_of(world, "alice", "heck")


async def test_a_guest_sees_a_refusal(world: World) -> None:
    users, alice = world.slack.workspace.users, world.alice
    users[alice.id] = replace(users[alice.id], is_guest=True)

    seen = await home_of(world, "alice", "not guests")

    assert "checkout" not in seen


async def test_the_services_and_their_keys_are_seen(world: World) -> None:
    await home_of(world, "alice", "checkout")
    await world.alice.command(COMMAND, "keys")
    await world.slack.until(lambda: OLD in str(world.alice.ephemerals) + world.alice.modal_text, 20)


async def test_a_key_is_changed_and_who_reports_the_old_one_is_told(world: World) -> None:
    await home_of(world, "alice", "checkout")  # its report was counted
    await world.alice.command(COMMAND, "rotate")
    await world.slack.until(lambda: world.alice.modal)
    await world.alice.submit({"key": WORKING_KEY.key, "old": OLD})

    seen = await world.sees("checkout", 20)

    assert "Roll it out" in seen
    assert WORKING_KEY.key[10:40] not in str(world.alice.modals)


async def test_a_new_key_that_does_not_work_goes_no_further(world: World) -> None:
    await world.alice.command(COMMAND, "rotate")
    await world.slack.until(lambda: world.alice.modal)
    await world.alice.submit({"key": BILLING.key, "old": "-"})

    seen = await world.sees("is not ready", 20)

    assert "Roll it out" not in seen
