"""When the feed is looked at again."""

import pytest
from hypothesis import given, strategies as st

from bot.domain.incidents.feed_read import Gap, GapReason
from bot.domain.incidents.pace import JITTER, LONGEST_ASKED_S, SLOWEST_S, next_wait_s
from bot.domain.incidents.remembered import Remembered, Story, Trouble
from tests.domain.incidents.building import an_incident, an_update, at

QUIET = Remembered()
OPEN = Remembered(stories={"one": Story(incident=an_incident(id="one"), first_seen=at(0))})
OVER = Remembered(
    stories={"one": Story(incident=an_incident(an_update("Resolved"), id="one"), first_seen=at(0))}
)


def troubled(reads: int, base: Remembered = QUIET) -> Remembered:
    trouble = Trouble(since=at(0), reads=reads, gap=Gap(GapReason.EMPTY, ""))
    return Remembered(stories=base.stories, trouble=trouble)


@pytest.mark.parametrize(
    ("remembered", "wait_s"),
    [
        pytest.param(QUIET, 60, id="nothing open"),
        pytest.param(OPEN, 30, id="something open"),
        pytest.param(OVER, 60, id="over"),
        pytest.param(troubled(1), 60, id="one gap"),
        pytest.param(troubled(2), 120, id="two"),
        pytest.param(troubled(3), 240, id="three"),
        pytest.param(troubled(9), SLOWEST_S, id="many"),
        pytest.param(troubled(5000), SLOWEST_S, id="very many"),
        pytest.param(troubled(1, OPEN), 60, id="a gap while something is open"),
    ],
)
def test_the_table(remembered: Remembered, wait_s: float) -> None:
    assert next_wait_s(remembered, 60, 0) == wait_s


def test_who_polls_more_slowly_than_the_back_off_does_not_speed_up() -> None:
    assert next_wait_s(troubled(9), 900, 0) == 900


def test_a_server_that_asks_to_be_left_alone_is_for_an_hour_at_most() -> None:
    assert next_wait_s(QUIET, 60, 0, retry_after_s=200) == 200
    assert next_wait_s(QUIET, 60, 0, retry_after_s=5) == 60
    assert next_wait_s(QUIET, 60, 0, retry_after_s=1e9) == LONGEST_ASKED_S


@given(st.floats(0, 1), st.sampled_from([QUIET, OPEN, troubled(2)]), st.integers(1, 3600))
def test_jitter_only_shortens_and_by_no_more_than_a_tenth(
    draw: float, remembered: Remembered, poll_s: int
) -> None:
    longest = next_wait_s(remembered, poll_s, 0)

    assert longest * (1 - JITTER) <= next_wait_s(remembered, poll_s, draw) <= longest
