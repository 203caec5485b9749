"""What becomes of an incident that is known: the table of `follow`."""

from dataclasses import replace

import pytest

from bot.domain.incidents.incident import Component, Incident, in_order
from bot.domain.incidents.merge import MOST_UPDATES
from bot.domain.incidents.states import OF_MAINTENANCE, Impact, Kind
from bot.domain.incidents.told import Reason, What
from tests.domain.incidents.building import (
    DEGRADED,
    OLD,
    Reader,
    an_incident,
    an_update,
    at,
    kinds,
    the_one,
)

STOCK = "All impacted services have now fully recovered."
LOGINS = (
    Component(name="Login", impact=Impact.DEGRADED),
    Component(name="Login", impact=Impact.DEGRADED),
    Component(name="Search", impact=Impact.DEGRADED),
)


def incident(word: str, minutes: float, text: str = "A text.") -> Incident:
    update = an_update(word, at(minutes), text)
    kind = Kind.MAINTENANCE if update.state in OF_MAINTENANCE else Kind.INCIDENT
    return an_incident(update, id="one", made=at(-10), kind=kind)


def followed(*shown: Incident) -> tuple[Reader, list[tuple[What, Reason]]]:
    """Read one sight after the other; what came of all but the first."""
    reader = Reader(*OLD)
    reader.read(*OLD, shown[0])
    heard = [(one.what, one.reason) for sight in shown[1:] for one in reader.read(*OLD, sight)]
    return reader, heard


@pytest.mark.parametrize(
    ("shown", "heard"),
    [
        pytest.param(
            [incident("Investigating", 0), incident("Identified", 5)],
            [(What.UPDATED, Reason.NEW_UPDATE)],
            id="another state",
        ),
        pytest.param(
            [incident("Monitoring", 0, STOCK), incident("Monitoring", 5, STOCK)],
            [(What.UPDATED, Reason.NEW_UPDATE)],
            id="the stock sentence said again, later",
        ),
        pytest.param(
            [incident("Monitoring", 0), incident("Monitoring", 0, "Another text.")],
            [(What.EDITED, Reason.UPDATE_EDITED)],
            id="the text mended",
        ),
        pytest.param(
            [incident("Investigating", 0), incident("Investigating", -15)],
            [(What.EDITED, Reason.UPDATE_EDITED)],
            id="the time set back, as OpenAI does afterwards",
        ),
        pytest.param(
            [incident("Identified", 17), incident("Monitoring", 14)],
            [(What.UPDATED, Reason.NEW_UPDATE)],
            id="the last one was dated into the future",
        ),
        pytest.param(
            [incident("Monitoring", 0), incident("Resolved", 5)],
            [(What.RESOLVED, Reason.STATE_CHANGED)],
            id="resolved",
        ),
        pytest.param(
            [incident("Monitoring", 0), incident("Resolved", 5), incident("Identified", 40)],
            [(What.RESOLVED, Reason.STATE_CHANGED), (What.REOPENED, Reason.STATE_CHANGED)],
            id="resolved and open again",
        ),
        pytest.param(
            [incident("Monitoring", 0), incident("Resolved", 5), incident("Resolved", 90, "Why.")],
            [(What.RESOLVED, Reason.STATE_CHANGED), (What.UPDATED, Reason.NEW_UPDATE)],
            id="the root cause, told after the end",
        ),
        pytest.param(
            [incident("Scheduled", 0), incident("In progress", 60), incident("Completed", 120)],
            [(What.BEGUN, Reason.STATE_CHANGED), (What.FINISHED, Reason.STATE_CHANGED)],
            id="a maintenance",
        ),
        pytest.param(
            [incident("Em análise", 0), incident("Identificado", 5)],
            [(What.UPDATED, Reason.NEW_UPDATE)],
            id="from one foreign word to another",
        ),
        pytest.param(
            [incident("Monitoring", 0, "One  text.\n"), incident("Monitoring", 0, "One text.")],
            [],
            id="other spaces",
        ),
        pytest.param(
            [incident("Monitoring", 0.01), incident("Monitoring", 0), incident("Monitoring", 0.01)],
            [],
            id="from Atom to RSS, which knows no milliseconds, and back",
        ),
        pytest.param(
            [incident("Monitoring", 0), replace(incident("Monitoring", 0), title="Errors, many")],
            [(What.EDITED, Reason.TITLE_EDITED)],
            id="the title mended",
        ),
        pytest.param(
            [incident("Monitoring", 0), replace(incident("Monitoring", 0), link="")],
            [],
            id="a link that is gone is kept",
        ),
    ],
)
def test_the_table(shown: list[Incident], heard: list[tuple[What, Reason]]) -> None:
    assert followed(*shown)[1] == heard


def test_another_order_of_components_is_no_news() -> None:
    one = replace(incident("Monitoring", 0), components=LOGINS)

    reader, heard = followed(one, replace(one, components=LOGINS[::-1]))

    assert heard == []
    assert reader.remembered.stories["one"].incident.components == in_order(LOGINS)


