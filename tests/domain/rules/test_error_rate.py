"""The three legs of the error rate, what clears it, and what it is not about."""

import pytest
from hypothesis import given, strategies as st

from bot.domain.rules.rates import bound
from bot.domain.rules.reading import Level
from tests.domain.rules.counting import Story


@pytest.mark.parametrize(("n", "k"), [(20, 5), (50, 9), (100, 15), (300, 39), (1000, 116)], ids=str)
def test_so_many_errors_prove_ten_percent(n: int, k: int) -> None:
    assert Story().calls(-10, n - k, fault=k).reading("error_rate").level is Level.WARNING
    assert Story().calls(-10, n - k + 1, fault=k - 1).reading("error_rate").level is Level.FINE


def test_it_is_told_in_one_line() -> None:
    reading = Story().calls(-200, 60, fault=11).calls(-20, 39, fault=40).reading("error_rate")

    assert reading.says == "34 % errors (51/150, 5 min), limit 25 %"
    assert reading.reason == "fast: 5 min prove 28 % or more"
    assert (reading.value, reading.limit, reading.n) == (0.34, 0.25, 150)
    assert reading.errors == {"server_error": 51}
    assert reading.level is Level.CRITICAL


def test_one_failure_of_one_call_proves_nothing() -> None:
    assert bound(1, 1) > 0.25
    assert Story().calls(-10, 0, fault=1).reading("error_rate").level is Level.FINE


def test_what_went_well_in_the_last_minute_is_over() -> None:
    story = Story().calls(-2000, 400).calls(-200, 20, fault=20)

    assert story.reading("error_rate").level is Level.CRITICAL
    assert story.calls(-10, 5).reading("error_rate").level is Level.FINE


def test_the_slow_leg_sees_what_five_minutes_never_hold() -> None:
    story = Story()
    for minute in range(40):
        story.calls(-60 * minute - 10, good=0 if minute % 3 == 0 else 1, fault=minute % 3 == 0)

    reading = story.reading("error_rate")

    assert reading.level is Level.WARNING
    assert reading.reason.startswith("slow: 1 h proves")
    assert reading.says == "35 % errors (14/40, 1 h), limit 10 %"


@pytest.mark.parametrize(("at", "level"), [(55, Level.FINE), (60, Level.CRITICAL)])
def test_five_failures_in_a_row_over_a_minute_are_enough(at: int, level: Level) -> None:
    story = Story().calls(-300, 9)
    for at_s in (0, 15, 30, 45, 50):
        story.calls(at_s, fault=1)

    reading = story.reading("error_rate", at)

    assert reading.level is level


def test_a_streak_says_so() -> None:
    story = Story().calls(-600, 1)
    for at in range(-300, 1, 60):
        story.calls(at, fault=1)

    reading = story.reading("error_rate", 5)

    assert reading.says == "100 % errors (6/6, 5 min), limit 25 %"
    assert reading.reason == "streak: 6 failures in a row, none succeeded for 5 min"
    assert reading.since is not None


def test_one_success_breaks_a_streak() -> None:
    story = Story()
    for at in range(-300, 1, 60):
        story.calls(at, good=int(at == -120), fault=1)

    assert story.reading("error_rate", 5).level is Level.FINE


@pytest.mark.parametrize("name", ["throttled", "empty", "invalid_api_key", "404"])
def test_errors_of_other_classes_are_calls_and_no_failures(name: str) -> None:
    story = Story()
    for at in range(-300, 1, 10):
        story.calls(at, errors={name: 5})

    reading = story.reading("error_rate")

    assert (reading.level, reading.value, reading.n) == (Level.FINE, 0.0, 155)
    assert not reading.errors


@pytest.mark.parametrize(("fault", "clear"), [(4, True), (5, False), (8, False)])
def test_it_is_clear_below_half_the_limit(fault: int, clear: bool) -> None:  # noqa: FBT001
    story = Story().calls(-200, 95 - fault, fault=fault).calls(-10, 5)

    assert story.reading("error_rate").clear is clear


def test_after_a_streak_ten_successes_in_a_row_clear() -> None:
    story = Story()
    for at in range(-1800, -1200, 120):
        story.calls(at, fault=1)
    for n in range(9):
        story.calls(-1200 + 120 * n, 1)

    assert not story.reading("error_rate").clear
    assert story.calls(-10, 1).reading("error_rate").clear


def test_a_few_failures_of_a_slow_service_take_more_successes() -> None:
    story = Story().calls(-2000, 1).calls(-1990, fault=2).calls(-1980, 1).calls(-1970, fault=1)
    for n in range(28):
        story.calls(-1700 + 60 * n, 1)

    assert not story.reading("error_rate").clear
    assert story.calls(-10, 1).reading("error_rate").clear


def test_no_traffic_is_not_recovery() -> None:
    story = Story().calls(-330, 20, fault=20)

    reading = story.reading("error_rate")

    assert (reading.no_data, reading.clear, reading.level) == (True, False, Level.FINE)
    assert reading.says == "no calls since 14:07 UTC"


def test_a_service_that_calls_every_ten_minutes_is_not_lost_after_five() -> None:
    story = Story()
    for minute in range(10, 61, 10):
        story.calls(-60 * minute, 1)

    assert not story.reading("error_rate").no_data
    assert story.reading("error_rate", 15 * 60).no_data is False
    assert story.reading("error_rate", 25 * 60).no_data


def test_a_heartbeat_without_traffic_is_alive() -> None:
    story = Story().calls(-900, 20).said(last_seen=1_790_000_000_000 - 20_000)

    assert story.reading("error_rate").says == "no calls since 13:58 UTC, but it still reports"


COUNTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=40)


def told(counts: list[tuple[int, int]]) -> Story:
    story = Story()
    for place, (good, fault) in enumerate(counts):
        if good or fault:
            story.calls(-10 * place, good, fault=fault)
    return story


@given(COUNTS, st.data())
def test_more_errors_are_never_a_lower_level(
    counts: list[tuple[int, int]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(counts) - 1))
    good, fault = counts[place]
    before = told(counts).reading("error_rate", 5).level
    for worse in ((good, fault + 1), (max(0, good - 1), fault + 1)):
        after = told([*counts[:place], worse, *counts[place + 1 :]])

        assert after.reading("error_rate", 5).level >= before


@given(COUNTS)
def test_a_lower_limit_is_never_a_lower_level(counts: list[tuple[int, int]]) -> None:
    story = told(counts)

    strict = story.reading("error_rate", 5, values={"warning": 0.05, "critical": 0.1})

    assert strict.level >= story.reading("error_rate", 5).level
