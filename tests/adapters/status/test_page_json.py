"""What the page's JSON tells, in three shapes, and that no shape makes it raise."""

import json

import pytest
from hypothesis import given, strategies as st

from bot.adapters.status.page_json import merged, read_page
from bot.domain.incidents.enrichment import BoardComponent, Extras
from bot.domain.incidents.incident import Component
from bot.domain.incidents.states import Impact, State
from tests.adapters.status.feeds import NOW, stored

SLOW = "01KQS44ER0TESTTESTTESTTEST"


def page(name: str) -> Extras:
    return read_page(json.loads(stored(name)), NOW)


def test_the_page_of_incident_io_tells_groups_impacts_and_all_updates() -> None:
    extras = page("incident_io_page.json")
    details = extras.details[SLOW]

    assert extras.board.components == (
        BoardComponent(id="C1", name="Login", group="APIs", impact=Impact.DEGRADED),
        BoardComponent(id="C2", name="Login", group="ChatGPT"),
        BoardComponent(id="C3", name="Batch", group="APIs", impact=Impact.PARTIAL_OUTAGE),
        BoardComponent(id="C4", name="Images"),
    )
    assert extras.board.groups_of("Login") == ("APIs", "ChatGPT")
    assert [update.ref for update in details.updates] == ["U1", "U2", "U3"]
    assert details.updates[0].text == "Reports of slow answers."
    assert details.updates[2].state is State.IDENTIFIED
    assert details.impact is Impact.FULL_OUTAGE
    assert details.components == (
        Component(name="Batch", impact=Impact.PARTIAL_OUTAGE, groups=("APIs",)),
        Component(name="Login", impact=Impact.DEGRADED, groups=("APIs",)),
        Component(name="Login", impact=Impact.DEGRADED, groups=("ChatGPT",)),
    )


def test_a_single_incident_is_read_as_well() -> None:
    tree = json.loads(stored("incident_io_page.json"))["summary"]["ongoing_incidents"][0]

    details = read_page({"incident": tree | {"type": "maintenance"}}, NOW).details[SLOW]

    assert len(details.updates) == 3
    assert details.maintenance


def test_the_summary_of_incident_io_lends_states_and_takes_groups() -> None:
    states, groups = page("incident_io_summary.json").board, page("incident_io_page.json").board

    board = merged(states, groups)

    assert [(one.id, one.group, one.impact) for one in board.components] == [
        ("C1", "APIs", Impact.DEGRADED),
        ("C3", "APIs", Impact.PARTIAL_OUTAGE),
        ("C2", "ChatGPT", Impact.UNSTATED),
        ("C4", "", Impact.UNSTATED),
    ]
    assert board.read_at == NOW


def test_the_summary_of_statuspage_tells_groups_components_and_impact() -> None:
    extras = page("statuspage_summary.json")

    assert extras.board.components == (
        BoardComponent(id="c1", name="Webhooks", group="Git", impact=Impact.FULL_OUTAGE),
        BoardComponent(id="c2", name="Pages", impact=Impact.NONE),
    )
    details = extras.details["r7d0pz31xk5c"]
    assert details.impact is Impact.PARTIAL_OUTAGE
    assert details.components == (
        Component(name="Webhooks", impact=Impact.FULL_OUTAGE, groups=("Git",)),
    )


def test_updates_without_a_word_a_time_or_a_text_are_none() -> None:
    # What incident.io answers on Statuspage's path: the bodies are empty.
    rows = [
        {"id": "1", "status": "resolved", "body": "", "created_at": "2026-05-04T09:00:00Z"},
        {"id": "2", "status": "", "body": "x", "created_at": "2026-05-04T09:00:00Z"},
        {"id": "3", "status": "resolved", "body": "x", "created_at": "yesterday"},
    ]
    tree = {"incidents": [{"id": "one", "incident_updates": rows, "components": []}]}

    assert read_page(tree, NOW).details["one"].updates == ()


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "summary",
                        "components",
                        "incidents",
                        "incident",
                        "structure",
                        "items",
                        "group",
                    ),
                    *("id", "name", "status", "updates", "affected_components", "published_at"),
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(junk)
def test_no_shape_makes_it_raise(tree: object) -> None:
    read_page(tree, NOW)


@pytest.mark.parametrize("tree", [None, [], "x", {"summary": []}, {"components": [[]]}])
def test_nothing_is_told_by_what_has_no_shape(tree: object) -> None:
    assert read_page(tree, NOW) == Extras()
