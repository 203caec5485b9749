"""Whatever services send: nothing stops, nothing grows without bound, no secret stays."""

import random

import pytest

from bot.adapters.redis.reports.entries import RedisEntries
from bot.adapters.redis.reports.keys import GROUP, REJECTED, prefix
from bot.domain.windows.series import Series
from bot.domain.windows.sums import Sums
from tests.adapters.redis.reports.counting import STREAM, a_process, send, working

KEY = "sk-proj-notARealKeyT3BlbkFJnotARealKey01"


async def test_series_are_bounded(redis_url: str) -> None:
    sent = [{"service.name": f"s{n % 60}", "gen_ai.request.model": f"m{n}"} for n in range(600)] + [
        {"service.name": "greedy", "gen_ai.request.model": f"g{n}"} for n in range(100)
    ]
    async with a_process(redis_url, most_series=50) as one:
        await send(one.redis, sent)
        async with working(one):
            await one.until(len(sent))

        series = await one.counted.series()
        sums = await one.sums()

    assert len(series) <= 56
    assert sum(one.count for one in sums.values()) == len(sent)
    assert sums[Series("_OTHER", "_OTHER")].count > 0
    assert any(one.model == "_OTHER" and one.service != "_OTHER" for one in series)


async def test_one_service_takes_a_fifth_at_most(redis_url: str) -> None:
    sent = [{"service.name": "greedy", "gen_ai.request.model": f"m{n}"} for n in range(100)]
    async with a_process(redis_url, most_series=50) as one:
        await send(one.redis, sent)
        async with working(one):
            await one.until(len(sent))

        series = await one.counted.series()

    assert len(series) == 11
    assert Series("greedy", "_OTHER") in series


async def test_kinds_of_error_and_labels_are_bounded(redis_url: str) -> None:
    sent = [
        {"service.name": "s", "error.type": f"e{n}", "sdk": f"sdk/{n}", "quota.q.used": "1",
         "quota.q.limit": "2", f"quota.x{n}.used": "1", f"quota.x{n}.limit": "2"}
        for n in range(1000)
    ]  # fmt: skip
    async with a_process(redis_url) as one:
        await send(one.redis, sent)
        async with working(one):
            await one.until(len(sent))

        sums = (await one.sums())[Series("s", "unknown")]
        fields = await one.redis.hlen(f"{prefix(STREAM)}latest:s|unknown")

    assert sum(sums.errors.values()) == sums.count == 1000
    assert len(sums.errors) == 33
    assert fields <= 250


async def test_entries_can_be_looked_at(redis_url: str) -> None:
    async with a_process(redis_url) as one, working(one):
        entries = RedisEntries(one.reader, [STREAM])
        await send(
            one.redis,
            [{"service.name": "s"}, {"service.name": "s", "note": KEY}, {"service.name": "t"}],
        )
        await one.all_done(3)

        mine, rejected = await entries.of("s"), await entries.rejected()

    assert [bool(judged.refused) for judged in mine] == [True, False]
    assert [judged.id for judged in rejected] == [mine[0].id]
    assert KEY not in repr((mine, rejected))


async def test_no_secret_is_stored(redis_url: str) -> None:
    async with a_process(redis_url) as one, working(one):
        await send(one.redis, [{"service.name": "s", name: KEY} for name in ("key", "x", "sdk")])
        await one.all_done(3)
        await one.redis.delete(STREAM)  # what the service itself wrote

        kept = [
            await one.redis.dump(key)
            for key in await one.redis.keys("openai-diagnose:*")
            if key != REJECTED
        ]
        rejected = await one.redis.xrange(REJECTED)

    assert KEY not in repr(kept)
    assert KEY not in repr(rejected)
    assert rejected
    assert len(rejected) == 3


@pytest.mark.timeout(60)
async def test_entries_that_are_garbage_stop_nothing(redis_url: str) -> None:
    chance = random.Random(7)  # noqa: S311
    names = [
        *("service.name", "count", "time", "seq", "error.type", "error.type.x", "cost.usd", "v"),
        *("service.instance.id", "quota.a.used", "quota.a.limit", "key", "heartbeat", "\xff\x00"),
    ]
    values = [
        *("s", "1", "-1", "99999999999999999999", "nan", "", "*", KEY, "x" * 300, "1e9", "\x00"),
        *("1764000000000", "…", "|", "s|m", "\ud7ff", "{}", "'); DROP", "0.5", "12"),
    ]
    async with a_process(redis_url, most_series=100) as one:
        await send(
            one.redis,
            [
                {
                    chance.choice(names): chance.choice(values).encode("utf-8", "replace")
                    if chance.random() < 0.8
                    else chance.randbytes(20)
                    for _ in range(chance.randrange(1, 12))
                }
                for _ in range(10_000)
            ],
        )

        async with working(one):
            await one.all_done(10_000, 50)
        pending = await one.redis.xpending(STREAM, GROUP)
        kept, counted = await one.redis.xlen(REJECTED), await one.total()
        tidied = await one.stream.tidy()

    assert pending["pending"] == 0
    assert tidied.pending == 0
    assert 0 < kept < 2000
    assert counted > 0


async def test_what_was_trimmed_away_unread_is_told(redis_url: str) -> None:
    """Redis 7 counts what was added; of 6.2 nobody can know."""
    async with a_process(redis_url) as one:
        await send(one.redis, [{"service.name": "s"}] * 1000)
        await one.redis.xtrim(STREAM, maxlen=900, approximate=False)  # before we ever read
        async with working(one):
            await one.until(900)
        before = await one.stream.tidy()
        await send(one.redis, [{"service.name": "s"}] * 1000)
        await one.redis.xtrim(STREAM, maxlen=700, approximate=False)

        after = await one.stream.tidy()
        again = await one.stream.tidy()

    assert before.lost == 0
    assert after.lost == again.lost == (0 if after.unread is None else 300)


async def test_what_all_have_counted_is_trimmed_and_nothing_else(redis_url: str) -> None:
    async with a_process(redis_url) as one:
        seconds, _ = await one.redis.time()
        hours_ago = (int(seconds) - 7200) * 1000
        for n in range(500):
            await one.redis.xadd(STREAM, {"service.name": "s"}, id=f"{hours_ago}-{n}")
        await one.redis.xgroup_create(STREAM, "somebody else", id="0")
        async with working(one):
            await one.until(500)

        await one.stream.tidy()
        kept = await one.redis.xlen(STREAM)
        await one.redis.xgroup_destroy(STREAM, "somebody else")
        await one.stream.tidy()
        left = await one.redis.xlen(STREAM)

    assert kept == 500
    assert left < 200  # whole nodes go


async def test_ids_made_up_by_a_sender_do_not_move_the_clock(redis_url: str) -> None:
    async with a_process(redis_url) as one, working(one):
        await one.redis.xadd(STREAM, {"service.name": "s"}, id="99999999999999-1")
        await one.until(1)

        changes = await one.counted.since("")

    assert [change.sums for change in changes.slots] == [Sums(count=1)]
