"""HTML as plain text: what stays, what goes, and that it takes no time."""

import time

import pytest
from hypothesis import given, strategies as st

from bot.adapters.status.plain_text import LONGEST_HTML, one_line, plain


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A<br/>B<br>C<br />D", "A\nB\nC\nD"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<ul><li>One</li><li>Two</li></ul>", "• One\n• Two"),
        ("a  b\n\n\n\n\nc", "a b\n\nc"),
        ("5 < 6 &amp; 7 &gt; 6", "5 < 6 & 7 > 6"),
        ("&amp;lt;once&amp;gt;", "&lt;once&gt;"),
        ("<script>alert(1)</script>B<style>p{}</style>C", "BC"),
        ("<!-- unseen -->seen", "seen"),
        ('<a href="https://evil.example">status.openai.com</a>', "status.openai.com"),
        ("<@U123> <!channel> <#C1>", "<@U123> <!channel> <#C1>"),
        ("left\u202eright\u200b\ufeff", "leftright"),
        ("tab\there\x00\x1b[31m", "tab here[31m"),
    ],
)
def test_the_table(source: str, text: str) -> None:
    assert plain(source, 1000) == text


@given(st.text())
def test_what_comes_out_is_tidy_and_short(source: str) -> None:
    text = plain(source, 50)

    assert len(text) <= 50
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert "\n" not in one_line(source, 50)


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "</", "<script>", "&", "&#x1", "<b><b"])
def test_a_crafted_text_takes_no_longer_than_another(piece: str) -> None:
    source = piece * (2 * LONGEST_HTML // len(piece))

    started = time.perf_counter()
    plain(source, 1000)

    assert time.perf_counter() - started < 1.0
