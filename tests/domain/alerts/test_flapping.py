"""What goes up and down is one message, and stays open until it is steady."""

from bot.domain.alerts.alert import State, What
from tests.domain.alerts.playing import CLEAR, CRITICAL, RAISED, WARNING, Life


def test_the_fourth_change_in_an_hour_is_flapping_and_no_end() -> None:
    life = Life()
    for _ in range(2):
        life.read(WARNING, 1)
        life.reads(CLEAR, 5.5)
    assert life.happened == [What.OPENED, What.RESOLVED, What.OPENED, What.FLAPPING]
    assert life.open.state is State.FLAPPING

    told = len(life.told)
    for _ in range(3):
        life.reads(WARNING, 3)
        life.reads(CLEAR, 20)
    assert life.open.is_open
    assert len(life.told) == told

    assert life.reads(CLEAR, 15) == [What.RESOLVED]


def test_what_opens_as_the_fourth_change_is_flapping_from_its_beginning() -> None:
    life = Life()
    life.read(WARNING)
    life.reads(WARNING, 50)
    life.reads(CLEAR, 5.5)
    life.read(WARNING, 3)
    life.reads(CLEAR, 5.5)
    life.read(WARNING, 8)

    assert life.open.number == 3
    assert life.open.state is State.FLAPPING


def test_what_is_bad_for_half_an_hour_flaps_no_more() -> None:
    life = Life()
    for _ in range(2):
        life.read(WARNING, 1)
        life.reads(CLEAR, 5.5)

    assert life.reads(WARNING, 29) == []
    assert life.reads(WARNING, 2) == [What.STEADY]
    assert life.open.state is State.FIRING


def test_getting_worse_is_said_once_even_while_it_flaps() -> None:
    life = Life()
    for _ in range(2):
        life.read(WARNING, 1)
        life.reads(CLEAR, 5.5)
    told = len(life.told)

    for _ in range(3):
        life.reads(CRITICAL, 1)
        life.reads(WARNING, 8)

    assert [one.what for one in life.told[told:]] == [What.ROSE]


def test_what_ends_at_once_does_not_flap() -> None:
    life = Life()
    for _ in range(3):
        life.read(WARNING, 1)
        life.read(RAISED, 1)

    assert life.happened == [What.OPENED, What.RESOLVED] * 3
