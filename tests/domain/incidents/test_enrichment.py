"""What the page's JSON adds, and that it never overrules the feed."""

from dataclasses import replace

from bot.domain.incidents.enrichment import Board, BoardComponent, Details, Extras, enrich
from bot.domain.incidents.incident import Component, Incident, in_order
from bot.domain.incidents.states import Impact, Kind
from bot.domain.incidents.told import Reason, What
from tests.domain.incidents.building import OLD, Reader, a_read, an_incident, an_update, at, kinds

BOARD = Board(
    components=(
        BoardComponent(id="1", name="Login", group="APIs"),
        BoardComponent(id="2", name="Login", group="ChatGPT"),
        BoardComponent(id="3", name="Search", group="ChatGPT"),
    )
)
SAID = (
    an_update("Investigating", at(-20), "First.", ref="U1"),
    an_update("Identified", at(-10), "Second.", ref="U2"),
    an_update("Monitoring", at(0), "Third.", ref="U3"),
)
LATEST = an_incident(replace(SAID[2], ref=""), id="one")
LOGIN = Component(name="Login", impact=Impact.DEGRADED)


def details(**parts: object) -> Extras:
    one = replace(Details(id="one", updates=SAID), **parts)  # type: ignore[arg-type]
    return Extras(board=BOARD, details={"one": one})


def enriched(incident: Incident, extras: Extras) -> Incident:
    (one,) = enrich(a_read(incident), extras).incidents
    return one


def test_missing_updates_come_from_the_json() -> None:
    one = enriched(LATEST, details())

    assert [update.text for update in one.updates] == ["First.", "Second.", "Third."]
    assert one.whole
    assert one.started == at(-20)
    assert one.latest.ref == "U3"


def test_an_update_that_the_feed_does_not_show_yet_is_left_out() -> None:
    later = an_update("Resolved", at(1), "Done.", ref="U4")

    one = enriched(LATEST, details(updates=(*SAID, later)))

    assert one.latest.text == "Third."
    assert (one.state, one.word) == (LATEST.state, LATEST.word)


def test_json_older_than_the_feed_adds_no_updates() -> None:
    one = enriched(LATEST, details(updates=SAID[:2]))

    assert one.updates == LATEST.updates
    assert not one.whole


def test_the_stock_sentence_said_twice_is_not_taken_for_one() -> None:
    old = an_update("Monitoring", at(-5), "Third.", ref="U3")

    assert not enriched(LATEST, details(updates=(*SAID[:2], old))).whole


def test_a_whole_list_of_the_feed_stays_its_own() -> None:
    incident = an_incident(SAID[0], LATEST.latest, id="one", whole=True)

    assert enriched(incident, details()).updates == incident.updates


def test_groups_come_from_the_incidents_own_components_where_they_are_as_many() -> None:
    incident = replace(LATEST, components=(LOGIN,))
    exact = (replace(LOGIN, groups=("ChatGPT",)),)

    assert enriched(incident, details(components=exact)).components == exact


def test_a_name_in_two_groups_is_both_when_it_is_listed_twice_and_may_be_either_when_once() -> None:
    twice = enriched(replace(LATEST, components=(LOGIN, LOGIN)), Extras(board=BOARD))
    once = enriched(replace(LATEST, components=(LOGIN,)), Extras(board=BOARD))

    assert [one.groups for one in twice.components] == [("APIs",), ("ChatGPT",)]
    assert [one.groups for one in once.components] == [("APIs", "ChatGPT")]


def test_two_that_differ_cannot_be_told_apart() -> None:
    pair = (LOGIN, replace(LOGIN, impact=Impact.FULL_OUTAGE))

    one = enriched(replace(LATEST, components=pair), Extras(board=BOARD))

    assert [one.groups for one in one.components] == [("APIs", "ChatGPT")] * 2


def test_components_that_the_feed_cannot_name_come_from_the_json_and_stay() -> None:
    feed = an_incident(*SAID, id="one", whole=True, listed=False)
    search = Component(name="Search", impact=Impact.PARTIAL_OUTAGE, groups=("ChatGPT",))
    extras = details(components=(search,), impact=Impact.PARTIAL_OUTAGE, maintenance=True)
    reader = Reader(*OLD, enriched(feed, extras))

    assert reader.read(*OLD, feed) == ()

    known = reader.remembered.stories["one"].incident
    assert known.components == known.touched == (search,)
    assert (known.impact, known.kind) == (Impact.PARTIAL_OUTAGE, Kind.MAINTENANCE)


def test_json_that_comes_and_goes_is_no_news() -> None:
    plain = replace(LATEST, components=(LOGIN, LOGIN))
    rich = enriched(plain, details())
    reader = Reader(*OLD, plain)

    heard = [reader.read(*OLD, sight) for sight in (rich, plain, rich, plain)]

    assert heard == [()] * 4
    known = reader.remembered.stories["one"]
    assert [update.text for update in known.incident.updates] == ["First.", "Second.", "Third."]
    assert known.incident.components == rich.components
    assert known.incident.touched == in_order(rich.components)
    assert known.incident.started == at(-20)
    assert known.replies == ()


def test_an_update_that_was_missed_between_two_polls_is_told_with_the_next() -> None:
    first = an_incident(replace(SAID[0], ref=""), id="one")
    reader = Reader(*OLD, first)

    (one,) = reader.read(*OLD, enriched(LATEST, details()))

    assert (one.what, one.reason) == (What.UPDATED, Reason.NEW_UPDATE)
    assert [update.text for update in getattr(one, "fresh", ())] == ["Second.", "Third."]


def test_a_missed_update_that_the_json_tells_later_is_told_then() -> None:
    first = an_incident(replace(SAID[0], ref=""), id="one")
    reader = Reader(*OLD, first)
    reader.read(*OLD, LATEST)

    news = reader.read(*OLD, enriched(LATEST, details()))

    assert kinds(news) == [What.UPDATED]
    texts = [update.text for update in reader.remembered.stories["one"].incident.updates]
    assert texts == ["First.", "Second.", "Third."]


def test_nothing_is_changed_where_nothing_is_added() -> None:
    assert enrich(a_read(LATEST), Extras()) == a_read(LATEST)
    assert enriched(LATEST, Extras(board=BOARD)) == LATEST
