"""A record is of a version that this release reads, or it is refused; nothing else happens."""

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from bot.domain.stored import Stored, Tree, Unreadable, read_time


def _in_seconds(tree: Tree) -> Tree:
    return {"every": 60 * tree["minutes"]}


def _named(tree: Tree) -> Tree:
    return {**tree, "name": "nameless"}


RULE = Stored("a rule", version=3, older={1: _in_seconds, 2: _named})


def _pair(tree: Tree) -> tuple[str, int]:
    return str(tree["name"]), int(tree["every"])


def test_what_was_written_is_read() -> None:
    text = RULE.write({"name": "Straße", "every": 5})

    assert text == '{"v":3,"name":"Straße","every":5}'
    assert RULE.read(text, _pair) == ("Straße", 5)


@pytest.mark.parametrize("text", ['{"v":1,"minutes":2}', '{"v":2,"every":120}'])
def test_a_record_of_an_older_release_is_led_up_to_this_one(text: str) -> None:
    assert RULE.read(text, _pair) == ("nameless", 120)


@pytest.mark.parametrize("version", [0, 4, "3", None])
def test_a_record_of_a_version_that_nobody_here_knows_is_named_as_such(version: object) -> None:
    with pytest.raises(Unreadable, match=r"^a rule is of version .*, and this .* version 3$"):
        RULE.read(json.dumps({"v": version, "name": "", "every": 1}), _pair)


@given(st.text() | st.recursive(st.none() | st.integers(), st.lists).map(json.dumps))
def test_what_is_no_record_is_refused_and_nothing_of_it_is_said(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        RULE.read(text, _pair)
    assert str(caught.value) == "a rule cannot be read"
    assert caught.value.__cause__ is None


@given(st.dictionaries(st.sampled_from(["v", "every", "minutes"]), st.none() | st.integers(0, 4)))
def test_whatever_is_in_the_record_there_is_one_error(tree: dict[str, Any]) -> None:
    try:
        RULE.read(json.dumps(tree), _pair)
    except Unreadable:
        return


def test_a_time_has_a_zone() -> None:
    assert read_time("2026-09-03T12:00:00+02:00").isoformat() == "2026-09-03T12:00:00+02:00"
    with pytest.raises(ValueError, match="zone"):
        read_time("2026-09-03T12:00:00")
