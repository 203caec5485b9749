"""What a read that is not complete does: nothing, and one notice if it goes on."""

from dataclasses import replace

from bot.domain.incidents.feed_read import GapReason
from bot.domain.incidents.incident import Incident
from bot.domain.incidents.told import FeedNews, Reason, What
from tests.domain.incidents.building import (
    OLD,
    Reader,
    a_gap,
    a_read,
    an_incident,
    an_update,
    at,
    kinds,
    old,
)

ONE = an_incident(id="one")


def test_a_read_with_a_gap_changes_nothing_that_is_known() -> None:
    reader = Reader(*OLD, ONE)
    before = reader.remembered

    assert reader.take(a_gap(GapReason.WEB_PAGE)) == ()

    assert replace(reader.remembered, trouble=None) == before
    (silence,) = reader.last.silences
    assert (silence.reason, silence.says) == (Reason.INCOMPLETE, "the answer is empty")


def test_several_in_a_row_are_one_notice_to_the_operator_and_one_when_it_is_over() -> None:
    reader = Reader(*OLD)

    heard = [reader.take(a_gap()) for _ in range(6)]

    assert [kinds(news) for news in heard] == [[], [], [What.UNREADABLE], [], [], []]
    (notice,) = heard[2]
    assert isinstance(notice, FeedNews)
    assert notice.since == at(1)
    assert kinds(reader.read(*OLD)) == [What.READABLE]
    assert reader.remembered.trouble is None
    assert reader.read(*OLD) == ()


def test_a_single_one_is_no_notice() -> None:
    reader = Reader(*OLD)
    for _ in range(5):
        assert reader.take(a_gap()) == ()
        assert reader.read(*OLD) == ()


def test_a_feed_with_nothing_in_it_is_no_all_clear() -> None:
    reader = Reader(*OLD, ONE)

    assert [kinds(reader.read()) for _ in range(4)] == [[], [], [What.UNREADABLE], []]
    assert [one.id for one in reader.remembered.open_now] == ["one"]
    assert reader.remembered.trouble is not None
    assert reader.remembered.trouble.gap.reason is GapReason.EMPTIED


def test_a_feed_of_one_old_incident_that_ages_out_may_be_empty() -> None:
    reader = Reader(old(1, age_days=88))

    assert reader.take(a_read(), minutes=3 * 24 * 60) == ()
    assert reader.remembered.trouble is None


def test_a_page_without_incidents_is_a_complete_read() -> None:
    reader = Reader()

    assert reader.remembered.read_at == at(0)
    assert kinds(reader.read(an_incident(made=at(0)))) == [What.OPENED]


def test_an_older_copy_from_a_cache_takes_nothing_back() -> None:
    def copy(word: str, minutes: float) -> Incident:
        return an_incident(an_update(word, at(minutes)), id="one")

    reader = Reader(*OLD, copy("Monitoring", -5))
    new = replace(a_read(*OLD, copy("Resolved", 1)), rendered=at(1))
    stale = replace(a_read(*OLD, copy("Monitoring", -5)), rendered=at(0))

    heard = [kinds(reader.take(read)) for read in (new, stale, new, stale, new)]

    assert heard == [[What.RESOLVED], [], [], [], []]


def test_a_copy_from_the_future_does_not_silence_the_page_for_long() -> None:
    reader = Reader(*OLD)
    reader.take(replace(a_read(*OLD), rendered=at(600)))

    assert reader.take(replace(a_read(*OLD, ONE), rendered=at(2)), minutes=2) != ()
