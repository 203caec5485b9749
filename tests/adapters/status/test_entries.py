"""What is read out of one entry, of each of the two makers and of neither."""

from datetime import UTC, datetime

import pytest

from bot.adapters.status.entries import identity
from bot.domain.incidents.incident import UNDATED, Component
from bot.domain.incidents.states import Impact, State
from tests.adapters.status.feeds import a_feed, an_entry, components, first, stored

SLOW = "01KQS44ER0TESTTESTTESTTEST"


def test_an_open_incident_of_incident_io() -> None:
    incident = first(stored("incident_io_one_open.atom"))

    assert incident.id == SLOW
    assert incident.title == 'Slow answers & errors in "Batch"'
    assert (incident.state, incident.word) == (State.INVESTIGATING, "Investigating")
    assert incident.started == datetime(2026, 5, 4, 9, 12, tzinfo=UTC)  # what the id tells
    assert incident.latest.at == datetime(2026, 5, 4, 9, 30, 0, 250000, tzinfo=UTC)
    assert incident.latest.text == "Some requests take longer than they should.\n\nWe look into it."
    assert incident.components == (
        Component(name="Batch", impact=Impact.PARTIAL_OUTAGE),
        Component(name="Login", impact=Impact.DEGRADED),
        Component(name="Login", impact=Impact.DEGRADED),
    )
    assert (incident.impact, incident.whole, incident.listed) == (
        Impact.PARTIAL_OUTAGE,
        False,
        True,
    )
    assert incident.link == f"https://status.openai.com/incidents/{SLOW}"


def test_one_slash_or_two_and_whatever_order_is_the_same_incident() -> None:
    one = first(stored("incident_io_one_open.atom"))
    again = first(stored("incident_io_one_open_rendered_again.atom"))

    assert one == again


def test_rss_of_incident_io_is_the_same_incident_without_the_milliseconds() -> None:
    atom, rss = first(stored("incident_io_one_open.atom")), first(stored("incident_io.rss"))

    assert (rss.id, rss.title, rss.word) == (atom.id, atom.title, atom.word)
    assert rss.latest.at == atom.latest.at.replace(microsecond=0)


def test_an_entry_of_an_unknown_maker_is_an_open_incident_with_its_text() -> None:
    incident = first(a_feed([an_entry(text="<p>The bus is late.</p><p>Sorry.</p>")]))

    assert (incident.state, incident.word) == (State.UNKNOWN, "")
    assert incident.latest.text == "The bus is late.\n\nSorry."


@pytest.mark.parametrize(
    ("entry_id", "link", "name"),
    [
        ("https://status.openai.com//incidents/01ABC", "", "01ABC"),
        ("https://status.openai.com/incidents/01ABC?x=1", "https://a/incidents/2", "01ABC"),
        ("tag:www.githubstatus.com,2005:Incident/31233568", "https://a/incidents/bhb", "bhb"),
        ("tag:www.githubstatus.com,2005:Incident/31233568", "https://a/b", "31233568"),
        ("urn:uuid:1225c695-cfb8", "", "1225c695-cfb8"),
        ("one, two", "", "one-two"),
        (" ", "https://a/incidents/2", ""),
        ("///", "", ""),
    ],
)
def test_identity_is_the_incidents_own_id(entry_id: str, link: str, name: str) -> None:
    assert identity(entry_id, link) == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="no list"),
        pytest.param("<br/><br/><b>Note</b><ul><li>Be patient</li></ul>", id="another list"),
        pytest.param(components(["Batch"]) + "<br/>And more.", id="a list that is not the end"),
    ],
)
def test_what_is_no_list_of_components_is_text(text: str) -> None:
    incident = first(a_feed([an_entry(text=f"<b>Status: Monitoring</b><br/><br/>Hm.{text}")]))

    assert incident.components == ()
    assert incident.latest.text.startswith("Hm.")


