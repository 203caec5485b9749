"""Slack takes every view, whatever absurdity is to be shown in it."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.domain.case import Outcome
from bot.domain.diagnosis import Diagnosis, Finding, Verdict
from bot.sandbox.slack.checks.surfaces import check_message, check_view
from bot.views.asked import Asked
from bot.views.blocks import Message, View
from bot.views.key_form import key_form
from bot.views.notes import (
    Line,
    failed,
    help_message,
    key_in_command,
    limit_reached,
    not_here,
    note,
    too_late,
    unknown_word,
)
from bot.views.running import running
from bot.views.summary import shared, summary, to_copy, to_share
from bot.views.verdict import verdict, verdict_message
from tests.views.builders import TITLES, a_cause, a_diagnosis, a_finding

LINE = Line("check", "find out", "/openai-diagnose check", "Check…")
EVIL = (
    "<!channel> <@U0EVIL> <https://evil.example|click> `` ``` *_~ & \u202e\u200b\x00 "
    "https://evil.example "
)
CAUSE = a_cause()
PRIVATE = "sk-proj-inventedwordsT3BlbkFJinvented ada@example.com "
typed = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "\n", "&" * 4000, "<" * 10_000, "🔥" * 3000, EVIL, EVIL * 200, '"\\' * 900]
    ),
)
absurd = st.one_of(typed, st.sampled_from([PRIVATE, (EVIL + PRIVATE) * 100]))
evidence = st.dictionaries(
    absurd,
    st.one_of(absurd, st.none(), st.booleans(), st.integers(), st.lists(absurd, max_size=3)),
    max_size=4,
)
findings = st.builds(
    a_finding, st.sampled_from(list(TITLES)), st.sampled_from(Outcome), absurd, evidence
)


@st.composite
def diagnoses(draw: st.DrawFn) -> Diagnosis:
    ten: tuple[Finding, ...] = tuple(draw(st.lists(findings, min_size=10, max_size=10)))
    return a_diagnosis(
        verdict=draw(st.sampled_from(Verdict)),
        cause=draw(st.sampled_from([None, CAUSE])),
        summary=draw(absurd),
        next_steps=tuple(draw(st.lists(absurd, max_size=9))),
        masked=draw(absurd),
        findings=ten,
        ruled_out=tuple(one.cause for one in ten),
    )


words = st.one_of(st.none(), typed)
asked = st.builds(
    Asked,
    model=words,
    endpoint=words,
    organization=words,
    project=words,
    base_url=words,
    sdk=words,
    sdk_version=words,
    paid=st.booleans(),
)


def takes_view(view: View) -> None:
    check_view(view)
    _harmless(view)


def takes_message(message: Message) -> None:
    check_message({"text": message.text, "blocks": list(message.blocks)})
    _harmless([message.text, *message.blocks])
    assert len(message.text) <= 4000


def _harmless(shown: object) -> None:
    for text in _markup(shown):
        assert all(_OURS.fullmatch(one) for one in re.findall(r"<[^>]*>?", text)), text
    everything = json.dumps(shown, ensure_ascii=False)
    assert "T3BlbkFJ" not in everything
    assert "ada@example.com" not in everything


def _markup(shown: object) -> Iterator[str]:
    """All texts in which Slack gives `<` a meaning: the mrkdwn, and the text of a message."""
    match shown:
        case str():
            yield shown
        case {"type": "mrkdwn", "text": str(text)}:
            yield text
        case dict():
            for part in shown.values():
                yield from _markup(part) if isinstance(part, dict | list) else ()
        case list():
            for part in shown:
                yield from _markup(part)
        case _:
            pass


_OURS = re.compile(
    r"<!date\^\d+\^[^<>]*>|<@U1>|<https://platform\.openai\.com/api-keys\|platform\.openai\.com/api-keys>"
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(diagnoses(), asked)
def test_a_verdict(diagnosis: Diagnosis, said: Asked) -> None:
    readable = Asked.unpacked(said.packed())

    takes_view(verdict(diagnosis, readable))
    takes_message(verdict_message(diagnosis, readable))
    takes_view(to_copy(summary(diagnosis)))
    takes_view(to_share(summary(diagnosis)))
    takes_message(shared(summary(diagnosis), "U1"))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
@given(absurd, st.lists(findings, max_size=10))
def test_the_progress(masked: str, ten: list[Finding]) -> None:
    takes_view(running(masked, ten, "0123"))


@given(asked, st.lists(st.sampled_from(["https://a.example/v1", "https://b.example/" + "x" * 400])))
def test_the_form(said: Asked, urls: list[str]) -> None:
    check_view(key_form("0123", ["https://api.openai.com/v1", *dict.fromkeys(urls)], said))


@given(absurd)
def test_the_short_words(word: str) -> None:
    for message in (
        help_message([LINE]),
        unknown_word(word, LINE, [LINE]),
        unknown_word(word, None, [LINE]),
        key_in_command(LINE),
        too_late(LINE),
        not_here(),
        failed("0123abcd"),
        limit_reached(datetime(2026, 11, 24, 15, 45, tzinfo=UTC)),
    ):
        takes_message(message)
        takes_view(note(message))


@given(st.text())
def test_any_value_of_a_button_can_be_read(text: str) -> None:
    assert isinstance(Asked.unpacked(text), Asked)


@given(asked)
def test_what_was_asked_fits_into_a_button(said: Asked) -> None:
    readable = Asked.unpacked(said.packed())

    assert len(readable.packed()) <= 2000
    assert Asked.unpacked(readable.packed()) == readable
