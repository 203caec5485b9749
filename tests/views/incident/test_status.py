"""How the status and the forms of subscriptions look, to the letter, and within Slack's limits."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.domain.incidents.enrichment import Board, BoardComponent
from bot.domain.incidents.feed_read import Gap, GapReason
from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.overview import Known
from bot.domain.incidents.remembered import Remembered, Story, Trouble
from bot.domain.incidents.states import Impact, Kind
from bot.domain.subscriptions import HERE, Paused, QuietHours, Subscription, Wanted
from bot.sandbox.slack.checks.surfaces import check_message, check_view
from bot.views import permissions, subscribe_form, subscribed
from bot.views.blocks import Message
from bot.views.status import status, unknown
from tests.domain.incidents.building import NOON, an_incident, an_update, at

API = Component(name="Responses", groups=("APIs",), impact=Impact.PARTIAL_OUTAGE)
BOARD = Board(
    components=(
        BoardComponent(id="1", name="Responses", group="APIs"),
        BoardComponent(id="2", name="Files", group="APIs"),
        BoardComponent(id="3", name="Login", group="ChatGPT"),
        BoardComponent(id="4", name="Codex"),
    ),
    read_at=NOON,
)
OPEN = an_incident(id="A", title="Errors <!channel> & more", components=[API], made=at(-90))
OVER = an_incident(an_update("Resolved", at(-5000)), id="B", made=at(-6000))
PLANNED = an_incident(
    an_update("Scheduled", at(-10)),
    id="M",
    kind=Kind.MAINTENANCE,
    planned=(at(600), at(660)),
)
ALL = Subscription(
    channel="C1",
    components=(Wanted(name="Files", group="APIs"), Wanted(group="ChatGPT"), Wanted(name="Old")),
    least=Impact.PARTIAL_OUTAGE,
    thread_only=False,
    alerts=True,
    mentions=("U1", "U2", HERE, "S1"),
    quiet=QuietHours(begin=time(22), end=time(7), zone="Europe/Berlin"),
)


def known(*incidents: Incident, board: Board = BOARD, **parts: Any) -> Known:  # noqa: ANN401
    stories = {one.id: Story(incident=one, first_seen=NOON) for one in incidents}
    return Known(remembered=Remembered(stories=stories, **{"read_at": NOON} | parts), board=board)


TROUBLE = Trouble(
    since=at(-30), reads=4, gap=Gap(GapReason.WEB_PAGE, "a web page <where> a feed should be")
)
LONG = Component(name="N" * 300, groups=("G" * 300,), impact=Impact.FULL_OUTAGE)
MANY = [
    an_incident(an_update(text="&" * 9000), id=f"{n}", title="<" * 300, components=[LONG] * 30)
    for n in range(40)
]
CROWD = Board(
    components=tuple(
        BoardComponent(id=f"{n}", name=f"{n}" + "&" * 90, group=f"G{n % 120}" + "<" * 60)
        for n in range(400)
    )
)
MESSAGES: dict[str, Message] = {
    "quiet": status(known(OVER), NOON),
    "open": status(known(OPEN, OVER, PLANNED), NOON),
    "shared": status(known(OPEN), NOON, shared_by="U1"),
    "two_open": status(known(OPEN, replace(OPEN, id="C")), NOON),
    "unreadable": status(known(OPEN, trouble=TROUBLE), NOON),
    "never_readable": status(known(trouble=TROUBLE, read_at=None, board=Board()), NOON),
    "never_read": status(known(read_at=None, board=Board()), NOON),
    "stale": status(known(), NOON + timedelta(hours=2)),
    "unknown": unknown("Redis does not answer"),
    "announced": subscribed.announced(ALL, "U9"),
    "unsubscribed": subscribed.announced(ALL.ended(), "U9"),
    "listed": subscribed.listed(
        {
            "C1": ALL,
            "C2": Subscription(channel="C2", paused=Paused(since=NOON, says="is_archived")),
            "C3": Subscription(channel="C3").ended(),
        },
        {"INCIDENT_CHANNELS": ["C2"], "ALERT_CHANNELS": ["C2"]},
    ),
    "none_listed": subscribed.listed({}, {}),
    "only_alerts": subscribed.announced(
        Subscription(channel="C1", incidents=False, maintenance=False, alerts=True), "U9"
    ),
    "only_admins": permissions.only_admins(["U1", "U2"]),
    "no_admin_known": permissions.not_known(),
}
VIEWS = {
    "new": subscribe_form.subscribe_form(
        Subscription(channel="C1"), known(), "Europe/Berlin", new=True
    ),
    "changed": subscribe_form.subscribe_form(ALL, known(), "", new=False),
    "no_board": subscribe_form.subscribe_form(Subscription(channel="C1"), Known(), "", new=True),
    "saved": subscribed.saved(ALL),
    "not_there": subscribed.not_there(ALL, "not_in_channel"),
    "unsubscribe": subscribed.unsubscribe_form(ALL),
}
EXTREME: dict[str, Message] = {
    "status": status(known(*MANY, board=CROWD), NOON),
    "subscriptions": subscribed.listed(
        {f"C{n}": replace(ALL, channel=f"C{n}") for n in range(200)}, {"INCIDENT_CHANNELS": ["C1"]}
    ),
}


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("name", MESSAGES)
def test_message(name: str, golden: SnapshotAssertion) -> None:
    message = MESSAGES[name]

    assert {"text": message.text, "blocks": list(message.blocks)} == golden


@pytest.mark.parametrize("name", VIEWS)
def test_view(name: str, golden: SnapshotAssertion) -> None:
    assert VIEWS[name] == golden


@pytest.mark.parametrize("message", [*MESSAGES.values(), *EXTREME.values()])
def test_slack_takes_the_message_and_nothing_of_the_feed_is_alive_in_it(message: Message) -> None:
    check_message({"text": message.text, "blocks": list(message.blocks)})

    shown = message.text + repr(message.blocks)
    assert "<!channel>" not in shown
    assert "<<" not in shown


@pytest.mark.parametrize("view", [*VIEWS.values()])
def test_slack_takes_the_view(view: dict[str, Any]) -> None:
    check_view(view)


def test_slack_takes_a_form_with_more_components_than_it_has_room_for() -> None:
    check_view(subscribe_form.subscribe_form(ALL, known(board=CROWD), "", new=False))
