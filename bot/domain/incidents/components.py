"""The components of an incident, from read to read.

Their names repeat and their list comes in another order each time, and the feed names no
group: what the page's JSON once told of a group is kept, and a component that was named once
stays among those that were touched, since a filter that looked at the present list alone
would open and close in the middle of an incident.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from bot.domain.incidents.incident import Component, Incident, in_order
from bot.domain.incidents.states import Impact, worst

_Key: TypeAlias = tuple[str, tuple[str, ...]]  # a component's name and its groups


def with_groups(seen: Incident, known: Incident) -> tuple[Component, ...]:
    """The components of this read; a group once known is not lost again with the page's list."""
    if not seen.components and not seen.listed:
        return known.components
    components, waiting = list(seen.components), list(known.components)
    # Of two with one name, the one that is as it was comes first: else they would swap groups.
    for alike in (_same_state, _same_name):
        for n, one in enumerate(components):
            match = next((other for other in waiting if alike(other, one)), None)
            if match is not None and not one.groups:
                waiting.remove(match)
                components[n] = replace(one, groups=match.groups)
    return in_order(components)


def _same_state(known: Component, seen: Component) -> bool:
    return _same_name(known, seen) and (known.impact, known.word) == (seen.impact, seen.word)


def _same_name(known: Component, seen: Component) -> bool:
    return known.name == seen.name


def touched_by(before: tuple[Component, ...], now: tuple[Component, ...]) -> tuple[Component, ...]:
    """Every component ever named, each once and at its worst.

    One whose group is not known is taken to be any of those of that name whose group is.
    """
    touched = dict[_Key, Component]()
    for one in (*before, *now):
        _worsen(touched, (one.name, one.groups), one)
    for key in sorted(touched, key=lambda key: (len(key[1]) > 0, -len(key[1]))):
        surer = [other for other in touched if _is_vaguer(key, other)]
        if surer:
            vague = touched.pop(key)
            for other in surer:
                _worsen(touched, other, vague)
    return in_order(touched.values())


def _worsen(touched: dict[_Key, Component], key: _Key, one: Component) -> None:
    known = touched.get(key, one)
    touched[key] = replace(known, impact=worst((known.impact, one.impact)))


def _is_vaguer(one: _Key, than: _Key) -> bool:
    """Whether it may be the same component, known with less certainty."""
    if one[0] != than[0] or not than[1]:
        return False
    return not one[1] or set(one[1]) > set(than[1])


def component_states(incident: Incident) -> Iterator[tuple[str, Impact, str]]:
    """What of the components is news when it changes: not their order, nor their groups."""
    yield from sorted((one.name, one.impact, one.word) for one in incident.components)
