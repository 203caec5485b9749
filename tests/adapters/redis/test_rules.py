"""What people choose for the rules: nobody overwrites what nobody saw."""

import asyncio
from datetime import UTC, datetime

from redis.asyncio import Redis

from bot.adapters.redis.rules import CHANGES, CHANGES_KEPT, RedisRules

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


async def test_a_choice_is_kept_and_counted(redis: Redis) -> None:
    rules = RedisRules(redis)
    assert (await rules.revision(), dict(await rules.all())) == (0, {})

    assert await rules.put("", "all", 0, "U1", AT)
    assert await rules.put("checkout", "own", 1, "U2", AT)

    assert await rules.revision() == 2
    assert await rules.all() == {"": "all", "checkout": "own"}


async def test_an_empty_text_is_none(redis: Redis) -> None:
    rules = RedisRules(redis)
    await rules.put("checkout", "own", 0, "U1", AT)

    assert await rules.put("checkout", "", 1, "U1", AT)

    assert await rules.all() == {}


async def test_of_two_at_once_one_is_told(redis: Redis) -> None:
    rules = RedisRules(redis)

    done = await asyncio.gather(*(rules.put("", str(n), 0, f"U{n}", AT) for n in range(8)))

    assert done.count(True) == 1
    assert await rules.all() == {"": str(done.index(True))}
    assert await rules.revision() == 1


async def test_who_changed_what_is_written_down_and_bounded(redis: Redis) -> None:
    rules = RedisRules(redis)
    for n in range(CHANGES_KEPT + 5):
        await rules.put("checkout", str(n), n, "U1", AT)
    await rules.put("checkout", "lost", 0, "U2", AT)

    assert await redis.xlen(CHANGES) == CHANGES_KEPT
    lines = await redis.xrevrange(CHANGES, count=1)
    assert lines
    assert lines[0][1] == {
        "scope": "checkout",
        "by": "U1",
        "at": AT.isoformat(),
        "before": str(CHANGES_KEPT + 3),
        "after": str(CHANGES_KEPT + 4),
    }
