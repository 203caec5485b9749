"""What people do reaches the leader in its order, at once and once; and what is behind shows."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.acts import ACTS, MOST_KEPT, RedisActs
from bot.adapters.redis.alerts import RedisKnownAlerts
from bot.adapters.redis.connection import Client, connect
from bot.adapters.redis.lease import RedisLease
from bot.adapters.redis.reports.backlog import RedisBacklog
from bot.adapters.redis.reports.connection import connect_reader
from bot.adapters.redis.reports.keys import GROUP
from bot.adapters.redis.state import RedisState
from bot.domain.alerts.alert import Act, Deed
from bot.domain.alerts.ledger import Ledger
from bot.domain.alerts.saved import save
from bot.ports import Unavailable
from bot.ports.alerting import ALERTS
from tests.domain.alerts.playing import CLEAR, CRITICAL, WARNING, Life, a_reading
from tests.fakes import FakeClock

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
STREAM = "openai:reports"


def an_act(number: int) -> Act:
    return Act(
        alert=f"checkout/gpt-5/error_rate#{number}",
        revision=number,
        deed=Deed.SILENCE,
        by="U0ADA",
        at=NOON,
        until=NOON + timedelta(hours=1),
    )


@pytest.fixture
async def reader(redis_url: str) -> AsyncIterator[Client]:
    client = connect_reader(redis_url)
    yield client
    await client.aclose()


async def test_acts_come_in_their_order_after_the_mark(redis: Redis, reader: Client) -> None:
    acts = RedisActs(redis, reader)
    for number in range(3):
        await acts.put(an_act(number))

    first, *rest = await acts.after("", 0.1)

    assert [act for _, act in (first, *rest)] == [an_act(0), an_act(1), an_act(2)]
    assert await acts.after(first[0], 0.1) == rest
    assert await acts.after(rest[-1][0], 0.05) == []


async def test_who_waits_hears_at_once(redis: Redis, reader: Client) -> None:
    acts, loop = RedisActs(redis, reader), asyncio.get_running_loop()
    waiting = asyncio.create_task(acts.after("", 5))
    await asyncio.sleep(0.2)
    began = loop.time()

    await acts.put(an_act(1))

    assert [act for _, act in await waiting] == [an_act(1)]
    assert loop.time() - began < 0.5


async def test_what_another_release_wrote_is_passed_over(redis: Redis, reader: Client) -> None:
    acts = RedisActs(redis, reader)
    await redis.xadd(ACTS, {"act": '{"v": 9}'})
    await redis.xadd(ACTS, {"other": "x"})
    assert await acts.after("", 0.05) == []
    await acts.put(an_act(1))

    assert [act for _, act in await acts.after("", 1)] == [an_act(1)]


async def test_acts_are_bounded(redis: Redis, reader: Client) -> None:
    acts = RedisActs(redis, reader)
    for number in range(MOST_KEPT + 200):
        await acts.put(an_act(number))

    assert await redis.xlen(ACTS) < MOST_KEPT + 150


async def test_without_redis_nobody_knows(redis_url: str) -> None:
    del redis_url
    away = connect("redis://127.0.0.1:1/0")
    acts = RedisActs(away, away)

    with pytest.raises(Unavailable):
        await acts.put(an_act(1))
    with pytest.raises(Unavailable):
        await acts.after("", 0.1)
    await away.aclose()


async def test_any_replica_reads_the_alerts_the_worst_first(redis: Redis) -> None:
    known = RedisKnownAlerts(RedisState(redis))
    assert await known.all() == []
    term = await RedisLease(redis, FakeClock()).take()
    assert term is not None
    ledger = Ledger()
    for rule, reading in {"a": CLEAR, "b": WARNING, "c": CRITICAL}.items():
        life = Life()
        level = max(reading.level, WARNING.level)
        life.read(a_reading(level, rule=rule))
        if reading is CLEAR:
            life.reads(a_reading(CLEAR.level, rule=rule, clear=True), 6)
        ledger = ledger.with_alert(life.open)
    await RedisState(redis).save(term, ALERTS, save(ledger), 0, [])

    assert [one.rule for one in await known.all()] == ["c", "b", "a"]

    await RedisState(redis).save(term, ALERTS, '{"v": 9}', 1, [])
    with pytest.raises(Unavailable, match="version 9"):
        await known.all()


async def test_the_counting_is_behind_by_what_nobody_read(redis: Redis) -> None:
    backlog = RedisBacklog(redis, [STREAM])
    assert await backlog.behind_s() == 0

    await redis.xadd(STREAM, {"a": "1"}, id="1000-0")
    await redis.xgroup_create(STREAM, GROUP, id="0")
    await redis.xadd(STREAM, {"a": "1"}, id="61000-0")
    assert await backlog.behind_s() == 60

    await redis.xreadgroup(GROUP, "c", {STREAM: ">"})
    assert await backlog.behind_s() == 0
