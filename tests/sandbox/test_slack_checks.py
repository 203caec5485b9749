"""Every message and view is held to Slack's rules, and what is wrong is named with its place."""

import contextlib
from typing import Any

import pytest
from hypothesis import given, strategies as st

from bot.sandbox.slack.checks.blocks import BLOCKS
from bot.sandbox.slack.checks.elements import ELEMENTS
from bot.sandbox.slack.checks.surfaces import check_message, check_view
from bot.sandbox.slack.wire import Refused
from tests.sandbox.slack_views import (
    actions,
    button,
    home,
    modal,
    options,
    question,
    section,
    text,
    typed,
)

Fields = dict[str, Any]


def select(**more: object) -> Fields:
    return {"type": "static_select", "action_id": "menu", "options": options("a", "b"), **more}


def image() -> Fields:
    return {"type": "image", "alt_text": "a picture", "image_url": "https://example.org/a.png"}


GOOD_VIEWS = [
    pytest.param(modal(), id="the smallest"),
    pytest.param(modal(title="x" * 24), id="the longest title"),
    pytest.param(modal(section("x" * 3000)), id="the longest section"),
    pytest.param(modal(*[section("x")] * 100), id="100 blocks"),
    pytest.param(modal(question("a", typed("a", multiline=True, max_length=3000))), id="input"),
    pytest.param(modal({"type": "alert", "text": text("x"), "level": "error"}), id="alert"),
    pytest.param(modal(actions(*[button(f"b{n}") for n in range(25)])), id="25 buttons"),
    pytest.param(modal(section("x") | {"accessory": select()}), id="accessory"),
    pytest.param(modal(image(), {"type": "context", "elements": [image()]}), id="images"),
    pytest.param(home(section("x"), question("a", typed("a"))), id="home"),
]

BAD_VIEWS = [
    pytest.param({}, "type", id="nothing"),
    pytest.param(modal(title="x" * 25), "less than 25", id="title too long"),
    pytest.param(modal(section("")), "more than 0", id="empty text"),
    pytest.param(modal(section("x" * 3001)), "less than 3001", id="section too long"),
    pytest.param(modal(*[section("x")] * 101), "no more than 100", id="101 blocks"),
    pytest.param(modal() | {"blocks": []}, "no fewer than 1", id="no blocks"),
    pytest.param(modal() | {"title": None}, "must be an object", id="no title"),
    pytest.param(modal({"type": "nonsense"}), "unsupported type: nonsense", id="unknown block"),
    pytest.param(modal({"type": "markdown", "text": "x"}), "unsupported type", id="markdown"),
    pytest.param(modal(section("x") | {"colour": "red"}), "additional property", id="extra field"),
    pytest.param(modal({"type": "header", "text": text("x" * 151)}), "151", id="header too long"),
    pytest.param(modal({"type": "section"}), "text or fields", id="an empty section"),
    pytest.param(modal(actions()), "no fewer than 1", id="no elements"),
    pytest.param(
        modal(actions(*[button(f"b{n}") for n in range(26)])), "no more than 25", id="26 buttons"
    ),
    pytest.param(modal(actions(button("b", "x" * 76))), "less than 76", id="button too long"),
    pytest.param(modal(actions(button("b", value="x" * 2001))), "2001", id="value too long"),
    pytest.param(modal(actions(button("b", style="loud"))), "primary, danger", id="odd style"),
    pytest.param(modal(actions(typed("a"))), "unsupported type", id="an input among buttons"),
    pytest.param(modal(question("a", button("b"))), "unsupported type", id="a button as input"),
    pytest.param(modal(actions(button("b"), button("b"))), "action_id", id="same action id"),
    pytest.param(
        modal(*[section("x") | {"block_id": "a"}] * 2), "block_id `a` already", id="same block id"
    ),
    pytest.param(
        modal(section("x") | {"accessory": select(options=options(*map(str, range(101))))}),
        "no more than 100",
        id="101 options",
    ),
    pytest.param(
        modal(section("x") | {"accessory": select(initial_option=options("c")[0])}),
        "one of the options",
        id="an initial option that is not offered",
    ),
    pytest.param(
        modal(section("x") | {"accessory": select(options=options("a", "a"))}),
        "unique",
        id="the same option twice",
    ),
    pytest.param(
        {k: v for k, v in modal(question("a", typed("a"))).items() if k != "submit"},
        "submit",
        id="an input without submit",
    ),
    pytest.param(modal(private_metadata="x" * 3001), "less than 3001", id="metadata too long"),
    pytest.param(modal(submit=text("x" * 25)), "less than 25", id="submit too long"),
    pytest.param(
        modal({"type": "context", "elements": [text("x")] * 11}), "no more than 10", id="context"
    ),
    pytest.param(
        home({"type": "alert", "text": text("x")}), "unsupported type: alert", id="alert at home"
    ),
    pytest.param(
        home(question("a", {"type": "email_text_input", "action_id": "a"})),
        "unsupported type: email_text_input",
        id="an email input at home",
    ),
    pytest.param(
        modal({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}),
        "unsupported type: mrkdwn",
        id="mrkdwn in a header",
    ),
]


