"""Which incidents that were not known before are told, and which are not."""

from dataclasses import replace

import pytest

from bot.domain.incidents.incident import UNDATED, Component, Incident
from bot.domain.incidents.states import Impact, Kind
from bot.domain.incidents.told import IncidentNews, Reason, What
from tests.domain.incidents.building import (
    OLD,
    Reader,
    a_read,
    an_incident,
    an_update,
    at,
    days_ago,
    kinds,
    old,
    the_one,
    ulid,
)


def open_one() -> Incident:
    return an_incident(made=at(-30))


def planned(hours: float = 24) -> Incident:
    start = at(60 * hours)
    return an_incident(
        an_update("Scheduled", at(-60)), kind=Kind.MAINTENANCE, planned=(start, start)
    )


def test_the_first_read_tells_only_what_is_open_now() -> None:
    reader = Reader(*OLD, open_one(), planned())

    one = the_one(reader.last.news)
    assert (one.what, one.reason) == (What.OPENED, Reason.OPEN_AT_FIRST_READ)
    assert one.incident.id == open_one().id
    assert reader.why_silent(OLD[0]) is Reason.OVER_AT_FIRST_READ
    assert reader.why_silent(planned()) is Reason.PLANNED_AT_FIRST_READ
    assert [one.id for one in reader.remembered.open_now] == [open_one().id]
    assert [one.id for one in reader.remembered.planned] == [planned().id]


def test_a_maintenance_at_work_at_the_first_read_has_begun() -> None:
    at_work = an_incident(an_update("In progress", at(-10)), kind=Kind.MAINTENANCE)

    assert kinds(Reader(*OLD, at_work).last.news) == [What.BEGUN]


def test_a_new_incident_is_opened_once() -> None:
    reader = Reader(*OLD)

    assert kinds(reader.read(*OLD, open_one())) == [What.OPENED]
    assert reader.read(*OLD, open_one()) == ()


def test_a_new_maintenance_is_announced() -> None:
    reader = Reader(*OLD)

    assert kinds(reader.read(planned(), *OLD)) == [What.ANNOUNCED]


def test_one_that_began_and_ended_between_two_reads_is_told_once_as_over() -> None:
    reader = Reader(*OLD)
    short = an_incident(an_update("Resolved", at(0.5)), made=at(0.2))

    one = the_one(reader.read(*OLD, short))

    assert (one.what, one.reason) == (What.RESOLVED, Reason.BETWEEN_READS)
    assert reader.read(*OLD, short) == ()


def test_a_backdated_one_is_told_although_its_times_lie_before_the_last_read() -> None:
    # Seen on OpenAI's page: made 18:06:39, over, and displayed at 17:30:00.
    reader = Reader(*OLD)
    late = an_incident(an_update("Resolved", at(-36)), made=at(0.5))

    one = the_one(reader.read(*OLD, late))

    assert (one.what, one.reason) == (What.BACKDATED, Reason.PUBLISHED_LATE)


def test_a_cache_may_have_hidden_a_new_one_for_some_minutes() -> None:
    reader = Reader(*OLD)

    hidden = an_incident(an_update("Resolved", at(-5)), made=at(-10))
    known_before = an_incident(an_update("Resolved", at(-20)), made=at(-25))

    assert kinds(reader.read(*OLD, hidden, known_before)) == [What.BACKDATED]


@pytest.mark.parametrize(("days", "told"), [(3, [What.BACKDATED]), (8, [])])
def test_a_backdated_one_of_last_week_is_told_and_an_older_one_is_not(
    days: float, told: list[What]
) -> None:
    late = an_incident(an_update("Resolved", days_ago(days)), id=ulid(at(0.5)))

    assert kinds(Reader(*OLD).read(*OLD, late)) == told


def test_a_backdated_one_without_a_telling_id_is_known_by_its_place_in_the_window() -> None:
    reader = Reader(*OLD)
    late = an_incident(an_update("Resolved", at(-36)), id="late")

    assert kinds(reader.read(*OLD, late)) == [What.BACKDATED]


