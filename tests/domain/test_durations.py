"""What people type for "until when"."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from bot.domain.durations import LONGEST, until

NOW = datetime(2026, 10, 24, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "meant"),
    [
        ("30m", "", NOW + timedelta(minutes=30)),
        ("90 min", "", NOW + timedelta(minutes=90)),
        (" 4H ", "", NOW + timedelta(hours=4)),
        ("1w", "", NOW + timedelta(days=7)),
        ("14:00", "UTC", datetime(2026, 10, 24, 14, 0, tzinfo=UTC)),
        ("09:00", "UTC", datetime(2026, 10, 25, 9, 0, tzinfo=UTC)),
        # That night the clocks go back.
        ("9:00", "Europe/Berlin", datetime(2026, 10, 25, 8, 0, tzinfo=UTC)),
        ("12:30", "", datetime(2026, 10, 25, 12, 30, tzinfo=UTC)),
    ],
)
def test_what_is_meant(text: str, zone: str, meant: datetime) -> None:
    assert until(text, NOW, zone) == meant


@pytest.mark.parametrize("text", ["", "0m", "5w", "99999w", "-1h", "24:00", "1 fortnight", "off"])
def test_what_means_nothing(text: str) -> None:
    assert until(text, NOW) is None


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    moment = until(text, NOW)

    assert moment is None or NOW < moment <= NOW + LONGEST
