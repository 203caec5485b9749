"""How an explanation looks, and that Slack takes it whatever stood in the text."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.domain.causes import CAUSES
from bot.domain.explain import Explanation, FoundKey, explain
from bot.sandbox.slack.checks.surfaces import check_message, check_view
from bot.views.asked import Asked
from bot.views.blocks import Message, View
from bot.views.burnt import burnt_message, burnt_note, burnt_report, told_author
from bot.views.explain_form import explain_form
from bot.views.explained import (
    Answered,
    answer_message,
    answer_view,
    not_posted,
    place_and_text,
    posted,
    public_text,
    was_posted,
    words_and_code,
)

PLACE = "C0123456789:1700000000.000100"
KEYS = (FoundKey("openai", "sk-proj-…wxyz"),)
MANY = tuple(FoundKey("anthropic" if n % 2 else "openai", f"sk-…{n:04}") for n in range(50))
NO_MONEY = explain(
    "Error code: 429 - {'error': {'message': 'You exceeded your current quota', 'code': "
    "'insufficient_quota'}} request id req_0123456789abcdef0123456789abcdef openai",
)
TOO_FAST = explain(
    "Rate limit reached for gpt-6-luna in organization org-InventedWords1234abcd on tokens per "
    "min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 2s. openai",
)
ASKED = Asked(model="gpt-6-luna", organization="org-InventedWords1234abcd")

VIEWS: dict[str, View] = {
    "form": explain_form(),
    "form_after_nothing": explain_form("There is no text in this message that I could read."),
    "billing": answer_view(Answered(explanation=NO_MONEY, asked=Asked(), thread=PLACE)),
    "rate_limit": answer_view(Answered(explanation=TOO_FAST, asked=ASKED)),
    "unknown": answer_view(Answered(explanation=explain("KeyError: 'x'"), asked=Asked())),
    "another": answer_view(
        Answered(explanation=explain("anthropic.RateLimitError: 429"), asked=Asked())
    ),
    "key": answer_view(
        Answered(explanation=NO_MONEY, asked=Asked(), notes=(burnt_note(KEYS, "I masked it."),))
    ),
}
MESSAGES: dict[str, Message] = {
    "answer": answer_message(Answered(explanation=TOO_FAST, asked=ASKED, thread=PLACE)),
    "posted": posted(public_text(TOO_FAST), "U1"),
    "was_posted": was_posted(),
    "not_posted": not_posted(is_member=True),
    "not_posted_there": not_posted(is_member=False),
    "burnt": burnt_message(KEYS, "C1"),
    "burnt_many": burnt_message(MANY, "C1"),
    "report": burnt_report(KEYS, "C1", "U1", told=True),
    "report_not_told": burnt_report(KEYS, "C1", "U1", told=False),
    "report_app": burnt_report(KEYS, "C1", "", told=False),
    "told_author": Message(told_author(KEYS, "U1")),
}


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("name", VIEWS)
def test_view(name: str, golden: SnapshotAssertion) -> None:
    check_view(VIEWS[name])
    assert VIEWS[name] == golden


@pytest.mark.parametrize("name", MESSAGES)
def test_message(name: str, golden: SnapshotAssertion) -> None:
    message = MESSAGES[name]

    check_message({"text": message.text, "blocks": list(message.blocks)})
    assert {"text": message.text, "blocks": list(message.blocks)} == golden


EVIL = "<!channel> <@U0EVIL> <https://evil.example|x> `` ``` *_~ & \u202e\u200b\x00 "
PRIVATE = "sk-proj-inventedwordsT3BlbkFJinvented ada@example.com "
absurd = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", "\n", "&" * 5000, "<" * 9000, "🔥" * 3000, EVIL * 100, PRIVATE * 90]),
    st.builds(
        "{}: `{}`".format, st.sampled_from(["Do", EVIL]), st.sampled_from(["x" * 5000, EVIL])
    ),
)
slugs = st.sampled_from([*(cause.slug for cause in CAUSES), "bad_request", "unknown", "new"])
explanations = st.builds(
    Explanation,
    cause=slugs,
    code=st.one_of(st.none(), absurd),
    confidence=st.floats(0, 1),
    summary=absurd,
    next_steps=st.lists(absurd, max_size=4).map(tuple),
    evidence=st.lists(absurd, max_size=3).map(tuple),
    also=st.lists(slugs, max_size=3).map(tuple),
    details=st.dictionaries(absurd, st.one_of(absurd, st.integers(), st.none()), max_size=4),
)
OURS = re.compile(
    r"<@U1>|<#C1>|<https://(?:platform|help|developers|status)\.openai\.com[^<>]*>"
    r"|<https://github\.com/openai[^<>]*>"
)


def marked_up(shown: object) -> Iterator[str]:
    match shown:
        case {"type": "mrkdwn", "text": str(text)}:
            yield text
        case dict():
            for part in shown.values():
                yield from marked_up(part)
        case list() | tuple():
            for part in shown:
                yield from marked_up(part)
        case _:
            pass


def harmless(shown: object, *texts: str) -> None:
    for text in (*texts, *marked_up(shown)):
        assert all(OURS.fullmatch(one) for one in re.findall(r"<[^>]*>?", text)), text
    assert "T3BlbkFJ" not in str(shown) + "".join(texts)
    assert "ada@example.com" not in str(shown) + "".join(texts)


def takes(message: Message) -> None:
    check_message({"text": message.text, "blocks": list(message.blocks)})
    assert len(message.text) <= 4000
    harmless(message.blocks, message.text)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=80, deadline=None)
@given(explanations, st.sampled_from(["", PLACE]))
def test_slack_takes_any_explanation(explanation: Explanation, thread: str) -> None:
    notes = (burnt_note(MANY, "I masked it."), told_author(MANY, "U1"))
    answered = Answered(explanation=explanation, asked=ASKED, notes=notes, thread=thread)
    view, text = answer_view(answered), public_text(explanation)

    check_view(view)
    harmless(view["blocks"])
    takes(answer_message(answered))
    takes(posted(text, "U1"))
    assert place_and_text(f"{PLACE}\n{text}") == (*PLACE.split(":"), text)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
@given(st.lists(st.builds(FoundKey, absurd, absurd), min_size=1, max_size=40))
def test_slack_takes_any_warning(keys: list[FoundKey]) -> None:
    takes(burnt_message(keys, "C1"))
    takes(burnt_report(keys, "C1", "U1", told=True))
    check_view(explain_form(burnt_note(keys, "I masked it.")))


@given(st.text())
def test_any_value_of_the_button_can_be_read(value: str) -> None:
    assert len(place_and_text(value)) == 3


@pytest.mark.parametrize(
    ("step", "words", "code"),
    [
        ("Do it: `" + "x" * 40 + "`.", "Do it:", "x" * 40),
        ("Do it: `short`.", "Do it: `short`.", ""),
        ("Do `" + "x" * 40 + "` now.", "Do `" + "x" * 40 + "` now.", ""),
        ("Plain words.", "Plain words.", ""),
    ],
)
def test_a_long_line_of_code_stands_by_itself(step: str, words: str, code: str) -> None:
    assert words_and_code(step) == (words, code)
