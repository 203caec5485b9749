"""Which channel hears of which alert, and what each message shows."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.alerts.alert import Alert, Deed
from bot.domain.desired.alert_messages import enrol, identity, joined_identity, messages, outlived
from bot.domain.desired.alerts import AlertSaid, AlertShown, Around, ChartShown, Shown, Trend
from bot.domain.desired.around import explaining
from bot.domain.desired.delivered import Delivered, Posted
from bot.domain.desired.incidents import identity as incident_identity
from bot.domain.desired.message import DesiredMessage, Part
from bot.domain.desired.pace import Pace
from bot.domain.desired.plan import next_steps
from bot.domain.incidents.incident import Component
from bot.domain.incidents.states import Impact
from bot.domain.subscriptions import QuietHours, Subscription
from tests.domain.alerts.playing import CLEAR, CRITICAL, NOON, WARNING, Life, a_reading
from tests.domain.incidents.building import an_incident

C1 = Subscription(channel="C1", alerts=True)
CALLING = replace(C1, mentions=("U0ADA",))
POSTED = Posted("1.1", "v")
INCIDENT = an_incident(
    id="I", components=[Component(name="Chat Completions", impact=Impact.DEGRADED)], whole=True
)
TREND = Trend((0.1, None, 0.5), 1_800_000_000_000, 0.1, "%")


def opened(reading: object = WARNING) -> Life:
    life = Life()
    life.read(reading)  # type: ignore[arg-type]
    return life


def names(*alerts: Alert, known: dict[str, Delivered] | None = None, **more: object) -> list[str]:
    theirs = explaining(alerts, more.get("incidents", ()))  # type: ignore[arg-type]
    subscriptions = more.get("subscriptions", {"C1": C1})
    return [one.id for one in enrol(alerts, subscriptions, known or {}, theirs)]  # type: ignore[arg-type]


def delivered(alert: Alert, **more: object) -> dict[str, Delivered]:
    plain = Delivered(id=identity(alert.id, "C1"), about=alert.id, channel="C1")
    return {plain.id: replace(plain, **more)}  # type: ignore[arg-type]


def message(
    life: Life,
    known: dict[str, Delivered] | None = None,
    *,
    subscription: Subscription | None = C1,
    chart: Trend | None = None,
    incidents: tuple[str, ...] = (),
) -> DesiredMessage:
    known = known or delivered(life.open)
    shown = Shown(alert=life.open, around=Around(), version="v2", at=life.now, chart=chart)
    subscriptions = {} if subscription is None else {"C1": subscription}
    open_now = dict.fromkeys(incidents, INCIDENT)
    found = messages({life.open.id: shown}, subscriptions, known, open_now, life.now)
    return found[-1]


def keys(one: DesiredMessage) -> list[str]:
    return [part.key for part in one.replies]


def test_an_open_alert_begins_a_message_where_alerts_are_wanted_and_once() -> None:
    alert = opened().open
    silent = Subscription(channel="C2")

    assert names(alert, subscriptions={"C1": C1, "C2": silent}) == [identity(alert.id, "C1")]
    assert names(alert, known=delivered(alert)) == []


def test_what_is_held_silenced_or_over_begins_none() -> None:
    life = opened()
    life.act(Deed.SILENCE, until=NOON + timedelta(hours=1))
    over = opened()
    over.reads(CLEAR, 6)

    assert names(replace(opened().open, held_by="x#1"), life.open, over.open) == []


def test_while_openai_has_an_incident_that_explains_it_it_joins_its_thread() -> None:
    alert = opened().open
    known = {
        incident_identity("I", "C1"): Delivered(
            id=incident_identity("I", "C1"), about="I", channel="C1", root=POSTED
        )
    }

    assert names(alert, known=known, incidents=(INCIDENT,)) == [
        joined_identity(alert.id, "I", "C1")
    ]
    assert names(alert, incidents=(INCIDENT,)) == [identity(alert.id, "C1")]
    joined = {**known, **dict.fromkeys(names(alert, known=known, incidents=(INCIDENT,)))}
    assert names(alert, known=joined, incidents=(INCIDENT,)) == []  # type: ignore[arg-type]
    assert names(alert, known=joined) == [identity(alert.id, "C1")]  # type: ignore[arg-type]


@pytest.mark.parametrize("errors", [{"insufficient_quota": 9}, {"rate_limit_exceeded": 9}, {}])
def test_what_is_not_openais_doing_joins_nothing(errors: dict[str, int]) -> None:
    assert explaining([opened(a_reading(errors=errors)).open], [INCIDENT]) == {}


def test_an_incident_of_something_else_explains_nothing() -> None:
    sora = an_incident(components=[Component(name="Video", groups=("Sora",))], whole=True)

    assert explaining([opened().open], [sora]) == {}


def test_a_reply_in_an_incidents_thread_stands_there_with_its_own_replies() -> None:
    life = opened()
    name = joined_identity(life.open.id, "I", "C1")
    known = {
        incident_identity("I", "C1"): Delivered(
            id=incident_identity("I", "C1"), about="I", channel="C1", root=POSTED
        ),
        name: Delivered(id=name, about=f"{life.open.id} in I", channel="C1"),
    }

    joined = message(life, known, incidents=("I",), chart=TREND)
    (step,) = next_steps([joined], known, Pace(), life.now).steps
    assert (joined.thread, step.thread) == ("1.1", "1.1")

    life.act(Deed.ACKNOWLEDGE)
    known[name] = replace(known[name], root=Posted("1.5", "v2"))
    joined = message(life, known, incidents=("I",), chart=TREND)
    (step,) = next_steps([joined], known, Pace(), life.now).steps
    assert (step.thread, step.part.key) == ("1.1", "2-acknowledged")
    assert message(life, known).edit_only


def test_what_happened_is_told_in_the_thread_and_what_was_quiet_is_not() -> None:
    life = opened()
    life.read(CRITICAL, 1)
    life.act(Deed.ACKNOWLEDGE)
    life.act(Deed.SILENCE, until=NOON + timedelta(hours=1))
    life.reads(CLEAR, 6)

    one = message(life)

    assert keys(one) == ["2-rose", "3-acknowledged", "4-silenced"]
    assert [part.broadcast for part in one.replies] == [True, False, False]
    assert one.over


def test_critical_calls_by_name_in_the_message_or_else_in_a_reply_once() -> None:
    life = opened(CRITICAL)
    one = message(life, subscription=CALLING)
    assert one.root.mentions
    assert isinstance(one.root.content, AlertShown)
    assert one.root.content.mentions == ("U0ADA",)

    life = opened()
    life.read(CRITICAL, 1)
    life.reads(WARNING, 6)
    life.read(CRITICAL, 1)
    one = message(life, delivered(life.open, root=POSTED), subscription=CALLING)
    called = [part.key for part in one.replies if called_by(part)]
    assert called == ["2-rose"]
    told = message(life, delivered(life.open, root=POSTED, mentioned=True), subscription=CALLING)
    assert not [part for part in told.replies if called_by(part)]


def called_by(part: Part) -> bool:
    return isinstance(part.content, AlertSaid) and bool(part.content.mentions)


def test_who_was_called_in_an_incidents_thread_is_not_called_again() -> None:
    life = opened(CRITICAL)
    name = joined_identity(life.open.id, "I", "C1")
    joined = Delivered(id=name, about=f"{life.open.id} in I", channel="C1", mentioned=True)

    one = message(life, {name: joined, **delivered(life.open)}, subscription=CALLING)

    assert not one.root.mentions


def test_quiet_hours_hold_a_warning_and_not_who_is_called() -> None:
    night = QuietHours(begin=time(10), end=time(14))

    assert message(opened(), subscription=replace(C1, quiet=night)).quiet_until is not None
    calling = replace(CALLING, quiet=night)
    assert message(opened(CRITICAL), subscription=calling).quiet_until is None


def test_nobody_is_called_when_it_is_over() -> None:
    life = opened(CRITICAL)
    life.reads(CLEAR, 12)

    assert not message(life, subscription=CALLING).root.mentions


def test_a_picture_follows_the_message_and_another_the_end() -> None:
    life = opened()
    assert keys(message(life, chart=TREND)) == []

    stands = delivered(life.open, root=POSTED)
    assert keys(message(life, stands, chart=TREND)) == ["chart"]
    life.reads(CLEAR, 6)
    one = message(life, stands, chart=TREND)
    assert keys(one)[-1] == "chart-over"
    assert isinstance(one.replies[-1].content, ChartShown)
    life.now += timedelta(hours=1)
    assert "chart-over" not in keys(message(life, stands, chart=TREND))


def test_who_does_not_want_alerts_any_more_gets_no_more_of_them() -> None:
    life = opened()

    assert message(life, subscription=None).edit_only
    gone = outlived({life.open.id: life.open}, {}, delivered(life.open).values())
    assert gone == (identity(life.open.id, "C1"),)
    assert outlived({}, {"C1": C1}, delivered(life.open, root=POSTED).values()) == gone
