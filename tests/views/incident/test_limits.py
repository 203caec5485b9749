"""Slack takes every message about an incident, and nothing in the feed becomes a ping or a link."""

import json
import re
from datetime import timedelta

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.domain.desired.incidents import IncidentShown, UpdateSaid
from bot.domain.incidents.incident import Component, Incident, Update
from bot.domain.incidents.remembered import Gone
from bot.domain.incidents.states import Impact, Kind, State
from bot.sandbox.slack.checks.surfaces import check_message
from bot.views.blocks import TEXT_LIMIT, Message
from bot.views.incident import render
from bot.views.incident_text import length
from tests.domain.incidents.building import NOON, at

EVIL = "<!channel> <@U0EVIL> <!subteam^S0EVIL> <https://evil.example|click> & \u202e\u200b\x00\n>"
texts = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", "\n", "&" * 4000, "<" * 9000, "🔥" * 3000, EVIL, EVIL * 200]),
)
links = st.one_of(
    texts,
    st.sampled_from(
        ["https://status.openai.com//incidents/x?a=1&b=2", "javascript:alert(1)", "https://a|b>c"]
    ),
)
times = st.integers(0, 10**6).map(at)
components = st.builds(
    Component,
    name=texts,
    impact=st.sampled_from(Impact),
    groups=st.lists(texts, max_size=2).map(tuple),
    word=texts,
)
updates = st.builds(
    Update, id=texts, state=st.sampled_from(State), word=texts, at=times, text=texts, ref=texts
)
incidents = st.builds(
    Incident,
    id=texts,
    title=texts,
    state=st.sampled_from(State),
    word=texts,
    started=times,
    updates=st.lists(updates, min_size=1, max_size=4).map(tuple),
    kind=st.sampled_from(Kind),
    components=st.lists(components, max_size=60).map(tuple),
    touched=st.lists(components, max_size=3).map(tuple),
    impact=st.sampled_from(Impact),
    planned_start=st.one_of(st.none(), times),
    planned_end=st.one_of(st.none(), times),
    link=links,
)
contents = st.one_of(
    st.builds(
        IncidentShown,
        incident=incidents,
        gone=st.one_of(st.none(), st.sampled_from(Gone)),
        mentions=st.sampled_from([(), ("U0ADA", "S0OPS")]),
    ),
    st.builds(
        UpdateSaid,
        incident=incidents,
        update=updates,
        lasted=st.one_of(st.none(), st.timedeltas(timedelta(), timedelta(days=99))),
    ),
)
OURS = re.compile(
    r"<(?:!date\^\d+\^[^<>|]+\|[^<>]+|@U0ADA|!subteam\^S0OPS|https?://[^<>\s|]+\|[^<>]*)>"
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents)
def test_whatever_the_feed_says(content: IncidentShown | UpdateSaid) -> None:
    message = render(content)

    check_message({"text": message.text, "blocks": list(message.blocks)})
    assert len(message.text) <= TEXT_LIMIT
    for text in texts_of(message):
        left = OURS.sub("", text)
        assert "<" not in left
        assert "!channel" not in re.sub(r"&lt;!channel", "", text)
        for link in re.findall(r"<(https?://[^|>]+)\|", text):
            assert link == content.incident.link.replace("&", "&amp;")


def texts_of(message: Message) -> list[str]:
    found = [message.text]
    for block in json.loads(json.dumps(list(message.blocks))):
        found += [block["text"]["text"]] if "text" in block else []
        found += [element["text"] for element in block.get("elements", [])]
    return found


def test_lengths() -> None:
    minutes = [0, 1, 59, 60, 135, 24 * 60, 26 * 60 + 5]

    assert [length(timedelta(minutes=n)) for n in minutes] == [
        "less than a minute",
        "about 1 min",
        "about 59 min",
        "about 1 h",
        "about 2 h 15 min",
        "about 1 d",
        "about 1 d 2 h",
    ]
    assert length(at(0) - NOON) == "less than a minute"
