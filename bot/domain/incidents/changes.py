"""What changed between two sights of an incident, in short sentences for people."""

from collections import Counter
from collections.abc import Iterator

from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.states import Impact

IMPACTS = {
    Impact.UNSTATED: "not stated",
    Impact.NONE: "operational",
    Impact.MAINTENANCE: "under maintenance",
    Impact.DEGRADED: "degraded performance",
    Impact.PARTIAL_OUTAGE: "partial outage",
    Impact.FULL_OUTAGE: "full outage",
}


def changes(before: Incident | None, after: Incident) -> tuple[str, ...]:
    """What is different now, the most important first; empty for one that is new."""
    return () if before is None else tuple(_changes(before, after))


def _changes(before: Incident, after: Incident) -> Iterator[str]:
    if before.word != after.word:
        yield f"state: {before.word} → {after.word}"
    if before.impact is not after.impact:
        yield f"impact: {IMPACTS[before.impact]} → {IMPACTS[after.impact]}"
    if before.title != after.title:
        yield f"title: was “{before.title}”"
    old, new = Counter(_named(before)), Counter(_named(after))
    yield from (f"component: {name}" for name in sorted((new - old).elements()))
    still = {component.name for component in after.components}
    left = sorted({component.name for component in before.components} - still)
    yield from (f"component: {name} is no longer listed" for name in left)
    planned = (before.planned_start, before.planned_end)
    if planned != (after.planned_start, after.planned_end):
        yield "the planned time"
    if before.link != after.link:
        yield "the link"


def _named(incident: Incident) -> Iterator[str]:
    return (f"{one.name} ({impact_of(one)})" for one in incident.components)


def impact_of(component: Component) -> str:
    """The state of a component in words; the page's own if it is one that we do not know."""
    unknown = component.impact is Impact.UNSTATED and component.word
    return component.word if unknown else IMPACTS[component.impact]
