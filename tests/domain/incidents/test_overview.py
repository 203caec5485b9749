"""Components by group and the last days, out of what is known."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from bot.domain.incidents.board_saved import load_board, save_board
from bot.domain.incidents.enrichment import Board, BoardComponent
from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.overview import Day, Group, Known, groups, last_days
from bot.domain.incidents.remembered import Remembered, Story
from bot.domain.incidents.states import Impact, Kind
from tests.domain.incidents.building import NOON, an_incident, an_update

BOARD = Board(
    components=(
        BoardComponent(id="1", name="Login", group="APIs", impact=Impact.NONE),
        BoardComponent(id="2", name="Files", group="APIs", impact=Impact.DEGRADED),
        BoardComponent(id="3", name="Login", group="ChatGPT", impact=Impact.NONE),
    ),
    read_at=NOON,
)


def remembered(*incidents: Incident) -> Remembered:
    return Remembered(
        stories={one.id: Story(incident=one, first_seen=NOON) for one in incidents}, read_at=NOON
    )


def test_what_an_incident_says_is_believed_before_the_list() -> None:
    login = Component(name="Login", groups=("ChatGPT",), impact=Impact.FULL_OUTAGE)
    known = Known(remembered=remembered(an_incident(components=[login])), board=BOARD)

    assert groups(known) == (
        Group(name="APIs", hit=(Component(name="Files", impact=Impact.DEGRADED),), operational=1),
        Group(name="ChatGPT", hit=(Component(name="Login", impact=Impact.FULL_OUTAGE),)),
    )


def test_a_component_whose_group_is_not_known_counts_wherever_it_stands() -> None:
    login = Component(name="Login", impact=Impact.PARTIAL_OUTAGE)
    known = Known(remembered=remembered(an_incident(components=[login])), board=BOARD)

    assert [[one.name for one in group.hit] for group in groups(known)] == [
        ["Login", "Files"],
        ["Login"],
    ]


def test_without_a_list_the_incidents_tell_what_is_hit() -> None:
    parts = [
        Component(name="Sora", impact=Impact.DEGRADED),
        Component(name="Well", impact=Impact.NONE),
    ]

    assert groups(Known(remembered=remembered(an_incident(components=parts)))) == (
        Group(name="", hit=(Component(name="Sora", impact=Impact.DEGRADED),)),
    )
    assert groups(Known()) == ()


def test_the_last_days_count_what_touched_them() -> None:
    before = NOON - timedelta(days=2)
    long = an_incident(an_update("Resolved", NOON - timedelta(days=1)), made=before)
    still_open = an_incident(components=[Component(name="A", impact=Impact.FULL_OUTAGE)], made=NOON)
    planned = an_incident(an_update("In progress"), kind=Kind.MAINTENANCE, id="M", made=NOON)

    days = last_days(remembered(long, still_open, planned), NOON, 4)

    assert days == (
        Day(day=(NOON - timedelta(days=3)).date()),
        Day(day=before.date(), incidents=1, impact=Impact.UNSTATED),
        Day(day=(NOON - timedelta(days=1)).date(), incidents=1, impact=Impact.UNSTATED),
        Day(day=NOON.date(), incidents=1, impact=Impact.FULL_OUTAGE),
    )


def test_the_list_comes_back_as_it_was() -> None:
    assert load_board(save_board(BOARD)) == BOARD
    assert load_board(save_board(Board())) == Board()


@given(st.text() | st.sampled_from(["{}", "[]", '{"read_at": 1, "components": []}']))
def test_what_cannot_be_read_is_no_list(text: str) -> None:
    assert load_board(text) == Board()


@pytest.mark.parametrize("days", [1, 30])
def test_there_are_as_many_days_as_were_asked_for(days: int) -> None:
    assert len(last_days(Remembered(), NOON, days)) == days
