"""Each report counts once, whoever reads it, and whoever looks sees it once."""

import asyncio
import random

from bot.adapters.redis.reports.batches import WORDS_KEPT
from bot.adapters.redis.reports.counted import RedisCounted
from bot.adapters.redis.reports.keys import GROUP, prefix
from bot.domain.reports.report import Headroom, Report
from bot.domain.reports.wire import fields_of
from bot.domain.windows.fold import WORD
from bot.domain.windows.series import Resolution, Series
from bot.slack.tasks import end
from tests.adapters.redis.reports.counting import STREAM, a_process, send, working

KEY = "sk-proj-notARealKeyT3BlbkFJnotARealKey01"


def traffic(many: int, seed: int = 1) -> list[dict[str, str]]:
    """Reports of some services, a tenth of them sent twice."""
    chance = random.Random(seed)  # noqa: S311
    sent = list[dict[str, str]]()
    for n in range(many):
        count = chance.randrange(1, 50)
        report = Report(
            service=f"s{n % 7}",
            model=f"m{n % 3}",
            count=count,
            errors={"timeout": chance.randrange(count)} if n % 4 == 0 else {},
            input_tokens=n,
            duration_max_ms=chance.randrange(1000),
            instance=f"pod-{n % 7}",
            start_time=1_764_000_000_000,
            seq=n // 7,
        )
        sent += [fields_of(report)] * (2 if n % 10 == 0 else 1)
    return sent


async def test_three_replicas_equal_one(redis_url: str) -> None:
    sent = traffic(3000)
    async with a_process(redis_url) as one:
        await send(one.redis, sent)
        async with working(one):
            await one.all_done(len(sent))
        alone = await one.sums()
        await one.redis.flushall()

        async with a_process(redis_url, "two") as two, a_process(redis_url, "three") as three:
            async with working(one, two, three):
                await send(one.redis, sent)
                await one.all_done(len(sent))

            assert await one.sums() == alone
            assert await one.total() == 3000
            assert await one.total("duplicates") == len(sent) - 3000


async def test_what_a_dead_consumer_left_is_claimed(redis_url: str) -> None:
    async with a_process(redis_url, "dead") as dead, a_process(redis_url) as one:
        await send(one.redis, traffic(500))
        await dead.stream.open()
        taken = await dead.stream.read()
        assert taken
        await one.redis.execute_command(
            "XCLAIM", STREAM, GROUP, "dead", 0, *(entry.id for entry in taken), "IDLE", 40_000
        )

        async with working(one):
            await one.until(500)

        assert await one.total() == 500
        pending = await one.redis.xpending(STREAM, GROUP)
        assert pending["pending"] == 0


async def test_what_was_handed_out_and_not_counted_is_counted_after_a_start(redis_url: str) -> None:
    async with a_process(redis_url) as before, a_process(redis_url) as after:
        await send(after.redis, traffic(300))
        await before.stream.open()
        assert await before.stream.read()

        async with working(after):
            await after.until(300)

        assert await after.total() == 300


async def test_a_counter_may_come_again_after_a_thousand(redis_url: str) -> None:
    """Older ones than that cannot be told; they count, for losing them would be worse."""
    async with a_process(redis_url) as one:
        far = WORD * WORDS_KEPT
        sent = [
            fields_of(Report(service="s", instance="i", seq=seq)) for seq in (0, far, 0, far, 1)
        ]

        async with working(one):
            for n, fields in enumerate(sent, 1):
                await send(one.redis, [fields])
                await one.all_done(n)

        assert await one.total() == 4
        assert await one.total("duplicates") == 1


async def test_changes_are_told_since_a_mark(redis_url: str) -> None:
    async with a_process(redis_url) as one, working(one):
        await send(one.redis, [{"service.name": "a"}, {"service.name": "b"}])
        await one.until(2)
        first = await one.counted.since("")
        again = await one.counted.since(first.mark)
        await send(one.redis, [{"service.name": "a", "sdk": "x/1"}])
        await one.until(3)
        then = await one.counted.since(first.mark)
        await one.redis.flushall()
        anew = await one.counted.since(then.mark)

    a, b = Series("a", "unknown"), Series("b", "unknown")
    assert {change.series for change in first.slots} == set(first.latest) == {a, b}
    assert not again.slots
    assert {change.series for change in then.slots} == set(then.latest) == {a}
    assert "x/1" in then.latest[a].sdks
    assert not anew.slots


async def test_who_looks_too_late_reads_everything(redis_url: str) -> None:
    async with a_process(redis_url, most_series=1) as one, working(one):
        await send(one.redis, [{"service.name": "a"}])
        await one.until(1)
        mark = (await one.counted.since("")).mark
        await one.redis.set(f"{prefix(STREAM)}forgotten", "5")

        everything = await one.counted.since(mark)

    assert len(everything.slots) == 1


async def test_several_streams_are_added_up(redis_url: str) -> None:
    async with a_process(redis_url) as one, a_process(redis_url, stream="other") as two:
        both = RedisCounted(one.redis, [STREAM, "other"], one.clock)
        await send(one.redis, [{"service.name": "a"}])
        await send(one.redis, [{"service.name": "a"}], "other")
        async with working(one, two):
            await one.until(1)
            await two.until(1)

        changes = await both.since("")

    assert sum(change.sums.count for change in changes.slots) == 2
    assert len(changes.mark.split(",")) == 2
    assert set(changes.latest) == {Series("a", "unknown")}


async def test_the_later_word_stays_in_whatever_order(redis_url: str) -> None:
    async with a_process(redis_url) as one:
        seconds, _ = await one.redis.time()
        said = [
            Report(service="s", time=int(seconds) * 1000 - ago, requests=Headroom(10, left))
            for ago, left in ((5000, 5), (1000, 1), (9000, 9))
        ]
        async with working(one):
            for n, report in enumerate(said, 1):
                await send(one.redis, [fields_of(report)])
                await one.until(n)

        latest = (await one.counted.series())[Series("s", "unknown")]

    assert latest.requests == Headroom(10, 1)


async def test_cancelled_anywhere_nothing_is_lost(redis_url: str) -> None:
    sent = traffic(4000)
    async with a_process(redis_url) as one:
        await send(one.redis, sent)
        for n in range(40):
            # A client of redis-py that is cancelled while it connects leaves its socket open.
            await asyncio.gather(one.redis.ping(), one.redis.ping(), one.reader.ping())
            ingesting = asyncio.create_task(one.ingest().run())
            await asyncio.sleep(0.002 * n)
            await end([ingesting])
        async with working(one):
            await one.all_done(len(sent))

        assert await one.total() == 4000
        assert sum(sums.count for sums in (await one.sums(Resolution.MINUTE)).values()) > 0
