"""A stranger's text is inert wherever it is shown."""

import pytest
from hypothesis import given, strategies as st

from bot.views.blocks import clean, cut, escape, linked, mrkdwn, plain, quoted


@given(st.text())
def test_escaped_text_holds_no_live_mention_or_link(text: str) -> None:
    shown = escape(text)

    assert "<" not in shown
    assert ">" not in shown


@given(st.text())
def test_quoted_text_stays_within_its_backticks_and_on_its_line(text: str) -> None:
    shown = quoted(text)

    assert shown.count("`") == 2
    assert "\n" not in shown
    assert shown == f"`{shown.strip('`')}`"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U123|x> & co", "&lt;@U123|x&gt; &amp; co"),
        ("a\u202eb\u200bc\x00d", "abcd"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_escape(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_code_cannot_be_left_by_a_backtick() -> None:
    assert quoted("a` <!here> `b\nc") == "`a' &lt;!here&gt; 'b c`"


def test_what_cannot_be_seen_is_dropped() -> None:
    assert clean("\ufeffsk\u2066-\u200dx\x07") == "sk-x"


def test_an_empty_plain_text_is_no_text_that_slack_refuses() -> None:
    assert plain("\x00", 10)["text"] == "–"


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_cut_keeps_the_limit(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("fish &amp; chips", 9, "fish …"),
        ("see <https://x.org|here>", 12, "see …"),
        ("short", 10, "short"),
    ],
)
def test_markup_is_not_cut_in_the_middle(text: str, limit: int, shown: str) -> None:
    assert mrkdwn(text, limit)["text"] == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "at https://platform.openai.com/a/b.",
            "at <https://platform.openai.com/a/b|platform.openai.com/a/b>.",
        ),
        ("https://help.openai.com/en: yes", "https://help.openai.com/en: yes"),
        ("https://platform.openai.com.evil.example/", "https://platform.openai.com.evil.example/"),
        ("https://platform.openai.com@evil.example", "https://platform.openai.com@evil.example"),
        ("https://evil.example/", "https://evil.example/"),
    ],
)
def test_the_whole_of_an_address_of_openai_is_a_link(text: str, shown: str) -> None:
    assert linked(text) == shown
