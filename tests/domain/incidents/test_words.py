"""The words of status pages, times in ids, and changes said in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from bot.domain.incidents.changes import changes
from bot.domain.incidents.incident import Component, minted, same_words
from bot.domain.incidents.states import Impact, State, read_impact, read_state, worst
from tests.domain.incidents.building import an_incident, an_update, at, ulid

DEGRADED = "degraded performance"


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Investigating", State.INVESTIGATING),
        (" RESOLVED ", State.RESOLVED),
        ("Postmortem", State.RESOLVED),
        ("In progress", State.IN_PROGRESS),
        ("maintenance_in_progress", State.IN_PROGRESS),
        ("maintenance_complete", State.COMPLETED),
        ("Completed", State.COMPLETED),
        ("Resolvido", State.UNKNOWN),
        ("", State.UNKNOWN),
    ],
)
def test_the_words_for_states(word: str, state: State) -> None:
    assert read_state(word) is state


@pytest.mark.parametrize(
    ("word", "impact"),
    [
        ("Operational", Impact.NONE),
        ("degraded_performance", Impact.DEGRADED),
        ("Full outage", Impact.FULL_OUTAGE),
        ("major_outage", Impact.FULL_OUTAGE),
        ("Under maintenance", Impact.MAINTENANCE),
        ("Operacional", Impact.UNSTATED),
    ],
)
def test_the_words_for_impacts(word: str, impact: Impact) -> None:
    assert read_impact(word) is impact


def test_a_foreign_word_is_open() -> None:
    assert State.UNKNOWN.is_open
    assert [state for state in State if state.is_planned] == [State.SCHEDULED]
    assert not any(state.is_open and state.is_over for state in State)


def test_the_worst_of_nothing_is_no_claim() -> None:
    assert worst([]) is Impact.UNSTATED
    assert worst([Impact.NONE, Impact.FULL_OUTAGE, Impact.DEGRADED]) is Impact.FULL_OUTAGE


def test_an_id_tells_when_it_was_made() -> None:
    assert minted("01M1KWEDH417T2CF44YYHZDFCR") == datetime(
        2026, 9, 3, 14, 58, 23, 908000, tzinfo=UTC
    )


@pytest.mark.parametrize("name", ["", "01M1K0", "31233568", "01M1KWEDH417T2CF44YYHZDFCU", "7" * 26])
def test_other_ids_tell_nothing(name: str) -> None:
    assert minted(name) is None


@given(st.datetimes(datetime(2016, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001  # hypothesis wants them so
def test_every_made_id_tells_its_time(made: datetime) -> None:
    made = made.replace(microsecond=made.microsecond // 1000 * 1000, tzinfo=UTC)

    told = minted(ulid(made))

    assert told is not None
    assert abs((told - made).total_seconds()) <= 0.001


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("All is well.", "All  is\nwell", True),
        ("“Quoted”", '"quoted"', True),
        ("Half is well.", "All is well.", False),
        ("", "…", True),
    ],
)
def test_marks_and_spaces_do_not_make_another_text(one: str, other: str, *, same: bool) -> None:
    assert same_words(one, other) is same


def test_changes_are_said_in_words() -> None:
    login = Component(name="Login", impact=Impact.DEGRADED)
    before = an_incident(
        an_update("Investigating"),
        components=[login, login, Component(name="Search", impact=Impact.DEGRADED)],
    )
    after = replace(
        an_incident(
            an_update("Monitoring", at(5)),
            components=[
                login,
                replace(login, impact=Impact.NONE),
                Component(name="Batch", word="Lento"),
            ],
            title="Errors",
            planned=(at(1), at(2)),
        ),
        link="",
        impact=Impact.FULL_OUTAGE,
    )

    assert changes(before, after) == (
        "state: Investigating → Monitoring",
        f"impact: {DEGRADED} → full outage",
        "title: was “Elevated errors”",
        f"Login: {DEGRADED} and {DEGRADED} → {DEGRADED} and operational",
        "now listed: Batch",
        "no longer listed: Search",
        "the planned time",
        "the link",
    )
    assert changes(None, after) == changes(after, after) == ()
