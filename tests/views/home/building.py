"""Pictures of App Home: defaults for all but what a test is about."""

from typing import Any

from bot.domain.alerts.alert import State
from bot.domain.at_a_glance import NotTaken, Operated, PastCheck, Picture, Running
from bot.domain.desired.alerts import Trend
from bot.domain.incidents.incident import Component
from bot.domain.incidents.overview import Known
from bot.domain.incidents.remembered import Remembered, Story
from bot.domain.incidents.states import Impact
from bot.domain.key_use import DAY_MS, KeyUse
from bot.domain.rules.choices import Choices
from bot.domain.rules.chosen import Chosen, ChosenRule
from bot.domain.rules.reading import Level
from bot.domain.services import Glance
from bot.domain.subscriptions import Paused, Subscription
from bot.domain.windows.sums import Sums
from bot.views.notes import Line
from tests.domain.incidents.building import NOON as MORNING, an_incident, an_update
from tests.views.alert.building import NOON, an_alert, at

NOW_MS = int(NOON.timestamp() * 1000)
LINES = (
    Line("check", "find out", "/openai-diagnose check", "Check a key…"),
    Line("explain", "name it", "/openai-diagnose explain", "Explain an error…"),
    Line("subscribe", "tell", "/openai-diagnose subscribe", "Subscribe this channel…", here=True),
    Line("subscriptions", "all", "/openai-diagnose subscriptions", "Subscriptions", admins=True),
    Line("ack", "take charge", "/openai-diagnose ack 12"),
)
HIT = an_incident(
    an_update("Investigating", MORNING, "We are looking into it."),
    id="I1",
    components=(Component(name="Responses", impact=Impact.PARTIAL_OUTAGE),),
)


def known(*incidents: Any, read_at: Any = NOON) -> Known:  # noqa: ANN401  # incidents, and a time
    stories = {one.id: Story(incident=one, first_seen=MORNING) for one in incidents}
    return Known(remembered=Remembered(stories=stories, read_at=read_at))


def a_glance(service: str = "checkout", failed: int = 0, **changes: Any) -> Glance:  # noqa: ANN401
    errors = {"timeout": failed} if failed else {}
    usual: dict[str, Any] = {
        "service": service,
        "now": Sums(count=600, errors=errors),
        "last_seen": NOW_MS - 4000,
    }
    return Glance(**(usual | changes))


def a_key(masked: str = "sk-proj-…wxyz", days: int = 120, **changes: Any) -> KeyUse:  # noqa: ANN401
    usual: dict[str, Any] = {
        "masked": masked,
        "first_seen": NOW_MS - days * DAY_MS,
        "last_seen": NOW_MS - 4000,
        "services": {"checkout": NOW_MS - 4000, "search": NOW_MS - 9000},
        "models": ("gpt-5",),
    }
    return KeyUse(**(usual | changes))


def a_check(verdict: str = "broken", cause: str = "billing", back: float = 60) -> PastCheck:
    return PastCheck(at=at(-back), masked="sk-proj-…wxyz", verdict=verdict, cause=cause)


def a_trend(*values: float | None) -> Trend:
    return Trend(values=(None,) * (60 - len(values)) + values, end=NOW_MS, limit=0.0, unit="%")


CHECKS = (
    a_check(),
    a_check("works", "", 70),
    a_check("degraded", "rate_limit", 80),
    a_check("undetermined", "", 90),
    a_check("failed", "", 100),
)
QUIET = Picture(at=NOON, known=known(), alerts=(), services=(a_glance(),), checks=())
BUSY = Picture(
    at=NOON,
    known=known(HIT),
    alerts=(
        an_alert(),
        an_alert(number=13, state=State.ACKNOWLEDGED, acknowledged_by="U0BOB"),
        an_alert(number=14, held_by="checkout/gpt-5/error_rate#12"),
        an_alert(number=9, state=State.RESOLVED, resolved=at(-60)),
    ),
    services=(
        a_glance("checkout", 204, level=Level.CRITICAL, alerts=(12, 13)),
        a_glance("nightly", now=Sums(), last_seen=NOW_MS - 3 * DAY_MS),
        a_glance("search", 1),
    ),
    trends={"checkout": a_trend(0.0, 0.01, None, 0.1, 0.2, 0.34), "search": a_trend(0.0, 0.0)},
    keys=(a_key(), a_key("sk-proj-…new2", 3)),
    key_days=90,
    checks=CHECKS,
)
OPERATED = Operated(
    running=Running(
        version="1.2.3", leads=True, beats={"lease": 2.0, "delivery": 5.2, "status_page": 31.0}
    ),
    subscriptions=(
        Subscription(channel="C0OPS", alerts=True),
        Subscription(channel="C0SHUT").with_pause(Paused(since=at(-60), says="channel_not_found")),
    ),
    rules=Choices(
        {
            "": Chosen(rules={"error_rate": ChosenRule(values={"warning": 0.2})}),
            "checkout": Chosen(rules={"latency": ChosenRule(on=True)}),
        },
        frozenset({"checkout"}),
    ),
    not_taken=(NotTaken(service="mail", stream="openai:reports", at=NOW_MS, why="no count"),),
)
LIMPING = Operated(
    running=Running(
        version="1.2.3",
        lacks=("Redis does not answer (TimeoutError)",),
        beats={"lease": 2.0, "delivery": 200.0, "status_page": 500.0},
    ),
    subscriptions=None,
    rules=None,
    not_taken=None,
)
