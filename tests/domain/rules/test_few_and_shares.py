"""Errors of which a few are enough, and shares of errors with rules of their own."""

import pytest

from bot.domain.rules.reading import Level
from bot.domain.windows.series import Series, Subject
from tests.domain.rules.counting import Story

CHECKOUT = Subject("checkout")
FEW = [("quota_exhausted", "empty"), ("keys_refused", "invalid_api_key")]


@pytest.mark.parametrize(("rule", "error"), FEW)
def test_three_within_a_minute_are_critical_whatever_succeeds(rule: str, error: str) -> None:
    story = Story().calls(-20, 5000, errors={error: 2})

    assert story.reading(rule, subject=CHECKOUT).level is Level.FINE
    reading = story.calls(-5, 10, errors={error: 1}).reading(rule, subject=CHECKOUT)
    assert reading.level is Level.CRITICAL
    assert reading.says.startswith("3 calls refused")
    assert sum(reading.errors.values()) == 3


@pytest.mark.parametrize(("rule", "error"), FEW)
def test_three_models_of_a_service_share_its_account(rule: str, error: str) -> None:
    story = Story()
    for n in range(3):
        story.calls(-10, series=Series("checkout", f"gpt-{n}"), errors={error: 1})

    assert story.reading(rule, subject=CHECKOUT).level is Level.CRITICAL


@pytest.mark.parametrize(("rule", "error"), FEW)
def test_the_first_success_after_the_last_clears(rule: str, error: str) -> None:
    story = Story().calls(-200, errors={error: 9})

    assert not story.reading(rule, subject=CHECKOUT).clear
    assert story.calls(-10, 1).reading(rule, subject=CHECKOUT).clear
    assert not story.calls(0, errors={error: 1}).reading(rule, subject=CHECKOUT).clear


@pytest.mark.parametrize(("rule", "error"), FEW)
def test_without_a_success_it_stays(rule: str, error: str) -> None:
    reading = Story().calls(-200, errors={error: 9}).reading(rule, subject=CHECKOUT)

    assert (reading.level, reading.clear, reading.no_data) == (Level.FINE, False, False)
    assert reading.says.endswith(", the last at 14:10 UTC")


@pytest.mark.parametrize(("rule", "error"), FEW)
def test_that_nobody_calls_any_more_is_no_recovery(rule: str, error: str) -> None:
    reading = Story().calls(-1600, errors={error: 9}).reading(rule, subject=CHECKOUT)

    assert reading.no_data
    assert not reading.clear


@pytest.mark.parametrize("error", ["project_spend_limit_exceeded", "billing_not_active"])
def test_spend_limits_are_exhausted_quota(error: str) -> None:
    reading = Story().calls(-5, errors={error: 3}).reading("quota_exhausted", subject=CHECKOUT)

    assert reading.level is Level.CRITICAL


@pytest.mark.parametrize(
    ("good", "throttled", "level"),
    [(80, 20, Level.WARNING), (30, 70, Level.CRITICAL), (1000, 40, Level.FINE)],
)
def test_throttling_has_a_rate_of_its_own(good: int, throttled: int, level: Level) -> None:
    reading = Story().calls(-10, good, throttled=throttled).reading("throttled")

    assert reading.level is level


def test_a_burst_warns_before_there_are_enough_calls() -> None:
    assert Story().calls(-10, 6, throttled=5).reading("throttled").level is Level.WARNING
    assert Story().calls(-10, 600, throttled=5).reading("throttled").level is Level.FINE


def test_throttling_is_told_in_one_line_and_clears_below_half() -> None:
    story = Story().calls(-100, 80, throttled=20)

    assert story.reading("throttled").says == "20 % throttled (20/100, 5 min), limit 10 %"
    assert not story.reading("throttled").clear
    assert story.calls(-10, 400).reading("throttled").clear


def test_a_slow_service_is_clear_after_enough_in_a_row() -> None:
    story = Story().calls(-3000, throttled=6)
    for n in range(29):
        story.calls(-2800 + 95 * n, 1)

    assert story.reading("throttled").clear


def test_our_own_mistakes_have_a_rate_of_their_own() -> None:
    reading = Story().calls(-10, 30, context_length_exceeded=70).reading("ours")

    assert reading.level is Level.WARNING
    assert reading.says == "70 % refused for their content (70/100, 5 min), limit 20 %"
