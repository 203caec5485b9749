"""What is read out of an entry of Atlassian's Statuspage."""

from datetime import UTC, datetime

import pytest

from bot.adapters.status.feed_bytes import parse_feed
from bot.domain.incidents.states import Kind, State
from tests.adapters.status.feeds import a_feed, an_entry, first, stored


def test_a_planned_maintenance_of_statuspage() -> None:
    incident = first(stored("statuspage_maintenance_planned.atom"), now=at("2026-01-02T12:05"))

    assert (incident.kind, incident.state) == (Kind.MAINTENANCE, State.SCHEDULED)
    assert incident.planned_start == at("2026-01-05T23:00")
    assert incident.planned_end == at("2026-01-06T02:30")
    assert incident.latest.at == at("2026-01-02T12:00")  # and not its start, which is to come
    assert not incident.listed


def test_an_incident_of_statuspage_over_the_turn_of_the_year() -> None:
    raw = stored("statuspage_maintenance_planned.atom")
    incident = parse_feed(raw, at("2026-01-02T12:05")).incidents[1]

    assert incident.id == "r7d0pz31xk5c"
    assert [(update.word, update.state, update.at) for update in incident.updates] == [
        ("Investigating", State.INVESTIGATING, at("2025-12-31T23:10")),
        ("Update", State.INVESTIGATING, at("2025-12-31T23:58")),
        ("Resolved", State.RESOLVED, at("2026-01-01T00:20")),
    ]
    assert incident.latest.text == "All have arrived.\n\nWe are sorry & learn from it."
    assert (incident.word, incident.whole) == ("Resolved", True)


def test_rss_of_statuspage_has_the_same_identity_and_its_own_zone() -> None:
    incident = first(stored("statuspage.rss"), now=at("2026-01-02T12:05"))

    assert incident.id == "r7d0pz31xk5c"
    assert [update.at for update in incident.updates] == [
        at("2025-12-31T23:10"),
        at("2026-01-01T00:20"),
    ]


def test_a_finished_maintenance_of_statuspage() -> None:
    incident = first(stored("statuspage_maintenance_over.atom"), now=at("2026-01-06T02:00"))

    assert (incident.kind, incident.word) == (Kind.MAINTENANCE, "Completed")
    assert (incident.begun, incident.ended) == (at("2026-01-05T23:00"), at("2026-01-06T01:50"))


def a_statuspage_entry(shown: str, published: str, head: str = "") -> bytes:
    text = f"{head}<p><small>{shown}</small><br><strong>Identified</strong> - Hm.</p>"
    times = f"<published>{published}</published><updated>2026-03-01T09:00:00Z</updated>"
    return a_feed([an_entry(text=text, updated=times)])


@pytest.mark.parametrize(
    ("shown", "published", "time"),
    [
        pytest.param("Mar 1, 08:59 UTC", "2026-03-01T08:59:30Z", "2026-03-01T08:59", id="UTC"),
        pytest.param(
            "Mar 1, 08:30 UTC", "2026-03-01T08:59:30Z", "2026-03-01T08:30", id="set by hand"
        ),
        pytest.param("Mar 1, 14:44 NPT", "2026-03-01T08:59:30Z", "2026-03-01T08:59", id="Nepal"),
        pytest.param("Feb 28, 23:59 XXT", "2026-02-01T08:59:30Z", "2026-02-28T23:59", id="no zone"),
        pytest.param("Feb 29, 10:00 UTC", "2026-03-01T08:59:00Z", "2026-03-01T08:59", id="no day"),
        pytest.param("1. März 8:59", "2026-03-01T08:59:00Z", "2026-03-01T08:59", id="no English"),
        pytest.param("Mai 1, 08:59 CET", "2026-03-01T08:59:00Z", "2026-03-01T08:59", id="no month"),
    ],
)
def test_a_time_that_shows_no_year_and_no_zone(shown: str, published: str, time: str) -> None:
    incident = first(a_statuspage_entry(shown, published))

    assert incident.latest.at == at(time)


@pytest.mark.parametrize(
    ("planned", "end"),
    [
        ("Mar 3, 22:00 - 23:30 UTC", "2026-03-03T23:30"),
        ("Mar 3, 22:00 - 02:00 UTC", "2026-03-04T02:00"),
        ("Mar 3, 22:00 - Mar 5, 01:00 UTC", "2026-03-05T01:00"),
        ("some day", None),
    ],
)
def test_the_end_of_a_planned_maintenance(planned: str, end: str | None) -> None:
    head = f"<p><strong>THIS IS A SCHEDULED EVENT {planned}</strong></p>"

    incident = first(
        a_statuspage_entry("Mar 1, 08:59 UTC", "2026-03-03T22:00:00Z", head),
        now=at("2026-03-01T10:00"),
    )

    assert incident.planned_start == at("2026-03-03T22:00")
    assert incident.planned_end == (at(end) if end else None)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
