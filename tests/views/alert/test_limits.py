"""Slack takes every message about an alert, and nothing that a service says becomes a ping."""

import json
import re
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.domain.alerts.alert import Alert, Happened, State, What
from bot.domain.desired.alerts import AlertSaid, AlertShown, Around, ChartShown, Trend
from bot.domain.rules.reading import Level
from bot.domain.windows.series import ALL, Subject
from bot.sandbox.slack.checks.surfaces import check_message
from bot.views.alert import charted, render
from bot.views.blocks import TEXT_LIMIT, Message
from tests.domain.incidents.building import an_incident
from tests.views.alert.building import a_reading, an_alert, at

EVIL = "<!channel> <@U0EVIL> <!subteam^S0EVIL> <https://evil.example|click> & \u202e\u200b\x00\n>"
texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", "&" * 4000, "<" * 9000, "🔥" * 3000, EVIL, EVIL * 100, "m" * 256]),
)
people = st.sampled_from(["", "U0ADA", "W0BOB", EVIL, "u"])
times = st.one_of(st.none(), st.integers(0, 10**5).map(at))
numbers = st.dictionaries(texts, st.integers(0, 10**9), max_size=6)
subjects = st.builds(Subject, st.one_of(st.just(ALL), texts), st.one_of(st.just(ALL), texts))


@st.composite
def alerts(draw: st.DrawFn) -> Alert:
    reading = a_reading(
        subject=draw(subjects), says=draw(texts), rule=draw(texts), errors=draw(numbers)
    )
    return an_alert(
        reading=reading,
        state=draw(st.sampled_from(State)),
        level=draw(st.sampled_from(Level)),
        worst=draw(st.sampled_from(Level)),
        resolved=draw(times),
        part=draw(texts),
        acknowledged_by=draw(people),
        acknowledged_at=draw(times),
        silenced_by=draw(people),
        silenced_until=draw(times),
    )


values = st.one_of(st.none(), st.floats(0, 1e15), st.floats(0, 1))
trends = st.builds(
    Trend,
    values=st.lists(values, max_size=200).map(tuple),
    end=st.integers(0, 10**13),
    limit=st.floats(0, 1e12),
    unit=st.sampled_from(["", "%", "s", "calls"]),
)
names = st.lists(texts, max_size=6).map(tuple)
arounds = st.builds(
    Around,
    causes=st.lists(
        st.tuples(
            st.sampled_from(["billing", "network", "bad_request", "sdk", "unheard"]),
            st.integers(0, 99),
        ),
        max_size=3,
    ).map(tuple),
    same_model=names,
    quiet_model=names,
    same_key=names,
    keys=names,
    incident=st.one_of(st.none(), st.just(an_incident(id="I", title=EVIL))),
    trend=st.one_of(st.none(), trends),
    runbook=st.one_of(texts, st.just("https://wiki.example/a?b&c")),
    children=st.lists(alerts(), max_size=7).map(tuple),
    facts=st.dictionaries(texts, texts, max_size=9),
)
happenings = st.builds(
    Happened,
    what=st.sampled_from(What),
    at=st.just(at(1)),
    reason=texts,
    by=people,
    until=times,
)
contents = st.one_of(
    st.builds(
        AlertShown,
        alert=alerts(),
        around=arounds,
        mentions=st.sampled_from([(), ("U0ADA", "S0OPS")]),
        in_thread_of=st.one_of(st.none(), st.just(an_incident(id="I"))),
    ),
    st.builds(AlertSaid, alerts(), happenings, st.sampled_from([(), ("U0ADA", "S0OPS")])),
    st.builds(ChartShown, alerts(), trends),
)
OURS = re.compile(
    r"<(?:!date\^\d+\^[^<>|]+\|[^<>]+|@U0ADA|@W0BOB|!subteam\^S0OPS"
    r"|https://(?:wiki\.example|[a-z.]*openai\.com|status\.openai\.com)[^<>\s|]*\|[^<>]*)>"
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents)
def test_whatever_a_service_says(content: AlertShown | AlertSaid | ChartShown) -> None:
    fits(render(content))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(alerts(), trends)
def test_a_picture_is_described(alert: Alert, trend: Trend) -> None:
    fits(charted(ChartShown(alert, trend), file="F0123ABCD"))


def fits(message: Message) -> None:
    check_message({"text": message.text, "blocks": list(message.blocks)})
    assert len(message.text) <= TEXT_LIMIT
    for text in [message.text, *markup(json.loads(json.dumps(list(message.blocks))))]:
        assert "<" not in OURS.sub("", text)


def markup(shown: Any) -> list[str]:  # noqa: ANN401  # JSON
    match shown:
        case {"type": "mrkdwn", "text": str(text)}:
            return [text]
        case dict():
            return [text for part in shown.values() for text in markup(part)]
        case list():
            return [text for part in shown for text in markup(part)]
        case _:
            return []
