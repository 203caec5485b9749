"""Private notes: who gets one, once, and what happens if it cannot be delivered."""

from dataclasses import replace

import pytest

from bot.domain.desired.delivered import Delivered
from bot.domain.desired.pace import Pace
from bot.domain.desired.people import PersonTold, enrol_people, forgotten, notes
from bot.domain.desired.plan import next_steps
from bot.domain.desired.settle import after, before
from bot.domain.desired.steps import SETTLES_IN, Act, Done, NotDone, Why
from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.remembered import Remembered, Story
from bot.domain.incidents.states import Impact, Kind
from bot.domain.incidents.told import FeedNews, IncidentNews, Reason, What
from tests.domain.incidents.building import NOON, a_gap, an_incident, an_update, at

API = Component(name="Embeddings", groups=("APIs",), impact=Impact.DEGRADED)
OPEN = an_incident(id="I", components=[API])
NOTE = Delivered(id="note/I/U1", about="I", channel="U1")


def news(incident: Incident = OPEN, what: What = What.OPENED) -> IncidentNews:
    return IncidentNews(what=what, reason=Reason.FIRST_LISTED, incident=incident)


def known(incident: Incident = OPEN) -> Remembered:
    return Remembered(stories={incident.id: Story(incident=incident, first_seen=NOON)})


def test_who_checked_in_vain_gets_one_note_however_often_they_checked() -> None:
    assert enrol_people([news()], [("U1", ""), ("U1", "images")], ()) == (NOTE,)
    assert enrol_people([news()], [("U1", "")], {NOTE.id}) == ()


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(news(what=What.UPDATED), id="an update"),
        pytest.param(news(what=What.RESOLVED), id="an end"),
        pytest.param(news(replace(OPEN, kind=Kind.MAINTENANCE)), id="a maintenance"),
        pytest.param(
            news(an_incident(components=[Component(name="Login", groups=("ChatGPT",))])),
            id="elsewhere",
        ),
        pytest.param(
            FeedNews(
                what=What.UNREADABLE,
                reason=Reason.UNREADABLE,
                since=NOON,
                gap=a_gap().gap,  # type: ignore[arg-type]
            ),
            id="the feed",
        ),
    ],
)
def test_nothing_else_is_worth_a_note(told: IncidentNews | FeedNews) -> None:
    assert enrol_people([told], [("U1", "")], ()) == ()


def test_a_note_is_begun_only_while_the_incident_lasts() -> None:
    (note,) = notes(known(), {NOTE.id: NOTE, "incident/I/C1": replace(NOTE, id="incident/I/C1")})
    over = an_incident(an_update("Resolved", at(5)), id="I")
    (late,) = notes(known(over), {NOTE.id: NOTE})

    assert note.root.content == PersonTold(OPEN)
    assert next_steps([note], {NOTE.id: NOTE}, Pace(), NOON).steps[0].act is Act.POST
    assert next_steps([late], {NOTE.id: NOTE}, Pace(), NOON).steps == ()


def test_a_note_that_may_have_arrived_is_not_sent_again() -> None:
    (note,) = notes(known(), {NOTE.id: NOTE})
    (post,) = next_steps([note], {NOTE.id: NOTE}, Pace(), NOON).steps
    unclear = after(before(NOTE, post, NOON), post, NotDone(Why.UNKNOWN)).delivered
    (look,) = next_steps([note], {NOTE.id: unclear}, Pace(), NOON + SETTLES_IN).steps

    result = after(unclear, look, NotDone(Why.NO_LOOK, "channel_not_found"))

    assert look.act is Act.LOOK
    assert result.delivered.muted
    assert result.trouble is None


def test_who_cannot_be_written_to_is_no_trouble_for_the_operators() -> None:
    (note,) = notes(known(), {NOTE.id: NOTE})
    (post,) = next_steps([note], {NOTE.id: NOTE}, Pace(), NOON).steps

    closed = after(before(NOTE, post, NOON), post, NotDone(Why.NO_CHANNEL, "user_not_found"))
    done = after(before(NOTE, post, NOON), post, Done("1.1"))

    assert closed.delivered == replace(NOTE, muted=True)
    assert closed.trouble is None
    assert next_steps([note], {NOTE.id: done.delivered}, Pace(), NOON).steps == ()


def test_a_note_goes_with_its_incident() -> None:
    assert forgotten(known(), {NOTE.id: NOTE}) == ()
    assert forgotten(Remembered(), {NOTE.id: NOTE, "incident/I/C1": NOTE}) == (NOTE.id,)
    assert notes(Remembered(), {NOTE.id: NOTE}) == ()
