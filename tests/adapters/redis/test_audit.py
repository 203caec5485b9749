"""Each check leaves one line, whatever becomes of Redis meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from redis.asyncio import Redis

from bot.adapters.redis.audit import RedisAudit
from bot.adapters.redis.connection import connect
from bot.ports import AuditLine
from bot.sandbox.redis_server import RedisServer

DAY = datetime(2026, 11, 24, tzinfo=UTC)
Entries = Awaitable[list[tuple[str, dict[str, str]]]]
STREAM = "openai-diagnose:audit:2026-11-24"


def a_line(verdict: str = "works", at: datetime = DAY + timedelta(hours=12)) -> AuditLine:
    return AuditLine(
        at=at,
        team="T1",
        person="U1",
        masked="sk-proj-…wxyz",
        fingerprint="0123456789abcdef",
        verdict=verdict,
        cause="billing",
    )


async def written(redis: Redis, stream: str = STREAM) -> list[str]:
    entries = await cast("Entries", redis.xrange(stream))
    return [fields["verdict"] for _, fields in entries]


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110  # the adapter's own task moves it
            await asyncio.sleep(0.01)


async def test_a_line_is_a_stream_entry_of_its_day(redis: Redis) -> None:
    audit = RedisAudit(redis)

    await audit.write(a_line())

    ((_, fields),) = await cast("Entries", redis.xrange(STREAM))
    assert fields == {
        "at": "2026-11-24T12:00:00+00:00",
        "team": "T1",
        "person": "U1",
        "masked": "sk-proj-…wxyz",
        "fingerprint": "0123456789abcdef",
        "verdict": "works",
        "cause": "billing",
    }
    assert audit.waiting == 0


async def test_the_day_is_utc_and_ends_by_itself_after_ninety_days(redis: Redis) -> None:
    now = datetime.now(UTC)  # noqa: TID251  # Redis has no clock to be handed
    today = datetime(now.year, now.month, now.day, tzinfo=UTC)

    await RedisAudit(redis).write(a_line(at=now))

    stream = f"openai-diagnose:audit:{today:%Y-%m-%d}"
    left = await redis.ttl(stream)
    assert abs(left - (today + timedelta(days=91) - now).total_seconds()) < 5
    (names,) = [key async for key in redis.scan_iter(f"openai-diagnose:{{{stream}}}:*")]
    assert 0 < await redis.ttl(names) <= timedelta(days=7).total_seconds()


async def test_a_line_sent_twice_is_written_once(redis: Redis) -> None:
    """As when the answer to the first attempt was lost on its way back."""
    audit = RedisAudit(redis)
    await audit.write(a_line())
    (names,) = [key async for key in redis.scan_iter("*:written")]
    (name,) = await cast("Awaitable[set[str]]", redis.smembers(names))

    await audit._write_line(
        keys=[STREAM, names], args=[name, 4_000_000_000, 60, "verdict", "works"]
    )

    assert await written(redis) == ["works"]


async def test_lines_wait_while_redis_is_away_and_come_in_order(
    own_redis: Redis, own_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    audit = RedisAudit(own_redis)
    bringing_in = asyncio.create_task(audit.run())
    await audit.write(a_line("first"))

    await own_server.stop()
    for place in range(5):
        await audit.write(a_line(f"away {place}"))
    assert audit.waiting == 5
    await own_server.start()
    await until(lambda: audit.waiting == 0)
    await audit.write(a_line("last"))
    bringing_in.cancel()

    assert await written(own_redis) == ["first", *(f"away {place}" for place in range(5)), "last"]
    assert sum("does not take the audit" in line for line in caplog.messages) == 1


async def test_a_redis_that_hangs_delays_one_check_by_half_a_second(
    own_redis: Redis, own_server: RedisServer
) -> None:
    audit = RedisAudit(own_redis)
    loop = asyncio.get_running_loop()
    own_server.pause()
    try:
        started = loop.time()
        for place in range(20):
            await audit.write(a_line(str(place)))
        took = loop.time() - started
    finally:
        own_server.resume()

    bringing_in = asyncio.create_task(audit.run())
    await until(lambda: audit.waiting == 0)
    bringing_in.cancel()

    assert 0.3 < took < 1.5
    assert await written(own_redis) == [str(place) for place in range(20)]  # the cut one once


async def test_too_many_waiting_lines_lose_the_oldest() -> None:
    away = connect("redis://127.0.0.1:1/0")
    audit = RedisAudit(away, most_waiting=3)

    for place in range(5):
        await audit.write(a_line(str(place)))

    assert (audit.waiting, audit.lost) == (3, 2)
    await away.aclose()


async def test_a_line_dropped_while_it_is_written_takes_no_other_along(
    own_redis: Redis, own_server: RedisServer
) -> None:
    audit = RedisAudit(own_redis, most_waiting=1)
    await audit.flush()
    own_server.pause()
    writing = [asyncio.create_task(audit.write(a_line(verdict))) for verdict in ("old", "new")]
    await until(lambda: audit.lost == 1)
    own_server.resume()
    await asyncio.gather(*writing)

    assert await written(own_redis) == ["old", "new"]


async def test_many_at_once_are_all_written(redis: Redis) -> None:
    audits = [RedisAudit(redis) for _ in range(4)]

    await asyncio.gather(*(audit.write(a_line()) for audit in audits for _ in range(50)))

    for audit in audits:
        assert await audit.flush()
    assert len(await written(redis)) == 200


async def test_half_a_character_does_not_stop_the_queue(redis: Redis) -> None:
    audit = RedisAudit(redis)

    await audit.write(a_line("half \ud800"))

    assert await written(redis) == ["half ?"]
