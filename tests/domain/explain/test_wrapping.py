"""Whatever a text was wrapped in on its way, its cause stays the same, and nothing raises."""

import html
import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from bot.domain.explain import explain
from tests.domain.explain.texts import ROWS, Row

Wrap = Callable[[str], str]


def each_line(before: str, after: str = "") -> Wrap:
    return lambda text: "\n".join(f"{before}{line}{after}" for line in text.split("\n"))


def in_json(text: str) -> str:
    return json.dumps({"level": "error", "msg": text})


WRAPS: dict[str, Wrap] = {
    "log": each_line("2026-05-06T07:08:09.123Z app[web.1]: "),
    "compose": each_line("api-1  | "),
    "colours": each_line("\x1b[1;31m", "\x1b[0m"),
    "box": each_line("│ ", " │"),
    "quoted": each_line("> "),
    "json": in_json,
    "json in json": lambda text: in_json(in_json(text)),
    "json in json in json": lambda text: in_json(in_json(in_json(text))),
    "repr": repr,
    "html": lambda text: f"<pre>{html.escape(text)}</pre>",
    "fence": lambda text: f"Since this morning I get this:\n```\n{text}\n```\nAny idea?",
    "windows": lambda text: text.replace("\n", "\r\n"),
}
DECIDED = [row for row in ROWS if (known := explain(row.text)).evidence and known.confidence > 0.9]


@pytest.mark.parametrize("wrap", WRAPS.values(), ids=WRAPS)
def test_wrapping_does_not_change_the_cause(wrap: Wrap) -> None:
    changed = [row for row in ROWS if explain(wrap(row.text)).cause != row.cause]

    assert changed == []


@given(
    row=st.sampled_from(ROWS),
    wraps=st.lists(st.sampled_from(list(WRAPS.values())), min_size=2, max_size=3),
)
@settings(max_examples=300)
def test_wrappings_may_be_mixed(row: Row, wraps: list[Wrap]) -> None:
    text = row.text
    for wrap in wraps:
        text = wrap(text)

    assert explain(text).cause in {row.cause, "unknown"}


def test_what_follows_the_decisive_words_is_not_needed() -> None:
    cut = []
    for row in DECIDED:
        quoted = explain(row.text).evidence[0]
        if quoted in row.text:
            end = row.text.index(quoted) + len(quoted)
            cut.append((row, explain(row.text[:end]).cause))

    assert len(cut) > 200
    assert [row for row, cause in cut if cause != row.cause] == []


@given(st.text(max_size=2000))
@settings(max_examples=300)
def test_any_text_gets_an_answer(text: str) -> None:
    explained = explain(text)

    assert explained.summary
    assert explained.next_steps
    json.dumps(dict(explained.details))


@given(st.sampled_from(ROWS), st.integers(0, 3000), st.text(max_size=20))
@settings(max_examples=300)
def test_a_text_cut_or_broken_anywhere_gets_an_answer(row: Row, place: int, junk: str) -> None:
    for text in (row.text[:place], row.text[place:], row.text[:place] + junk + row.text[place:]):
        assert all(len(quoted) <= 200 for quoted in explain(text).evidence)
