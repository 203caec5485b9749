"""What is remembered survives as text, and what is no such text says so."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, strategies as st

from bot.domain.incidents.feed_read import Gap, GapReason
from bot.domain.incidents.incident import Component
from bot.domain.incidents.remembered import Gone, Remembered, Story, Trouble
from bot.domain.incidents.saved import load, save
from bot.domain.incidents.states import Impact, Kind
from bot.domain.stored import Unreadable
from tests.domain.incidents.building import an_incident, an_update, at

LOGIN = Component(name="Login", impact=Impact.DEGRADED, groups=("APIs", "ChatGPT"))
FULL = Remembered(
    stories={
        "one": Story(
            incident=replace(
                an_incident(
                    an_update("Scheduled", at(0), "Straße\n\n“quoted”", ref="U1"),
                    an_update("Em análise", at(1.5)),
                    id="one",
                    whole=True,
                    kind=Kind.MAINTENANCE,
                    components=[LOGIN, Component(name="Batch", word="Operacional")],
                    planned=(at(5), at(6)),
                ),
                touched=(LOGIN,),
            ),
            first_seen=at(2),
            told=True,
            replies=("a", "b"),
            misses=2,
            gone=Gone.WITHDRAWN,
        )
    },
    read_at=at(3),
    page="status.openai.com",
    rendered=at(2.9),
    horizon=at(-9),
    listed=84,
    shrunken=1,
    trouble=Trouble(since=at(4), reads=3, gap=Gap(GapReason.EMPTY, "empty"), told=True),
)


@pytest.mark.parametrize("remembered", [Remembered(), FULL], ids=["nothing", "everything"])
def test_what_was_saved_is_loaded_as_it_was(remembered: Remembered) -> None:
    assert load(save(remembered)) == remembered
    assert save(load(save(remembered))) == save(remembered)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "7",
        '{"v":1}',
        '{"v":"1"}',
        '{"v":2}',
        "[" * 9999,
        '{"v":1,"stories":7}',
    ],
)
def test_what_is_no_memory_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        load(text)


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ("2026-09-03T12:02:00+00:00", "2026-09-03T12:02:00"),
        ('"updates":[[', '"updates":[],"before":[['),
    ],
    ids=["a time without a zone", "an incident without an update"],
)
def test_a_memory_that_lacks_what_all_rests_on_is_refused(part: str, broken: str) -> None:
    assert part in save(FULL)
    with pytest.raises(Unreadable):
        load(save(FULL).replace(part, broken))


def test_the_memory_of_a_newer_release_is_named_as_such() -> None:
    with pytest.raises(match="version 2, and this release reads version 1"):
        load(save(FULL).replace('"v":1', '"v":2', 1))


@given(st.data())
def test_a_memory_in_which_something_was_changed_is_loaded_or_refused(data: st.DataObject) -> None:
    tree: Any = json.loads(save(FULL))
    spot = tree
    while isinstance(spot, dict | list) and spot:
        keys = sorted(spot) if isinstance(spot, dict) else range(len(spot))
        key = data.draw(st.sampled_from(keys))
        inner = spot[key]
        if not isinstance(inner, dict | list) or data.draw(st.booleans()):
            spot[key] = data.draw(st.none() | st.integers() | st.text(max_size=3) | st.just([]))
            break
        spot = inner

    try:
        load(json.dumps(tree))
    except Unreadable:
        return
