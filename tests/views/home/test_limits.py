"""Slack takes every home and every view of a change, whatever there is to show."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.domain.at_a_glance import NotTaken, Operated, PastCheck, Picture, Running
from bot.domain.desired.alerts import Trend
from bot.domain.key_use import KeyUse, LettingGo
from bot.domain.least_privilege import privileges
from bot.domain.rules.choices import Choices
from bot.domain.rules.chosen import Chosen, ChosenRule
from bot.domain.rules.reading import Level
from bot.domain.services import Glance
from bot.domain.subscriptions import Subscription, Wanted
from bot.domain.windows.sums import Sums
from bot.sandbox.slack.checks.surfaces import check_message, check_view
from bot.views.blocks import TEXT_LIMIT, Message
from bot.views.home import home
from bot.views.keys import keys
from bot.views.notes import Line
from bot.views.rotate import Change, rotate_form
from bot.views.rotated import Stand, not_yet, not_yet_message, stand, stand_message
from tests.domain.incidents.building import an_incident, an_update
from tests.views.alert.building import NOON
from tests.views.alert.test_limits import EVIL, OURS, alerts, markup, texts
from tests.views.home.building import LINES, NOW_MS, known
from tests.views.test_limits import diagnoses

names = st.one_of(texts, st.sampled_from(["checkout", "search", EVIL]))
counts = st.integers(0, 10**9)
moments = st.integers(0, NOW_MS + 10**9)
glances = st.builds(
    Glance,
    service=names,
    now=st.builds(Sums, count=counts, errors=st.dictionaries(names, counts, max_size=2)),
    last_seen=moments,
    level=st.sampled_from(Level),
    alerts=st.lists(counts, max_size=9).map(tuple),
)
trends = st.builds(
    Trend,
    values=st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=90).map(tuple),
    end=moments,
    limit=st.floats(0, 1),
    unit=st.just("%"),
)
uses = st.builds(
    KeyUse,
    masked=names,
    first_seen=moments,
    last_seen=moments,
    services=st.dictionaries(names, moments, min_size=1, max_size=9),
    models=st.lists(names, max_size=3).map(tuple),
)
checks = st.builds(
    PastCheck,
    at=st.just(NOON),
    masked=texts,
    verdict=texts,
    cause=st.sampled_from(["billing", EVIL]),
)
subscriptions = st.builds(
    Subscription,
    channel=st.just("C0OPS"),
    components=st.lists(st.builds(Wanted, name=texts, group=texts), max_size=12).map(tuple),
)
choices = st.builds(
    lambda scopes: Choices(
        {scope: Chosen(rules={"latency": ChosenRule(on=True)}) for scope in scopes},
        frozenset(scopes),
    ),
    st.lists(names, max_size=14),
)
runs = st.builds(
    Running,
    version=texts,
    leads=st.booleans(),
    lacks=st.lists(texts, max_size=3).map(tuple),
    beats=st.dictionaries(names, st.floats(0, 10**6), max_size=12),
)
operateds = st.builds(
    Operated,
    running=runs,
    subscriptions=st.one_of(st.none(), st.lists(subscriptions, max_size=12)),
    rules=st.one_of(st.none(), choices),
    not_taken=st.one_of(
        st.none(), st.lists(st.builds(NotTaken, service=texts, stream=texts, at=moments, why=texts))
    ),
)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    incidents = [
        an_incident(an_update(text=draw(texts)), id=f"I{n}", title=draw(texts))
        for n in range(draw(st.integers(0, 9)))
    ]
    found = draw(st.one_of(st.none(), st.lists(glances, max_size=12)))
    many = draw(st.sampled_from([1, 50]))
    return Picture(
        at=NOON,
        known=draw(st.sampled_from([None, known(*incidents), known(read_at=None)])),
        alerts=draw(st.one_of(st.none(), st.lists(alerts(), max_size=12))),
        services=found and found * many,
        trends={one.service: draw(trends) for one in found or ()},
        keys=draw(st.lists(uses, max_size=9)),
        key_days=draw(st.integers(0, 90)),
        checks=draw(st.one_of(st.none(), st.lists(checks, max_size=5))),
        operated=draw(st.one_of(st.none(), operateds)),
    )


MANY = tuple(Line(f"word-{n}", "", "", "&" * 200, admins=n % 2 == 0) for n in range(80))
slow = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(pictures(), st.sampled_from([LINES, (), MANY]))
def test_any_home(picture: Picture, lines: tuple[Line, ...]) -> None:
    taken(home(picture, lines))


@slow
@given(st.lists(uses, max_size=25), st.integers(0, 400))
def test_any_keys(found: list[KeyUse], most_days: int) -> None:
    told(keys(found, NOON, most_days))
    taken(rotate_form("nonce", found * 10))


seen = st.dictionaries(names, moments, max_size=15)
stands = st.builds(
    Stand,
    change=st.builds(
        Change, new=names.map(lambda one: one[:64]), old=names.map(lambda one: one[:64])
    ),
    letting_go=st.one_of(
        st.none(),
        st.builds(LettingGo, using=seen, silent=seen, gone=st.lists(names, max_size=15).map(tuple)),
    ),
    privileges=st.one_of(
        st.none(),
        st.builds(
            privileges,
            st.lists(st.one_of(names, st.sampled_from(["gpt-5", "whisper-1", "tts-1"]))),
            st.dictionaries(
                st.sampled_from(["responses", "files", "images", "chat_completions"]),
                st.sampled_from(["allowed", "denied"]),
            ),
        ),
    ),
)


@slow
@given(stands, texts)
def test_any_change(shown: Stand, snag: str) -> None:
    taken(stand(shown, NOON, snag))
    told(stand_message(shown, NOON, snag))
    assert Change.unpacked(shown.change.packed()) == replace(shown.change, rights={})


@slow
@given(diagnoses())
def test_any_new_key(diagnosis: Any) -> None:  # noqa: ANN401  # a diagnosis
    check_view(not_yet(diagnosis))
    check_message({"text": "t", "blocks": list(not_yet_message(diagnosis).blocks)})


def taken(view: dict[str, Any]) -> None:
    check_view(view)
    assert len(view["blocks"]) <= 100
    inert(view["blocks"])


def told(message: Message) -> None:
    check_message({"text": message.text, "blocks": list(message.blocks)})
    assert len(message.text) <= TEXT_LIMIT
    inert(list(message.blocks))


def inert(blocks: list[dict[str, Any]]) -> None:
    """The only links and mentions are our own."""
    for text in markup(json.loads(json.dumps(blocks))):
        assert "<" not in OURS.sub("", text.replace("<#C0OPS>", ""))