@pytest.mark.parametrize("view", GOOD_VIEWS)
def test_a_view_within_the_limits_is_taken(view: Fields) -> None:
    assert check_view(view) == view


@pytest.mark.parametrize(("view", "words"), BAD_VIEWS)
def test_a_view_beyond_a_limit_is_refused(view: Fields, words: str) -> None:
    with pytest.raises(Refused) as caught:
        check_view(view)

    assert caught.value.error == "invalid_arguments"
    assert any(words in problem for problem in caught.value.problems), caught.value.problems
    assert all("json-pointer:/view" in problem for problem in caught.value.problems)


def test_a_view_of_more_than_250_kb_is_too_large() -> None:
    with pytest.raises(Refused, match="view_too_large"):
        check_view(modal(*[section("x" * 3000)] * 90))


@pytest.mark.parametrize(
    ("message", "error"),
    [
        pytest.param({}, "no_text", id="nothing"),
        pytest.param({"blocks": [section("x")] * 51}, "invalid_blocks", id="51 blocks"),
        pytest.param({"blocks": [{"type": "alert", "text": text("x")}]}, "invalid_blocks", id="a"),
        pytest.param({"text": "x", "attachments": [{}] * 101}, "too_many_attachments", id="101"),
        pytest.param(
            {"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format", id="m"
        ),
        pytest.param(
            {"blocks": [{"type": "markdown", "text": "x" * 7000}] * 2}, "invalid_blocks", id="12k"
        ),
        pytest.param({"text": "x", "attachments": [{"blocks": [{}]}]}, "invalid_blocks", id="in"),
    ],
)
def test_a_message_beyond_a_limit_is_refused(message: Fields, error: str) -> None:
    with pytest.raises(Refused) as caught:
        check_message(message)

    assert caught.value.error == error


def test_a_very_long_text_is_cut() -> None:
    assert len(check_message({"text": "x" * 50_000})["text"]) == 40_000


_WORDS = st.sampled_from([*BLOCKS, *ELEMENTS, "plain_text", "mrkdwn", "modal", "home", "x"])
_NAMES = st.sampled_from(
    [
        "type",
        "text",
        "elements",
        "element",
        "accessory",
        "fields",
        "options",
        "option_groups",
        "initial_option",
        "label",
        "initial_options",
        "blocks",
        "title",
        "rows",
        "block_id",
        "action_id",
        "focus_on_load",
        "value",
    ]
)
_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=4),
    max_leaves=30,
)


@given(_JUNK)
def test_any_message_is_taken_or_refused(junk: object) -> None:
    with contextlib.suppress(Refused):
        check_message({"text": "x", "blocks": junk})


@given(st.dictionaries(_NAMES, _JUNK, max_size=5))
def test_any_block_is_taken_or_refused(junk: Fields) -> None:
    with contextlib.suppress(Refused):
        check_view(modal(junk))
    with contextlib.suppress(Refused):
        check_view(junk)
