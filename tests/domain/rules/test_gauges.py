"""Rules that go by what a service last said of itself, and by how long its calls take."""

from typing import Any

import pytest

from bot.domain.reports.report import Headroom
from bot.domain.rules.reading import Level
from bot.domain.windows.series import Subject
from bot.domain.windows.sums import Sums
from tests.domain.rules.counting import NOW, Story

CHECKOUT = Subject("checkout")


def tight(shares: list[float], every_s: int = 30, limit: int = 1000) -> Story:
    story = Story()
    for place, share in enumerate(shares):
        at = NOW - (len(shares) - 1 - place) * every_s * 1000
        left = round(limit * (1 - share))
        story.said(requests=Headroom(limit, left, None), limits_at=at, last_seen=at)
    return story


@pytest.mark.parametrize(
    ("shares", "level"),
    [
        ([0.85] * 7, Level.WARNING),
        ([0.85] * 6, Level.FINE),
        ([0.96] * 7, Level.CRITICAL),
        ([0.85] * 6 + [0.97], Level.WARNING),
        ([0.85] * 3 + [0.6] + [0.85] * 3, Level.FINE),
        ([0.2] + [0.99] * 2, Level.FINE),
    ],
)
def test_a_limit_is_near_when_it_was_so_for_three_minutes(
    shares: list[float], level: Level
) -> None:
    assert tight(shares).reading("headroom").level is level


def test_headroom_says_what_is_left() -> None:
    reading = tight([0.85] * 7).reading("headroom")

    assert reading.says == "85 % of the requests limit used (150 of 1,000 left), limit 80 %"
    assert reading.part == "requests"
    assert reading.reason == "above it in every report of the last 3 min"


def test_headroom_is_clear_below_and_unknown_when_it_is_old() -> None:
    story = tight([0.85] * 7 + [0.3])

    assert story.reading("headroom").clear
    assert story.reading("headroom", 660).no_data


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_of_nothing_is_unknown(limit: int) -> None:
    story = Story().said(requests=Headroom(limit, -1, -1), limits_at=NOW)

    assert not story.readings("headroom")


def test_a_steady_service_that_stops_is_told() -> None:
    story = Story().said(last_seen=NOW - 130_000, gap_ms=10_000, steady=True)

    reading = story.reading("silence", subject=CHECKOUT)

    assert reading.level is Level.WARNING
    assert reading.says == "stopped reporting: nothing since 14:11 UTC (2 min)"
    assert story.said(last_seen=NOW, steady=True).reading("silence", subject=CHECKOUT).clear


@pytest.mark.parametrize(
    "latest",
    [
        {"gap_ms": 10_000, "steady": False},
        {"gap_ms": 10_000, "steady": True, "ephemeral": True},
    ],
)
def test_cron_jobs_and_short_lived_ones_may_fall_silent(latest: dict[str, Any]) -> None:
    story = Story().said(last_seen=NOW - 10_000_000, **latest)

    assert not story.readings("silence", subject=CHECKOUT)


def test_what_a_service_promised_decides_when_it_is_silent() -> None:
    story = Story().said(last_seen=NOW - 170_000, interval_ms=60_000, gap_ms=5000, steady=True)

    assert story.reading("silence", subject=CHECKOUT).level is Level.FINE
    assert story.reading("silence", 15, subject=CHECKOUT).level is Level.WARNING


def test_a_library_from_before_one_is_a_warning_and_never_worse() -> None:
    story = Story().said(sdks={"openai-python/0.28.1": NOW, "openai-python/3.51.0": NOW})

    (reading,) = story.readings("outdated_sdk", subject=CHECKOUT)

    assert (reading.level, reading.part) == (Level.WARNING, "openai-python/0.28.1")
    assert "before 1.0" in reading.says
    assert story.reading("outdated_sdk", 90_000, subject=CHECKOUT).at_once


def test_a_library_that_works_as_it_is_installed_is_a_note() -> None:
    story = Story().said(sdks={"openai-python/1.40.0": NOW})

    assert story.reading("outdated_sdk", subject=CHECKOUT).level is Level.NOTE


def slow(ms: int, n: int = 30) -> Story:
    story = Story()
    for place in range(n):
        story.calls(-10 * place % 300 - 10, 1, ms=ms)
    return story


@pytest.mark.parametrize(
    ("ms", "level"), [(2000, Level.FINE), (59_000, Level.FINE), (61_000, Level.WARNING)]
)
def test_a_mean_above_the_limit_is_slow(ms: int, level: Level) -> None:
    assert slow(ms).reading("latency").level is level


def test_three_times_the_own_day_is_slow() -> None:
    story = slow(9000)
    for hours in range(2, 24):
        story.hour(hours, Sums(100, duration_ms=100 * 2000))

    reading = story.reading("latency")

    assert reading.level is Level.WARNING
    assert reading.says == "9 s a call, up to 9 s (30 calls, 5 min), limit 6 s"
    assert reading.reason == "slow: 450 % of the last day's mean"


def test_a_few_slow_calls_say_nothing_and_one_of_half_an_hour_does() -> None:
    assert slow(100_000, n=19).reading("latency").level is Level.FINE
    assert slow(1_900_000, n=1).reading("latency").level is Level.WARNING