@pytest.mark.parametrize(
    "components",
    [
        pytest.param((*LOGINS, DEGRADED), id="one more"),
        pytest.param(LOGINS[1:], id="one Login of two less"),
        pytest.param((*LOGINS[:2], replace(DEGRADED, impact=Impact.NONE)), id="one recovered"),
    ],
)
def test_a_change_of_components_edits_the_message(components: tuple[Component, ...]) -> None:
    one = replace(incident("Monitoring", 0), components=LOGINS)

    _, heard = followed(one, replace(one, components=components))

    assert heard == [(What.EDITED, Reason.COMPONENTS_CHANGED)]


def test_two_of_one_name_do_not_swap_their_groups_when_the_groups_are_not_told() -> None:
    apis = Component(name="Login", impact=Impact.FULL_OUTAGE, groups=("APIs",))
    chat = Component(name="Login", impact=Impact.DEGRADED, groups=("ChatGPT",))
    known = replace(incident("Monitoring", 0), components=(apis, chat))
    bare = tuple(replace(one, groups=()) for one in (chat, apis))

    reader, _ = followed(known, replace(known, components=bare))

    assert reader.remembered.stories["one"].incident.components == in_order((apis, chat))


def test_what_was_touched_once_stays_touched_and_the_worst_is_kept() -> None:
    before = replace(incident("Monitoring", 0), components=(DEGRADED,), impact=Impact.DEGRADED)
    images = Component(name="Images", impact=Impact.NONE)
    after = replace(incident("Resolved", 5), components=(images,))

    reader, _ = followed(before, after)

    known = reader.remembered.stories["one"].incident
    assert known.components == (images,)
    assert known.touched == in_order((images, DEGRADED))
    assert known.impact is Impact.DEGRADED


def test_an_update_that_was_taken_back_is_no_new_one() -> None:
    first, second = incident("Identified", 0, "A."), incident("Identified", 5, "B.")

    reader, heard = followed(first, second, first)

    assert heard == [
        (What.UPDATED, Reason.NEW_UPDATE),
        (What.EDITED, Reason.UPDATE_REMOVED),
    ]
    (removed,) = the_one(reader.last.news).removed
    assert removed.text == "B."
    reader.read(*OLD, second)
    assert kinds(reader.last.news) == [What.EDITED]
    assert reader.remembered.stories["one"].replies == (second.latest.id,)  # there already


def test_of_a_whole_list_every_update_that_was_missed_is_told_in_order() -> None:
    said = [an_update(word, at(n)) for n, word in enumerate(("Investigating", "Identified"))]
    later = [*said, an_update("Monitoring", at(5)), an_update("Resolved", at(9))]
    reader = Reader(*OLD)
    reader.read(*OLD, an_incident(*said, id="one", whole=True))

    news = reader.read(*OLD, an_incident(*later, id="one", whole=True))

    one = the_one(news)
    assert one.what is What.RESOLVED
    assert [update.word for update in one.fresh] == ["Monitoring", "Resolved"]
    assert reader.remembered.stories["one"].replies == tuple(update.id for update in one.fresh)


def test_of_more_updates_than_are_kept_none_is_taken_back() -> None:
    said = [an_update("Monitoring", at(n), f"Text {n}.") for n in range(MOST_UPDATES + 20)]
    reader = Reader(*OLD, an_incident(*said[:-10], id="one", whole=True))

    one = the_one(reader.read(*OLD, an_incident(*said, id="one", whole=True)))

    assert (one.what, len(one.fresh), one.removed) == (What.UPDATED, 10, ())
    assert len(one.incident.updates) == MOST_UPDATES
    assert one.incident.updates[-1].text == said[-1].text


def test_an_update_keeps_its_id_when_its_text_and_time_are_edited() -> None:
    first = incident("Identified", 0, "A.")
    reader, _ = followed(first, incident("Identified", -5, "B."), incident("Identified", -9, "C."))

    (update,) = reader.remembered.stories["one"].incident.updates
    assert update.id == first.latest.id
    assert (update.text, update.at) == ("C.", at(-9))


def test_a_maintenance_begins_with_its_work_and_not_with_its_announcement() -> None:
    said = [an_update("Scheduled", at(-600)), an_update("In progress", at(0))]
    both = an_incident(*said, whole=True, kind=Kind.MAINTENANCE, planned=(at(1), at(30)))
    announced = an_incident(said[0], kind=Kind.MAINTENANCE, planned=(at(1), at(30)))

    assert both.begun == at(0)
    assert announced.begun == at(1)
    assert an_incident(made=at(-3)).begun == at(-3)


def test_the_end_is_the_first_word_of_it_and_not_the_postmortem() -> None:
    words = ("Resolved", "Investigating", "Resolved", "Postmortem")
    said = [an_update(word, at(n)) for n, word in enumerate(words)]

    assert an_incident(*said, whole=True).ended == at(2)
    assert an_incident(*said[:2], whole=True).ended is None
