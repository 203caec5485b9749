"""Which incidents have to do with a call, and how they are told."""

from datetime import timedelta

import pytest

from bot.domain.incidents.bearing import Bearing, bearing, told
from bot.domain.incidents.incident import Component
from bot.domain.incidents.states import Impact
from tests.domain.incidents.building import NOON, an_incident


def hit(name: str, *groups: str) -> Component:
    return Component(name=name, groups=groups, impact=Impact.PARTIAL_OUTAGE)


@pytest.mark.parametrize(
    ("component", "endpoint", "expected"),
    [
        pytest.param(hit("Chat Completions", "APIs"), None, Bearing.ON_IT, id="the default"),
        pytest.param(hit("Chat Completions"), None, Bearing.ON_IT, id="group not known"),
        pytest.param(hit("Embeddings", "APIs"), "embeddings", Bearing.ON_IT, id="the endpoint's"),
        pytest.param(hit("Embeddings", "APIs"), None, Bearing.PERHAPS, id="another endpoint's"),
        pytest.param(hit("Login", "APIs"), "images", Bearing.ON_IT, id="what every call passes"),
        pytest.param(hit("Login", "ChatGPT"), None, Bearing.ELSEWHERE, id="its twin elsewhere"),
        pytest.param(hit("Login", "APIs", "ChatGPT"), None, Bearing.ON_IT, id="either of the two"),
        pytest.param(hit("Video generation", "Sora"), None, Bearing.ELSEWHERE, id="elsewhere"),
        pytest.param(hit("Connectors"), None, Bearing.ELSEWHERE, id="a name of no endpoint"),
    ],
)
def test_by_component(component: Component, endpoint: str | None, expected: Bearing) -> None:
    assert bearing(an_incident(components=[component]), endpoint) is expected


def test_an_incident_that_names_no_component_may_be_about_anything() -> None:
    assert bearing(an_incident(), "images") is Bearing.PERHAPS


def test_it_is_told_with_what_is_known() -> None:
    many = [hit(f"Part {n}", "APIs") for n in range(6)]

    assert told(an_incident(components=many, made=NOON), NOON + timedelta(hours=1)) == (
        "“Elevated errors” (Investigating, partial outage) on Part 0, Part 1, Part 2, Part 3, "
        "2 more, since 12:00 UTC"
    )
    assert told(an_incident(title=" ", made=NOON), NOON + timedelta(days=1)) == (
        "“an incident without a title” (Investigating), since 2026-09-03 12:00 UTC"
    )
