"""Slack takes every answer about alerts, rules and services, whatever a service calls itself."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.domain.alerts.acts import Refused, Why
from bot.domain.alerts.alert import Act, Alert, Deed
from bot.domain.desired.alerts import Around
from bot.domain.preview import Episode
from bot.domain.reports.report import Headroom, Quota
from bot.domain.rules.choices import Choices
from bot.domain.rules.chosen import ChosenRule
from bot.domain.rules.kind import Kind
from bot.domain.rules.reading import Level
from bot.domain.rules.registry import KINDS
from bot.domain.services import Glance, Health
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Series, Subject
from bot.domain.windows.sums import Sums
from bot.sandbox.slack.checks.surfaces import check_view
from bot.views import alert_answers, previewed, rules
from bot.views.alert_details import details
from bot.views.alert_list import listed
from bot.views.quota_pace import pace
from bot.views.report_check import Entry, no_such_service, report_check
from bot.views.rule_form import Wanted, preview, read, rule_form
from bot.views.service import service
from bot.views.services import services
from tests.views.alert.building import AROUND, NOON, an_alert, at
from tests.views.alert.test_limits import (
    OURS,
    alerts,
    arounds,
    fits,
    markup,
    numbers,
    people,
    texts,
    trends,
)

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MS = int(NOON.timestamp() * 1000)
times_ms = st.integers(0, MS)
quotas = st.builds(Quota, used=st.floats(0, 1e12), limit=st.floats(-1, 1e12))
latest = st.builds(
    Latest,
    first_seen=times_ms,
    last_seen=times_ms,
    interval_ms=st.one_of(st.none(), st.integers(1, 10**7)),
    gap_ms=st.one_of(st.none(), st.integers(1, 10**7)),
    requests=st.one_of(st.none(), st.just(Headroom(limit=10, remaining=20))),
    tokens=st.one_of(st.none(), st.just(Headroom(limit=None, remaining=None))),
    limits_at=times_ms,
    quotas=st.dictionaries(texts, st.tuples(times_ms, quotas), max_size=3),
    sdks=st.dictionaries(texts, times_ms, max_size=9),
    keys=st.dictionaries(texts, st.tuples(times_ms, times_ms), max_size=9),
    environments=st.dictionaries(texts, times_ms, max_size=3),
)
sums = st.builds(
    Sums, count=st.integers(0, 10**9), errors=numbers, duration_ms=st.integers(0, 10**12)
)
healths = st.builds(
    Health,
    service=texts,
    at=st.just(MS),
    five_minutes=sums,
    hour=sums,
    day=sums,
    models=st.lists(texts, max_size=9).map(tuple),
    latest=st.dictionaries(st.builds(Series, texts, texts), latest, min_size=1, max_size=3),
    trend=trends,
    alerts=st.lists(alerts(), max_size=7).map(tuple),
)
entries = st.builds(
    Entry,
    id=st.one_of(texts, st.just(f"{MS}-0"), st.just("99999999999999-1")),
    fields=st.dictionaries(texts, texts, max_size=12),
    refused=texts,
)


@SLOW
@given(st.lists(alerts(), max_size=40))
def test_the_list(some: list[Alert]) -> None:
    fits(listed(some, "I watch 3 services.", NOON))


@SLOW
@given(alerts(), arounds)
def test_the_details(alert: Alert, around: Around) -> None:
    view = details(alert, around)

    check_view(view)
    for text in markup(json.loads(json.dumps(view["blocks"]))):
        assert "<" not in OURS.sub("", text)


@SLOW
@given(healths)
def test_one_service(health: Health) -> None:
    fits(service(health, NOON))


@SLOW
@given(
    st.lists(
        st.builds(
            Glance,
            service=texts,
            now=sums,
            per_minute=st.floats(0, 1e9),
            last_seen=times_ms,
            level=st.sampled_from(Level),
            alerts=st.lists(st.integers(1, 10**6), max_size=9).map(tuple),
        ),
        max_size=60,
    )
)
def test_all_services(some: list[Glance]) -> None:
    fits(services(some, NOON))


@SLOW
@given(texts, st.lists(entries, max_size=12), st.lists(entries, max_size=5))
def test_what_a_service_sends(name: str, some: list[Entry], rejected: list[Entry]) -> None:
    fits(report_check(name, some, rejected, "openai:reports"))
    fits(no_such_service(name, [name, name], rejected, "openai:reports"))


@given(texts, people, st.sampled_from(Why), st.sampled_from(Deed))
def test_the_short_words(text: str, by: str, why: Why, deed: Deed) -> None:
    act = Act(alert=text, revision=1, deed=deed, by=by, at=NOON, until=at(60))
    for message in (
        alert_answers.refused(Refused(why, by, NOON, at(60)), alert_answers.about(an_alert())),
        alert_answers.done(act, an_alert()),
        alert_answers.done_to_service(act, text),
        alert_answers.no_such_alert(text),
        alert_answers.no_such_service(text, [text], ""),
        alert_answers.no_such_time(text),
        alert_answers.away(text),
    ):
        fits(message)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_each_rule_has_a_form_that_comes_back_as_it_is(kind: Kind) -> None:
    view = rule_form(kind, Choices(), "checkout")
    check_view(view)
    values = {
        block["block_id"]: {block["block_id"]: _held(block["element"])}
        for block in view["blocks"]
        if block["type"] == "input"
    }

    wanted = read(view | {"state": {"values": values}}, Choices())

    assert isinstance(wanted, Wanted)
    assert wanted.own == ChosenRule()


def _held(element: dict[str, object]) -> dict[str, object]:
    if element["type"] == "checkboxes":
        return {"selected_options": element.get("initial_options") or []}
    return {"value": element.get("initial_value")}


def test_the_rules_of_a_service_and_their_faults() -> None:
    told = rules.rules(Choices(), "<!here>", ["<!channel>: is wrong"] * 5, may_change=True)

    fits(told)
    assert "&lt;!here&gt;" in told.text


def an_episode(minutes: float | None = 25, **changes: object) -> Episode:
    usual: dict[str, object] = {
        "subject": Subject("checkout", "gpt-5"),
        "part": "",
        "begun": MS,
        "ended": None if minutes is None else MS + int(minutes * 60_000),
        "worst": Level.CRITICAL,
        "says": "34 % errors",
    }
    return Episode(**(usual | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("episodes", "told"),
    [
        (None, "cannot be replayed"),
        ([], "would have fired *not once*."),
        ([an_episode()], "would have fired *once*:\n• <!date"),
        ([an_episode(None)], "still open, critical: checkout → gpt-5: 34 % errors"),
        ([an_episode()] * 2, "*twice*"),
        ([an_episode()] * 11, "*11 times*:\n• … 3 before these"),
    ],
)
def test_what_a_rule_would_have_done(episodes: list[Episode] | None, told: str) -> None:
    assert told in previewed.would(episodes)


@given(texts)
def test_a_preview_pings_nobody(says: str) -> None:
    would = previewed.would([an_episode(says=says, subject=Subject(says, says))] * 9)
    view = preview(Wanted(KINDS[0], says, ChosenRule(), Choices()), "on → off", would, "{}")

    check_view(view)
    for text in markup(json.loads(json.dumps(view["blocks"]))):
        assert "<" not in OURS.sub("", text)


@pytest.mark.parametrize(
    ("name", "used", "limit", "told"),
    [
        ("usd_per_month", 900, 1000, "at this pace used up <!date^1795"),
        ("usd_per_month", 300, 1000, "at this pace 38 % by the end of the month"),
        ("requests_per_day", 300, 1000, "at this pace 60 % by the end of the day"),
        ("usd_per_month", 1000, 1000, ""),
        ("usd_per_month", 0, 1000, ""),
        ("usd_per_month", 10, -1, ""),
        ("tokens_per_minute", 10, 20, ""),
    ],
)
def test_the_pace_of_a_quota(name: str, used: float, limit: float, told: str) -> None:
    said = pace(name, Quota(used=used, limit=limit), NOON)

    assert told in said
    assert bool(said) == bool(told)


def test_early_in_a_period_a_pace_says_nothing() -> None:
    second = datetime(2026, 11, 2, tzinfo=UTC)

    assert not pace("usd_per_month", Quota(used=10, limit=20), second)
    assert not pace("usd_per_day", Quota(used=10, limit=20), second + timedelta(hours=2))


def test_details_without_anything_around() -> None:
    view = details(an_alert(history=(), reading=an_alert().reading), AROUND)

    assert "Nothing yet." in json.dumps(view)