@pytest.mark.parametrize(
    "name", [old(9, age_days=30).id, "27116491"], ids=["an id that tells", "a mute id"]
)
def test_an_old_one_that_enters_at_the_tail_is_no_news(name: str) -> None:
    # GitHub, 2025-12-20: one of 25 was deleted, and a month-old one took the free place.
    reader = Reader(*OLD)
    refill = replace(old(9, age_days=30), id=name)

    assert reader.read(*OLD[1:], refill) == ()
    assert reader.why_silent(refill) is Reason.LISTED_BEFORE


def test_what_ended_while_the_bot_was_away_for_days_is_no_news() -> None:
    reader = Reader(*OLD, start=days_ago(6))
    missed = an_incident(an_update("Resolved", days_ago(3)), made=days_ago(4))
    recent = an_incident(an_update("Resolved", at(-60)), made=at(-90))

    news = reader.take(a_read(*OLD, missed, recent), minutes=6 * 24 * 60)

    assert the_one(news).incident.id == recent.id
    assert reader.why_silent(missed) is Reason.LONG_OVER


def test_a_maintenance_whose_time_is_past_is_no_announcement() -> None:
    reader = Reader(*OLD)
    late = planned(hours=-30)

    assert reader.read(late, *OLD) == ()
    assert reader.why_silent(late) is Reason.LONG_OVER


def test_news_of_a_maintenance_that_was_never_told_announces_it() -> None:
    reader = Reader(planned(), *OLD)
    moved = replace(planned(), updates=(an_update("Scheduled", at(0), "A day later."),))

    assert kinds(reader.read(moved, *OLD)) == [What.ANNOUNCED]


def test_a_foreign_word_is_open_and_shown_as_it_stands() -> None:
    reader = Reader(*OLD)

    one = the_one(reader.read(*OLD, an_incident(an_update("Em análise", at(0)))))

    assert (one.what, one.incident.word) == (What.OPENED, "Em análise")


def test_a_page_in_another_language_does_not_flood_the_first_read() -> None:
    over = [
        an_incident(an_update("Resolvido", days_ago(n)), id=ulid(days_ago(n))) for n in range(2, 80)
    ]

    reader = Reader(*over)

    assert reader.last.news == ()
    assert reader.why_silent(over[0]) is Reason.UNCLEAR_AND_OLD


def test_of_two_entries_with_one_id_the_later_counts_whatever_their_order() -> None:
    early = an_incident(an_update("Investigating", at(0)), id="twin")
    late = an_incident(an_update("Monitoring", at(1)), id="twin")
    one, other = Reader(*OLD), Reader(*OLD)

    news = one.read(*OLD, early, late)

    assert news == other.read(late, *OLD, early)
    assert the_one(news).incident.word == "Monitoring"


def test_a_time_that_cannot_be_is_replaced_by_when_it_was_first_seen() -> None:
    reader = Reader(*OLD)
    undated = an_incident(an_update("Investigating", UNDATED), id="undated")

    first = the_one(reader.read(*OLD, undated))

    assert first.incident.started == first.incident.latest.at == reader.time
    assert reader.read(*OLD, undated) == ()
    said_more = an_incident(an_update("Investigating", UNDATED, "More."), id="undated")
    assert kinds(reader.read(*OLD, said_more)) == [What.UPDATED]
    assert reader.remembered.stories["undated"].incident.started == first.incident.started


def test_the_most_severe_comes_first() -> None:
    mild = an_incident(id=ulid(at(0), "A" * 16))
    grave = an_incident(
        id=ulid(at(0), "B" * 16), components=[Component(name="API", impact=Impact.FULL_OUTAGE)]
    )

    news = Reader(*OLD).read(mild, grave)

    told = [one.incident.id for one in news if isinstance(one, IncidentNews)]
    assert told == [grave.id, mild.id]
