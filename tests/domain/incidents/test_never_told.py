"""What becomes of incidents that were known and never told: most of it stays untold."""

from dataclasses import replace

from bot.domain.incidents.incident import Incident
from bot.domain.incidents.states import Kind
from bot.domain.incidents.told import Reason, What
from tests.domain.incidents.building import OLD, Reader, an_incident, an_update, at, kinds


def test_what_happens_to_one_that_was_never_told_stays_untold() -> None:
    over = replace(OLD[0], updates=(replace(OLD[0].latest, text="The root cause."),))
    reader = Reader(*OLD)

    assert reader.read(over, *OLD[1:]) == ()
    assert reader.why_silent(over) is Reason.NEVER_TOLD


def test_an_old_one_that_reopens_is_told_although_it_never_was() -> None:
    again = an_update("Investigating", at(0))
    reader = Reader(*OLD)

    news = reader.read(replace(OLD[0], state=again.state, word=again.word, updates=(again,)))

    assert kinds(news) == [What.REOPENED]


def test_a_planned_one_of_before_the_first_read_is_told_when_it_begins_and_ends() -> None:
    def sight(word: str, minutes: float) -> Incident:
        return an_incident(an_update(word, at(minutes)), id="one", kind=Kind.MAINTENANCE)

    began = Reader(sight("Scheduled", -60))
    missed = Reader(sight("Scheduled", -60))

    assert kinds(began.read(sight("In progress", 0))) == [What.BEGUN]
    assert kinds(missed.read(sight("Completed", 1))) == [What.FINISHED]
    assert missed.remembered.stories["one"].replies == ()  # its first message says it all


def test_a_silent_unclear_one_is_told_when_it_says_something_new() -> None:
    def sight(minutes: float, text: str) -> Incident:
        return an_incident(an_update("Em análise", at(minutes), text), id="one")

    reader = Reader(sight(-60 * 48, "Nada."))
    assert reader.last.news == ()

    assert kinds(reader.read(sight(0, "Algo."))) == [What.OPENED]
