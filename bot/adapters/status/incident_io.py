"""The text of an entry on an incident.io page, such as status.openai.com.

`<b>Status: X</b><br/><br/>message`, and often `<b>Affected components</b><ul>…</ul>` with a
`Name (State)` in each line. Only the latest update is there. Heading and words are in the
page's language, so the list is known by its shape and not by its heading.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.adapters.status.plain_text import LONGEST_HTML, one_line, plain
from bot.domain.incidents.incident import Component
from bot.domain.incidents.states import Impact, read_impact

LONGEST_TEXT: Final = 4000
LONGEST_NAME: Final = 100
MOST_COMPONENTS: Final = 200

_HEAD: Final = re.compile(r"\s*<b>[^<>:]{1,40}:([^<>]{1,80})</b>", re.IGNORECASE)
_LINE: Final = re.compile(r"(.+?)\s*\(([^()]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one entry says."""

    word: str
    text: str
    components: tuple[Component, ...]


def read_entry(source: str) -> Said | None:
    """What an entry says; None if it is not of this maker."""
    source = source[:LONGEST_HTML]
    head = _HEAD.match(source)
    if head is None:
        return None
    message, components = _split(source[head.end() :])
    return Said(
        word=one_line(head[1], LONGEST_NAME),
        text=plain(message, LONGEST_TEXT),
        components=components,
    )


def component(name: str, word: str, groups: tuple[str, ...] = ()) -> Component:
    """A component from the words of a page; the word is kept only where we do not know it."""
    impact = read_impact(word)
    foreign = word if impact is Impact.UNSTATED else ""
    return Component(
        name=one_line(name, LONGEST_NAME),
        impact=impact,
        groups=groups,
        word=one_line(foreign, LONGEST_NAME),
    )


def _split(source: str) -> tuple[str, tuple[Component, ...]]:
    """The message and the components that stand in a list at its end."""
    before, opened, listed = source.rpartition("<ul>")
    inner, closed, after = listed.partition("</ul>")
    if not (opened and closed) or after.strip():
        return source, ()
    lines = [one_line(line, LONGEST_NAME * 2) for line in inner.split("<li>")[1:]]
    named = [_LINE.fullmatch(line) for line in lines]
    found = [component(match[1], match[2]) for match in named if match]
    if not found or len(found) < len(lines):
        return source, ()
    message, heading, _ = before.rpartition("<b>")
    return (message if heading else before), tuple(found[:MOST_COMPONENTS])
