"""What the leader knows comes back as it was written."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given, strategies as st
from redis.asyncio import Redis
from redis.crc import key_slot

from bot.adapters.redis import leader_keys
from bot.adapters.redis.lease import RedisLease
from bot.adapters.redis.state import RedisState
from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.domain.desired import saved
from bot.domain.desired.delivered import Attempt, Delivered, Posted
from bot.domain.incidents.states import Impact
from bot.domain.stored import Unreadable
from bot.domain.subscriptions import Paused, QuietHours, Subscription, Wanted
from bot.domain.subscriptions_saved import load, save
from bot.ports import Deposed, Kept, Term
from tests.fakes import FakeClock

NOON = datetime(2026, 9, 3, 12, tzinfo=UTC)
FULL = Delivered(
    id="incident/I/C1",
    about="I",
    channel="C1",
    root=Posted("1.1", "v"),
    replies={"u1": Posted("1.2", "w")},
    covered=("u0",),
    attempt=Attempt(key="u2", version="x", at=NOON, covers=("a", "b"), mentions=True),
    mentioned=True,
    reposts=1,
    muted=True,
)
SUBSCRIPTION = Subscription(
    channel="C1",
    maintenance=False,
    alerts=True,
    components=(Wanted(name="Login", group="ChatGPT"),),
    least=Impact.PARTIAL_OUTAGE,
    thread_only=False,
    mentions=("U0ADA", "S0OPS"),
    mention_from=Impact.DEGRADED,
    quiet=QuietHours(begin=time(22), end=time(7), zone="Europe/Berlin"),
)


@pytest.fixture
async def term(redis: Redis) -> Term:
    term = await RedisLease(redis, FakeClock()).take()
    assert term is not None
    return term


async def test_a_state_and_what_begins_with_it_are_written_together(
    redis: Redis, term: Term
) -> None:
    state = RedisState(redis)
    assert await state.load("incidents") == Kept()

    assert await state.save(term, "incidents", "text", 0, [FULL]) == 1

    assert await state.load("incidents") == Kept("text", 1)
    assert await state.delivered() == (FULL,)


async def test_a_state_that_was_changed_meanwhile_is_not_overwritten(
    redis: Redis, term: Term
) -> None:
    state = RedisState(redis)
    await state.save(term, "incidents", "one", 0, [])

    with pytest.raises(Deposed):
        await state.save(term, "incidents", "two", 0, [FULL])

    assert await state.delivered() == ()


async def test_many_records_come_and_go(redis: Redis, term: Term) -> None:
    state = RedisState(redis)
    many = [Delivered(id=f"incident/{n}/C1", about=str(n), channel="C1") for n in range(1200)]

    await state.keep(term, many)
    assert {one.id for one in await state.delivered()} == {one.id for one in many}
    await state.keep(term, [], [one.id for one in many[1:]])

    assert await state.delivered() == (many[0],)


async def test_what_begins_does_not_undo_what_is_known(redis: Redis, term: Term) -> None:
    state = RedisState(redis)
    await state.keep(term, [FULL])

    await state.save(term, "incidents", "text", 0, [Delivered(id=FULL.id, about="I", channel="C1")])

    assert await state.delivered() == (FULL,)


async def test_a_record_of_another_release_is_not_guessed_at(redis: Redis) -> None:
    await redis.hset(leader_keys.DELIVERED, "x", '{"v": 2}')

    with pytest.raises(Unreadable, match="version 2"):
        await RedisState(redis).delivered()


async def test_subscriptions_and_pauses(redis: Redis, term: Term) -> None:
    subscriptions = RedisSubscriptions(redis)
    paused = Paused(since=NOON, says="is_archived")
    await subscriptions.put(SUBSCRIPTION)
    before = await subscriptions.revision()

    assert await subscriptions.pause(term, "C1", paused)
    assert not await subscriptions.pause(term, "C1", paused)

    assert await subscriptions.all() == {"C1": SUBSCRIPTION}
    assert (await subscriptions.all())["C1"].paused == paused
    await subscriptions.put(SUBSCRIPTION)
    assert (await subscriptions.all())["C1"].paused is None
    assert await subscriptions.revision() > before


def test_all_of_it_lives_in_one_slot_of_a_cluster() -> None:
    keys = [value for value in vars(leader_keys).values() if str(value).startswith("openai-")]

    assert len(keys) > 6
    assert len({key_slot(str(key).encode()) for key in [*keys, leader_keys.state("x")]}) == 1


def test_a_subscription_reads_back_what_it_wrote() -> None:
    assert load(save(SUBSCRIPTION)) == SUBSCRIPTION
    assert load(save(Subscription(channel="C1"))) == Subscription(channel="C1")


@given(st.one_of(st.text(), st.dictionaries(st.text(), st.integers()).map(str)))
def test_junk_is_unreadable_and_nothing_else(text: str) -> None:
    with pytest.raises(Unreadable):
        load(text)
    with pytest.raises(Unreadable):
        saved.load(text)
