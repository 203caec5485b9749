"""How the messages about alerts look, to the letter."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.domain.alerts.alert import Happened, State, What
from bot.domain.desired.alerts import AlertSaid, AlertShown, Around, ChartShown
from bot.domain.rules.reading import Level
from bot.domain.windows.series import Subject
from bot.views.alert import render
from tests.domain.incidents.building import an_incident
from tests.views.alert.building import AROUND, TREND, a_reading, an_alert, at

OPEN = an_alert()
QUOTA = an_alert(
    reading=a_reading(
        rule="quota_exhausted",
        says="the quota is used up: 4 calls refused in 60 s",
        errors={"insufficient_quota": 4},
    )
)
RESOLVED = an_alert(
    state=State.RESOLVED,
    level=Level.FINE,
    resolved=at(95),
    reading=a_reading(says="1 % errors (2/150, 5 min), limit 10 %", errors={"timeout": 2}),
    acknowledged_by="U0ADA",
    acknowledged_at=at(3),
)
SILENCED = an_alert(
    state=State.SILENCED,
    level=Level.WARNING,
    acknowledged_by="U0ADA",
    acknowledged_at=at(3),
    silenced_by="U0BOB",
    silenced_until=at(60),
)
GROUP = an_alert(
    reading=a_reading(subject=Subject(model="gpt-5"), says="3 services fail on it"), number=40
)
CONTENTS: dict[str, AlertShown | AlertSaid | ChartShown] = {
    "critical": AlertShown(alert=OPEN, around=AROUND, mentions=("U0ADA", "S0OPS")),
    "only_ours": AlertShown(
        alert=replace(OPEN, level=Level.WARNING),
        around=Around(causes=(("bad_request", 51),), quiet_model=("search", "mail")),
    ),
    "key": AlertShown(
        alert=QUOTA,
        around=Around(
            causes=(("billing", 4),), same_key=("search", "mail"), keys=("sk-proj-…wxyz",)
        ),
    ),
    "no_error_tells": AlertShown(alert=OPEN, around=Around(causes=(("billing", 0),))),
    "with_incident": AlertShown(alert=OPEN, around=replace(AROUND, incident=an_incident(id="I"))),
    "in_its_thread": AlertShown(
        alert=OPEN,
        around=replace(AROUND, incident=an_incident(id="I")),
        in_thread_of=an_incident(id="I"),
    ),
    "acknowledged": AlertShown(
        alert=replace(
            OPEN, state=State.ACKNOWLEDGED, acknowledged_by="U0ADA", acknowledged_at=at(3)
        ),
        around=Around(facts={"Last good call": "11:58 UTC"}),
    ),
    "silenced": AlertShown(alert=SILENCED, around=Around()),
    "no_data": AlertShown(alert=replace(OPEN, state=State.NO_DATA), around=Around()),
    "flapping": AlertShown(alert=replace(OPEN, state=State.FLAPPING), around=AROUND),
    "resolved": AlertShown(alert=RESOLVED, around=AROUND),
    "group": AlertShown(alert=GROUP, around=Around(children=(OPEN, SILENCED) * 4)),
    "said_opened": AlertSaid(OPEN, OPEN.history[0]),
    "said_rose": AlertSaid(
        OPEN, Happened(what=What.ROSE, at=at(3), reason="34 % > 25 %"), mentions=("U0ADA",)
    ),
    "said_silenced": AlertSaid(
        OPEN,
        Happened(what=What.SILENCED, at=at(3), reason="", by="U0BOB", until=at(63)),
    ),
    "said_over": AlertSaid(
        RESOLVED, Happened(what=What.RESOLVED, at=at(95), reason="below 5 % for 5 min")
    ),
    "chart_in_letters": ChartShown(OPEN, TREND),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_message(name: str, snapshot: SnapshotAssertion) -> None:
    message = render(CONTENTS[name])

    assert {"text": message.text, "blocks": list(message.blocks)} == snapshot.use_extension(
        JSONSnapshotExtension
    )


def test_the_first_line_says_it_all() -> None:
    message = render(CONTENTS["critical"])

    first = "checkout → gpt-5: 34 % errors (51/150, 5 min), limit 10 %"
    assert message.text.splitlines()[0] == f"🔴 {first}"
    assert message.blocks[0]["text"]["text"].splitlines()[0] == f"🔴 *{first}*"
