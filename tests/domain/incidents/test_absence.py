"""What the absence of an incident means: withdrawn, aged out, or nothing yet."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.incidents.absence import BELIEVED_AFTER, MISSES, MOST_STORIES
from bot.domain.incidents.incident import Incident
from bot.domain.incidents.remembered import Gone
from bot.domain.incidents.states import State
from bot.domain.incidents.told import Reason, What
from tests.domain.incidents.building import (
    OLD,
    Reader,
    a_gap,
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

ONE = an_incident(id="one")
DAY = 24 * 60


def test_withdrawn_after_three_complete_reads_and_told_once() -> None:
    reader = Reader(*OLD, ONE)

    assert [kinds(reader.read(*OLD)) for _ in range(5)] == [[], [], [What.WITHDRAWN], [], []]
    assert reader.remembered.stories["one"].gone is Gone.WITHDRAWN
    assert reader.remembered.open_now == ()
    assert reader.remembered.since(at(60)) == tuple(reversed(OLD))


def test_reads_with_a_gap_do_not_count() -> None:
    reader = Reader(*OLD, ONE)
    reader.read(*OLD)
    reader.read(*OLD)

    assert What.WITHDRAWN not in kinds(reader.take(a_gap()))
    assert kinds(reader.read(*OLD)) == [What.WITHDRAWN]


def test_three_in_a_row_are_needed() -> None:
    reader = Reader(*OLD, ONE)
    reader.read(*OLD)
    reader.read(*OLD)
    reader.read(*OLD, ONE)

    assert reader.read(*OLD) == ()
    assert reader.why_silent(ONE) is Reason.MISSING_SO_FAR


def test_a_withdrawn_one_that_is_listed_again_is_open_again() -> None:
    reader = Reader(*OLD, ONE)
    for _ in range(MISSES):
        reader.read(*OLD)

    one = the_one(reader.read(*OLD, ONE))

    assert (one.what, one.reason) == (What.REOPENED, Reason.LISTED_AGAIN)
    assert reader.read(*OLD, ONE) == ()


def test_one_that_was_never_told_is_withdrawn_in_silence() -> None:
    reader = Reader(*OLD)

    news = [reader.read(*OLD[1:]) for _ in range(4)]

    assert news == [()] * 4
    assert reader.remembered.stories[OLD[0].id].gone is Gone.WITHDRAWN


def test_what_leaves_the_window_of_ninety_days_has_aged_out() -> None:
    ageing = an_incident(an_update("Monitoring", days_ago(88.5)), id="ageing")
    reader = Reader(*OLD, ageing)

    one = the_one(reader.take(a_read(*OLD), minutes=DAY))

    assert (one.what, one.reason) == (What.AGED_OUT, Reason.OUT_OF_WINDOW)
    assert reader.remembered.stories["ageing"].gone is Gone.AGED_OUT


def test_what_is_over_ages_out_in_silence_although_it_was_told() -> None:
    ageing = an_incident(an_update("Monitoring", days_ago(88.5)), id="ageing")
    reader = Reader(*OLD, ageing)
    over = replace(ageing, updates=(an_update("Resolved", days_ago(88.4)),), state=State.RESOLVED)
    assert kinds(reader.read(*OLD, over)) == [What.RESOLVED]

    assert reader.take(a_read(*OLD), minutes=DAY) == ()
    assert reader.remembered.stories["ageing"].gone is Gone.AGED_OUT
    assert reader.read(*OLD, over) == ()


def test_an_open_one_that_aged_out_and_is_listed_again_is_open_again() -> None:
    ageing = an_incident(an_update("Monitoring", days_ago(88.5)), id="ageing")
    reader = Reader(*OLD, ageing)
    reader.take(a_read(*OLD), minutes=DAY)

    assert kinds(reader.read(*OLD, ageing)) == [What.REOPENED]


def test_what_gives_way_in_a_window_of_25_has_aged_out_and_may_come_back_in_silence() -> None:
    feed = [replace(old(n, age_days=n), id=str(n)) for n in range(1, 26)]
    reader = Reader(*feed)

    assert reader.read(ONE, *feed[:-1]) != ()
    assert reader.why_silent(feed[-1]) is Reason.OUT_OF_WINDOW
    for _ in range(MISSES):
        assert reader.read(*feed) == () or kinds(reader.last.news) == [What.WITHDRAWN]
    assert reader.remembered.stories["25"].gone is None


def test_a_read_that_lacks_many_at_once_is_believed_in_what_it_shows_only() -> None:
    reader = Reader(*OLD)

    assert kinds(reader.read(ONE)) == [What.OPENED]
    assert reader.why_silent(OLD[0]) is Reason.TOO_MANY_MISSING
    for _ in range(MISSES):
        assert reader.read(ONE) == ()
    assert all(story.gone is None for story in reader.remembered.stories.values())


def test_a_read_that_lacks_many_does_not_move_the_old_end_of_the_window() -> None:
    reader = Reader(*OLD)
    reader.read(ONE)
    late = an_incident(an_update("Resolved", days_ago(2)), id="late")

    assert kinds(reader.read(*OLD, ONE, late)) == [What.BACKDATED]


def test_a_page_that_shrank_for_good_is_believed_in_the_end() -> None:
    reader = Reader(*OLD)

    for _ in range(BELIEVED_AFTER + MISSES):
        reader.read(ONE)

    gone = {story.gone for key, story in reader.remembered.stories.items() if key != "one"}
    assert gone == {Gone.WITHDRAWN}


def test_old_ones_are_forgotten_when_they_have_left_the_feed() -> None:
    reader = Reader(*OLD)

    reader.take(a_read(*OLD, ONE), minutes=85 * DAY)
    assert len(reader.remembered.stories) == 6
    reader.take(a_read(*OLD, ONE), minutes=10 * DAY)
    assert len(reader.remembered.stories) == 6  # the page lists them still
    reader.take(a_read(ONE))
    assert set(reader.remembered.stories) == {"one"}


def test_what_is_remembered_has_an_end_even_if_the_page_has_none() -> None:
    reader = Reader()
    for page in range(5):
        reader.read(*(named(page * 400 + n) for n in range(400)))

    assert len(reader.remembered.stories) == MOST_STORIES
    assert named(1999).id in reader.remembered.stories


def named(n: int) -> Incident:
    made = days_ago(50) + timedelta(minutes=n)
    return an_incident(an_update("Resolved", made), id=ulid(made), made=made)


def test_another_page_begins_anew_and_closes_what_was_open() -> None:
    reader = Reader(*OLD, ONE)
    theirs = an_incident(an_update("Investigating", at(0)), id="theirs")
    over = an_incident(an_update("Resolved", at(0)), id="over")

    news = reader.take(a_read(theirs, over, page="www.githubstatus.com"))

    assert [(one.what, one.reason) for one in news] == [
        (What.WITHDRAWN, Reason.OTHER_PAGE),
        (What.OPENED, Reason.OPEN_AT_FIRST_READ),
    ]
    assert set(reader.remembered.stories) == {"theirs", "over"}


def test_another_name_for_the_same_page_changes_nothing() -> None:
    reader = Reader(*OLD, ONE)

    assert reader.take(a_read(*OLD, ONE, page="status.example.com")) == ()