def test_a_list_is_known_by_its_shape_in_any_language() -> None:
    text = (
        "<b>Status: Resolvido</b><br/><br/>Bom.<br/><br/><b>Partes afetadas</b><ul>"
        "<li>Login (web) (Operacional)</li></ul>"
    )
    incident = first(a_feed([an_entry(text=text)]))

    assert incident.components == (Component(name="Login (web)", word="Operacional"),)
    assert (incident.word, incident.state) == ("Resolvido", State.UNKNOWN)
    assert incident.latest.text == "Bom."


@pytest.mark.parametrize(
    "updated",
    [
        "",
        "<updated>2026-13-45T10:00:00Z</updated>",
        "<updated>Sep 3, 14:49 UTC</updated>",
        "<updated>2099-01-01T00:00:00Z</updated>",
        "<updated>1999-01-01T00:00:00Z</updated>",
    ],
)
def test_a_time_that_cannot_be_gives_way_to_that_of_the_id(updated: str) -> None:
    telling = first(a_feed([an_entry(updated=updated)]))
    mute = first(a_feed([an_entry(updated=updated, id="<id>mute</id>", link="")]))

    assert telling.latest.at == at("2026-05-04T09:12")
    assert mute.latest.at == UNDATED


@pytest.mark.parametrize(
    "updated", ["2026-05-04T09:30:00", "2026-05-04T11:30:00+02:00", "Mon, 04 May 2026 09:30:00 GMT"]
)
def test_a_time_is_read_in_utc_where_it_names_no_zone(updated: str) -> None:
    incident = first(a_feed([an_entry(updated=f"<updated>{updated}</updated>")]))

    assert incident.latest.at == at("2026-05-04T09:30")


def test_a_resolved_one_makes_no_claim_about_how_bad_it_was() -> None:
    text = f"<b>Status: Resolved</b><br/><br/>Done.{components(['Login'])}"

    assert first(a_feed([an_entry(text=text)])).impact is Impact.UNSTATED
    still = first(a_feed([an_entry(text=text.replace("Resolved", "Monitoring"))]))
    assert still.impact is Impact.NONE


@pytest.mark.parametrize(
    ("link", "feed_url", "shown"),
    [
        ("https://status.openai.com//incidents/1", "", "https://status.openai.com/incidents/1"),
        ("javascript:alert(1)", "", ""),
        ("https://evil.example/incidents/1", "https://status.openai.com/feed.atom", ""),
        ("https://status.openai.com@evil.example/i", "https://status.openai.com/feed.atom", ""),
        ("https://status.openai.com/a|b c", "", ""),
        ("http://status.openai.com/incidents/1", "", ""),
        ("https://[status.openai.com/incidents/1", "", ""),
        (
            "https://status.openai.com/incidents/1",
            "http://127.0.0.1:1234/feed",
            "https://status.openai.com/incidents/1",
        ),
        ("http://127.0.0.1:1234/i/1", "http://127.0.0.1:1234/feed", "http://127.0.0.1:1234/i/1"),
    ],
)
def test_only_the_pages_own_links_are_shown(link: str, feed_url: str, shown: str) -> None:
    assert first(a_feed([an_entry(link=link)]), feed_url).link == shown


def test_a_home_without_protection_lends_no_trust_to_links() -> None:
    feed = a_feed([an_entry(link="http://evil.example/incidents/1")])
    feed = feed.replace(b'href="https://status.openai.com/"', b'href="http://evil.example/"')

    assert first(feed, "https://status.openai.com/feed.atom").link == ""


def test_texts_are_cut_to_what_can_be_shown() -> None:
    text = f"<b>Status: Monitoring</b><br/><br/>{'word ' * 9000}"
    incident = first(a_feed([an_entry(text=text, title="t" * 900)]))

    assert len(incident.title) == 300
    assert len(incident.latest.text) == 4000
    assert incident.latest.text.endswith("…")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
