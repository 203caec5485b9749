"""What stays as it is for weeks is told once: a quota that is nearly used, an old library."""

from datetime import timedelta

import pytest

from bot.domain.alerts.alert import What
from bot.domain.alerts.decide import decide
from tests.domain.alerts.playing import NOON, a_reading


@pytest.mark.parametrize(
    ("rule", "reminded"),
    [("error_rate", True), ("quota_used", False), ("outdated_sdk", False)],
)
def test_nobody_is_reminded_of_what_stays_for_weeks(rule: str, reminded: bool) -> None:  # noqa: FBT001
    reading = a_reading(rule=rule)
    opened = decide(None, reading, NOON).alert

    later = decide(opened, reading, NOON + timedelta(hours=5))

    assert (What.REMINDED in {one.what for one in later.happened}) is reminded
