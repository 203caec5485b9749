"""The life of an alert, case by case."""

from datetime import timedelta

import pytest

from bot.domain.alerts.alert import Deed, State, What
from bot.domain.alerts.silence import Silence
from bot.domain.rules.reading import Level, Reading
from tests.domain.alerts.playing import (
    BETWEEN,
    CLEAR,
    CRITICAL,
    NOON,
    NOTHING,
    RAISED,
    WARNING,
    Life,
    a_reading,
    kinds,
)


@pytest.mark.parametrize(
    "reading",
    [CLEAR, BETWEEN, NOTHING, a_reading(Level.NOTE)],
    ids=["clear", "between", "no data", "a note"],
)
def test_what_crosses_no_limit_opens_nothing(reading: Reading) -> None:
    life = Life()

    assert life.read(reading).alert is None


def test_a_crossed_limit_opens_an_alert_at_once_and_once() -> None:
    life = Life()

    assert kinds(life.read(WARNING)) == [What.OPENED]
    assert life.reads(WARNING, 30) == []
    assert (life.open.state, life.open.level, life.open.number) == (State.FIRING, Level.WARNING, 1)


def test_it_is_over_when_it_was_clear_for_the_whole_hold() -> None:
    life = Life()
    life.read(WARNING)
    life.read(CLEAR, 1)

    assert life.reads(CLEAR, 4.5) == []
    assert life.reads(CLEAR, 0.5) == [What.RESOLVED]
    assert life.open.resolved == life.now


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(WARNING, id="a breach"),
        pytest.param(BETWEEN, id="between the limits"),
        pytest.param(NOTHING, id="no data"),
    ],
)
def test_whatever_is_not_clear_begins_the_hold_anew(between: Reading) -> None:
    life = Life()
    life.read(WARNING)
    life.reads(CLEAR, 4.5)
    life.read(between, 0.5)

    life.read(CLEAR, 0.5)
    assert What.RESOLVED not in life.reads(CLEAR, 4.5)
    assert life.reads(CLEAR, 0.5) == [What.RESOLVED]


def test_between_the_limits_it_stays_open() -> None:
    life = Life()
    life.read(WARNING)

    assert life.reads(BETWEEN, 60) == []
    assert life.open.is_open


def test_a_hold_of_its_own_and_none_at_all() -> None:
    life = Life()
    life.read(WARNING)
    life.read(a_reading(Level.FINE, clear=True, hold_s=60.0), 1)
    assert kinds(life.read(a_reading(Level.FINE, clear=True, hold_s=60.0), 1)) == [What.RESOLVED]

    life.read(WARNING, 60)
    assert kinds(life.read(RAISED, 1)) == [What.RESOLVED]
    assert life.open.reason == "limit changed"


def test_severity_rises_at_once_and_falls_after_the_hold() -> None:
    life = Life()
    life.read(WARNING)

    assert kinds(life.read(CRITICAL, 0.1)) == [What.ROSE]
    assert life.reads(WARNING, 5) == []
    assert life.reads(WARNING, 0.5) == [What.FELL]
    assert (life.open.level, life.open.worst) == (Level.WARNING, Level.CRITICAL)


def test_a_severity_that_is_reached_again_begins_the_hold_anew() -> None:
    life = Life()
    life.read(CRITICAL)
    life.reads(WARNING, 4)
    life.read(CRITICAL, 0.5)

    assert life.reads(WARNING, 5) == []
    assert life.reads(WARNING, 0.5) == [What.FELL]


def test_no_traffic_is_no_recovery() -> None:
    life = Life()
    life.read(WARNING)
    seen = life.now

    assert kinds(life.read(NOTHING, 1)) == [What.NO_DATA]
    assert life.reads(NOTHING, 24 * 60, every_s=300) == []
    assert (life.open.state, life.open.seen) == (State.NO_DATA, seen)
    assert life.open.reading == WARNING
    assert kinds(life.read(WARNING, 1)) == [What.DATA_AGAIN, What.REMINDED]


def test_it_is_told_again_every_four_hours() -> None:
    life = Life()
    life.read(WARNING)

    assert life.reads(WARNING, 4 * 60, every_s=60) == [What.REMINDED]
    assert life.reads(WARNING, 8 * 60, every_s=60) == [What.REMINDED] * 2


def test_after_a_pause_of_a_day_there_is_one_reminder() -> None:
    life = Life()
    life.read(WARNING)

    assert kinds(life.read(WARNING, 24 * 60)) == [What.REMINDED]
    assert kinds(life.read(WARNING, 0.1)) == []


def test_who_acknowledged_is_reminded_after_three_hours_and_relieved_after_a_day() -> None:
    life = Life()
    life.read(WARNING)
    life.act(Deed.ACKNOWLEDGE)

    assert life.reads(WARNING, 3 * 60, every_s=60) == [What.REMINDED]
    assert life.told[-1].by == "U0ADA"
    assert life.reads(WARNING, 21 * 60, every_s=60) == [What.UNACKNOWLEDGED]
    assert (life.open.acknowledged_by, life.open.state) == ("", State.FIRING)


def test_a_silence_keeps_quiet_and_ends_by_itself() -> None:
    life = Life()
    life.read(WARNING)
    life.act(Deed.SILENCE, until=NOON + timedelta(hours=8))
    told = len(life.told)

    life.reads(WARNING, 8 * 60 - 1, every_s=60)
    assert len(life.told) == told
    assert kinds(life.read(WARNING, 1)) == [What.SILENCE_ENDED]
    assert life.open.state is State.FIRING


def test_a_rise_to_critical_breaks_a_silence() -> None:
    life = Life()
    life.read(WARNING)
    life.act(Deed.SILENCE, until=NOON + timedelta(hours=8))

    life.read(CRITICAL, 1)

    assert (life.open.state, life.told[-1].what) == (State.FIRING, What.ROSE)


def test_a_silence_over_the_service_holds_whatever_happens() -> None:
    life = Life(silence=Silence("U0ADA", NOON + timedelta(hours=8), NOON))
    life.read(WARNING)
    life.read(CRITICAL, 1)
    life.reads(CLEAR, 6)

    assert life.happened == [What.OPENED, What.ROSE, What.RESOLVED]
    assert life.told == []


def test_it_lies_open_in_one_state_and_keeps_the_others() -> None:
    life = Life()
    life.read(WARNING)
    life.act(Deed.ACKNOWLEDGE)
    life.act(Deed.SILENCE, until=NOON + timedelta(hours=1))
    states = [life.read(NOTHING, 1).alert, life.act(Deed.UNSILENCE).alert]
    states += [life.read(WARNING, 1).alert]

    assert [one and one.state for one in states] == [
        State.SILENCED,
        State.NO_DATA,
        State.ACKNOWLEDGED,
    ]
