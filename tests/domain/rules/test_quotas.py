"""What is used of a service's own quotas, and where its pace leads."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.reports.report import Quota
from bot.domain.rules.periods import period_of
from bot.domain.rules.reading import Level, Reading
from bot.domain.windows.series import Subject
from bot.domain.windows.sums import Sums
from tests.domain.rules.counting import NOW, Story

CHECKOUT = Subject("checkout")
MONTH, DAY = "usd_per_month", "requests_per_day"


def now_at(text: str) -> float:
    """Seconds from NOW to a moment."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() - NOW / 1000


def used(rule: str, name: str, quota: Quota, at_s: float = 0, **more: Any) -> tuple[Reading, ...]:  # noqa: ANN401
    story = more.pop("story", None) or Story()
    story.said(quotas={name: (NOW + int(at_s * 1000), quota)})
    return story.readings(rule, more.pop("seen_s", at_s), CHECKOUT, more)


@pytest.mark.parametrize(
    ("share", "level"),
    [
        (0.49, Level.FINE),
        (0.5, Level.NOTE),
        (0.8, Level.WARNING),
        (0.9, Level.CRITICAL),
        (1.2, Level.CRITICAL),
    ],
)
def test_the_steps(share: float, level: Level) -> None:
    reading = used("quota_used", MONTH, Quota(500 * share, 500))[-1]

    assert reading.level is level
    assert reading.part == "usd_per_month:2026-09"


def test_it_is_told_as_people_say_it() -> None:
    assert (
        used("quota_used", MONTH, Quota(412, 500))[-1].says == "$412 of $500 (82 %) used this month"
    )
    assert (
        used("quota_used", DAY, Quota(8200, 10_000))[-1].says
        == "8,200 of 10,000 requests (82 %) used today"
    )


def test_a_raised_limit_ends_it_at_once_and_says_why() -> None:
    reading = used("quota_used", MONTH, Quota(412, 1000))[-1]

    assert reading.clear
    assert reading.at_once
    assert reading.reason == "below 80 %: what is used only grows, so the limit changed"


def test_a_month_that_is_over_ends_and_the_next_is_another() -> None:
    before, now = used("quota_used", MONTH, Quota(2, 500), now_at("2026-10-01T00:05"))

    assert (before.part, before.clear, before.at_once) == ("usd_per_month:2026-09", True, True)
    assert (now.part, now.level) == ("usd_per_month:2026-10", Level.FINE)


def test_what_was_last_said_in_an_earlier_month_says_nothing_of_this_one() -> None:
    at = now_at("2026-09-30T23:50")

    found = used("quota_used", MONTH, Quota(480, 500), at, seen_s=now_at("2026-10-01T00:05"))

    assert all(one.clear and one.at_once for one in found)


def test_a_gauge_without_a_period_may_fall_by_itself() -> None:
    (reading,) = used("quota_used", "batch_slots", Quota(3, 10))

    assert (reading.part, reading.clear, reading.at_once) == ("batch_slots", True, False)


def test_a_limit_of_nothing_is_no_limit() -> None:
    assert not used("quota_used", MONTH, Quota(3, 0))


@pytest.mark.parametrize(
    ("name", "at", "label", "hours"),
    [
        ("a_per_month", "2026-12-31T23:59", "2026-12", 31 * 24),
        ("a_per_month", "2028-02-29T00:00", "2028-02", 29 * 24),
        ("a_per_day", "2026-12-31T23:59", "2026-12-31", 24),
        ("a_per_minute", "2026-12-31T23:59", "2026-12-31T23:59", 1 / 60),
    ],
)
def test_periods_are_calendar_ones_in_utc(name: str, at: str, label: str, hours: float) -> None:
    time = datetime.fromisoformat(at).replace(tzinfo=UTC)
    period = period_of(name, int(time.timestamp() * 1000))

    assert period is not None
    assert (period.label, period.length) == (label, hours * 3_600_000)
    assert period.start <= time.timestamp() * 1000 < period.end


def forecast(at: str, quota: Quota, before: float, hours_before: int = 25) -> tuple[Reading, ...]:
    """A month's quota, and how much of it was used some hours before."""
    story = Story()
    seconds = now_at(at)
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    start = moment.replace(minute=0) - timedelta(hours=hours_before)
    ago = (NOW // 3_600_000 * 3_600_000 - int(start.timestamp() * 1000)) // 3_600_000
    story.hour(ago, Sums(quotas={MONTH: before}))
    return used("quota_forecast", MONTH, quota, seconds, story=story)


def test_both_paces_have_to_lead_beyond_the_limit() -> None:
    surge = forecast("2026-09-16T00:00", Quota(300, 500), 250)
    batch = forecast("2026-09-16T00:00", Quota(200, 500), 100)
    old = forecast("2026-09-16T00:00", Quota(300, 500), 299)

    assert [one.level for (one,) in (surge, batch, old)] == [
        Level.WARNING,
        Level.FINE,
        Level.FINE,
    ]
    assert [one.clear for (one,) in (surge, batch, old)] == [False, True, True]


def test_it_says_when_at_each_pace_and_what_would_stay_inside() -> None:
    (reading,) = forecast("2026-09-16T00:00", Quota(300, 500), 250)

    assert reading.says == (
        "$500 used up on 20 Sep at the last day's pace, on 26 Sep at the month's: "
        "$13.33 or less a day stays inside"
    )
    assert reading.part == "usd_per_month:2026-09"


def test_the_first_days_of_a_month_say_nothing_yet() -> None:
    assert not forecast("2026-09-03T12:00", Quota(300, 500), 100)


def test_what_is_all_used_is_the_business_of_another_rule() -> None:
    (reading,) = forecast("2026-09-16T00:00", Quota(510, 500), 250)

    assert reading.clear


def test_without_history_nothing_is_known_of_the_pace() -> None:
    assert not used("quota_forecast", MONTH, Quota(300, 500))
