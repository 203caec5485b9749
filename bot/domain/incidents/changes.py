"""What changed between two sights of an incident, in short sentences for people."""

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.states import Impact

IMPACTS: Final[Mapping[Impact, str]] = MappingProxyType(
    {
        Impact.UNSTATED: "not stated",
        Impact.NONE: "operational",
        Impact.MAINTENANCE: "under maintenance",
        Impact.DEGRADED: "degraded performance",
        Impact.PARTIAL_OUTAGE: "partial outage",
        Impact.FULL_OUTAGE: "full outage",
    }
)


def changes(before: Incident | None, after: Incident) -> tuple[str, ...]:
    """What is different now, the most important first; empty for one that is new."""
    return () if before is None else tuple(_changes(before, after))


def impact_of(component: Component) -> str:
    """The state of a component in words; the page's own if it is one that we do not know."""
    unknown = component.impact is Impact.UNSTATED and component.word
    return component.word if unknown else IMPACTS[component.impact]


def _changes(before: Incident, after: Incident) -> Iterator[str]:
    if before.word != after.word:
        yield f"state: {before.word} → {after.word}"
    if before.impact is not after.impact:
        yield f"impact: {IMPACTS[before.impact]} → {IMPACTS[after.impact]}"
    if before.title != after.title:
        yield f"title: was “{before.title}”"
    yield from _components(before, after)
    planned = (before.planned_start, before.planned_end)
    if planned != (after.planned_start, after.planned_end):
        yield "the planned time"
    if before.link != after.link:
        yield "the link"


def _components(before: Incident, after: Incident) -> Iterator[str]:
    """What changed with the components; a name may stand there twice, in two groups."""
    old, new = _impacts(before), _impacts(after)
    for name in sorted(old.keys() & new.keys()):
        if old[name] != new[name]:
            yield f"{name}: {_joined(old[name])} → {_joined(new[name])}"
    if added := sorted(new.keys() - old.keys()):
        yield f"now listed: {', '.join(added)}"
    if left := sorted(old.keys() - new.keys()):
        yield f"no longer listed: {', '.join(left)}"


def _impacts(incident: Incident) -> dict[str, Counter[str]]:
    impacts = dict[str, Counter[str]]()
    for component in incident.components:
        impacts.setdefault(component.name, Counter())[impact_of(component)] += 1
    return impacts


def _joined(impacts: Counter[str]) -> str:
    return " and ".join(sorted(impacts.elements()))
