"""How the messages about incidents look, to the letter."""

from dataclasses import replace
from datetime import timedelta

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.domain.desired.incidents import (
    Called,
    IncidentShown,
    TakenBack,
    TakenOff,
    UpdateSaid,
)
from bot.domain.incidents.incident import Component
from bot.domain.incidents.remembered import Gone
from bot.domain.incidents.states import Impact, Kind, State
from bot.views.incident import render
from tests.domain.incidents.building import an_incident, an_update, at

COMPONENTS = [
    Component(name="Login", impact=Impact.PARTIAL_OUTAGE, groups=("ChatGPT",)),
    Component(name="Search", impact=Impact.DEGRADED),
    Component(name="Login", impact=Impact.DEGRADED, groups=("APIs", "ChatGPT")),
    Component(name="Sora", impact=Impact.UNSTATED, word="On fire"),
]
OPEN = an_incident(
    id="I", title="Elevated errors & slow answers", components=COMPONENTS, whole=True
)
RESOLVED = replace(
    an_incident(
        an_update(), an_update("Resolved", at(95), "All is\nwell again."), id="I", whole=True
    ),
    touched=tuple(COMPONENTS[:2]),
    impact=Impact.PARTIAL_OUTAGE,
)
PLANNED = an_incident(
    an_update("Scheduled", at(0), "We will move the database."),
    id="M",
    title="Database move",
    kind=Kind.MAINTENANCE,
    planned=(at(600), at(660)),
)
CONTENTS = {
    "open": IncidentShown(incident=OPEN),
    "open_calling": IncidentShown(incident=OPEN, mentions=("U0ADA", "S0OPS")),
    "monitoring": IncidentShown(
        incident=replace(OPEN, state=State.MONITORING, word="Monitoring", components=())
    ),
    "resolved": IncidentShown(incident=RESOLVED),
    "withdrawn": IncidentShown(incident=OPEN, gone=Gone.WITHDRAWN),
    "aged_out": IncidentShown(incident=OPEN, gone=Gone.AGED_OUT),
    "planned": IncidentShown(incident=PLANNED),
    "update": UpdateSaid(incident=OPEN, update=OPEN.latest),
    "resolution": UpdateSaid(
        incident=RESOLVED, update=RESOLVED.latest, lasted=timedelta(minutes=95)
    ),
    "called": Called(("U0ADA",), OPEN),
    "taken_back": TakenBack(),
    "taken_off": TakenOff(),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_message(name: str, snapshot: SnapshotAssertion) -> None:
    message = render(CONTENTS[name])

    assert {"text": message.text, "blocks": list(message.blocks)} == snapshot.use_extension(
        JSONSnapshotExtension
    )
