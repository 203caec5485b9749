"""How long ninety days of feed take from bytes to news, against feedparser left to itself."""

import io
import time
from collections.abc import Callable
from datetime import UTC, datetime

import feedparser

from bot.adapters.status.feed_bytes import MOST_ENTRIES, parse_feed
from bot.domain.incidents.news import news
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.saved import load, save
from tests.adapters.status.feeds import NINETY_DAYS, NOW, a_feed, an_entry, ninety_days

MOST_SECONDS = 0.25
RUNS = 9
LATER = datetime(2026, 5, 4, 9, 33, tzinfo=UTC)


def best(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def test_ninety_days_from_bytes_to_news() -> None:
    """Ours stays below feedparser alone: it is told not to do what we do better ourselves."""
    before = ninety_days()
    remembered, _ = news(Remembered(), parse_feed(before, NOW), NOW)
    memory = save(remembered)
    fresh = an_entry(0, "<b>Status: Investigating</b><br/><br/>Hm.")
    after = before.replace(b"    <entry>", fresh.encode() + b"    <entry>", 1)

    def work() -> None:
        _, told = news(load(memory), parse_feed(after, LATER), LATER)
        assert len(told) == 1

    whole = best(work)
    bare = best(lambda: feedparser.parse(io.BytesIO(after)))
    ours = best(lambda: parse_feed(after, LATER))

    print(
        f"\n{NINETY_DAYS + 1} entries, {len(after) / 1000:.0f} kB: bytes to news {whole * 1e3:.0f} ms "
        f"(memory loaded, {len(memory) / 1000:.0f} kB), our parse {ours * 1e3:.0f} ms, "
        f"feedparser.parse alone {bare * 1e3:.0f} ms, ratio {whole / bare:.2f}"
    )
    assert whole < MOST_SECONDS
    assert whole < 1.5 * bare


def test_a_feed_as_large_as_may_be_stays_within_a_few_seconds() -> None:
    """500 entries and close to 2 MB, each new: the worst that one poll can cost."""
    text = "<b>Status: Monitoring</b><br/><br/>" + "Words &amp; more words. " * 60
    raw = a_feed(an_entry(n, text) for n in range(MOST_ENTRIES))

    def work() -> None:
        _, told = news(Remembered(), parse_feed(raw, NOW), NOW)
        assert len(told) == MOST_ENTRIES

    seconds = best(work)

    print(f"\n500 entries, {len(raw) / 1e6:.1f} MB: bytes to news {seconds * 1e3:.0f} ms")
    assert seconds < 2.0
