"""One entry of a feed as an incident, whoever made the page.

To add a maker, write a module like `incident_io.py` whose `read_entry` knows its own text,
and ask it in `_said`. An entry of an unknown maker is still an incident: it has a title, a
time and a text, and its state is a word that we do not know.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.adapters.status import incident_io, statuspage
from bot.adapters.status.dates import read_time
from bot.adapters.status.plain_text import one_line, plain, safe_link
from bot.domain.incidents.incident import UNDATED, Incident, Update, in_order, minted, update_id
from bot.domain.incidents.states import OF_MAINTENANCE, Impact, Kind, read_state, worst

LONGEST_TITLE: Final = 300
_FAR_AHEAD: Final = timedelta(days=400)  # a planned maintenance bears its future start
_IN_PATH: Final = re.compile(r"/incidents/([\w.-]{1,64})(?=[/?#]|\Z)", re.ASCII)
_SEGMENTS: Final = re.compile(r"[/:?#]+")
_ODD: Final = re.compile(r"[^\w.-]+", re.ASCII)


def read_entry(
    entry: Mapping[str, Any], now: datetime, origins: Collection[str]
) -> Incident | None:
    """The incident that a parsed entry is about; None if it does not say which."""
    name = identity(str(entry.get("id") or ""), str(entry.get("link") or ""))
    if not name:
        return None
    source = _content(entry)
    incident = _of_incident_io(entry, name, source, now) or _of_statuspage(entry, name, source, now)
    if incident is None:
        text = plain(source, incident_io.LONGEST_TEXT)
        incident = _with_latest(entry, name, now, word="", text=text)
    link = safe_link(str(entry.get("link") or ""), origins)
    return _finished(incident, link)


def identity(entry_id: str, link: str) -> str:
    """The incident's own id: never its address, of which hosts and slashes may change.

    A page on Statuspage has one id in its Atom and another in its RSS; the one that its
    links and its JSON bear is the same in both.
    """
    if not entry_id.strip():
        return ""
    for text in (entry_id, link):
        found = _IN_PATH.search(text.strip())
        if found:
            return found[1]
    segments = [one for one in _SEGMENTS.split(entry_id.strip()) if one]
    return _ODD.sub("-", segments[-1])[:64] if segments else ""


def _of_incident_io(
    entry: Mapping[str, Any], name: str, source: str, now: datetime
) -> Incident | None:
    said = incident_io.read_entry(source)
    if said is None:
        return None
    incident = _with_latest(entry, name, now, word=said.word, text=said.text)
    return replace(incident, components=in_order(said.components), listed=True)


def _of_statuspage(
    entry: Mapping[str, Any], name: str, source: str, now: datetime
) -> Incident | None:
    published = read_time(str(entry.get("published") or ""), now, ahead=_FAR_AHEAD)
    updated = read_time(str(entry.get("updated") or ""), now) if "updated" in entry else None
    saved = updated or (published if published and published <= now else now)
    said = statuspage.read_entry(source, published, saved)
    if said is None:
        return None
    return Incident(
        id=name,
        title=_title(entry),
        state=said.state,
        word=said.word,
        started=min(update.at for update in said.updates),
        updates=said.updates,
        whole=True,
        planned_start=said.planned_start,
        planned_end=said.planned_end,
    )


def _with_latest(
    entry: Mapping[str, Any], name: str, now: datetime, *, word: str, text: str
) -> Incident:
    # `in` and not `get`: for RSS feedparser would answer with `published`, and a warning.
    stamp = entry["updated"] if "updated" in entry else entry.get("published")
    at = read_time(str(stamp or ""), now) or minted(name) or UNDATED
    state = read_state(word)
    update = Update(id=update_id(at, state), state=state, word=word, at=at, text=text)
    return Incident(
        id=name,
        title=_title(entry),
        state=state,
        word=word,
        started=min(at, minted(name) or at),
        updates=(update,),
    )


def _finished(incident: Incident, link: str) -> Incident:
    states = {update.state for update in incident.updates}
    planned = bool(states & OF_MAINTENANCE) or incident.planned_start is not None
    impact = worst(component.impact for component in incident.components)
    claims = impact is not Impact.NONE or not incident.state.is_over
    return replace(
        incident,
        kind=Kind.MAINTENANCE if planned else Kind.INCIDENT,
        impact=impact if claims else Impact.UNSTATED,
        link=link,
    )


def _title(entry: Mapping[str, Any]) -> str:
    return one_line(str(entry.get("title") or ""), LONGEST_TITLE) or "(no title)"


def _content(entry: Mapping[str, Any]) -> str:
    """The longer of content and summary: they are the same text, or one is cut short."""
    contents = [str(one.get("value") or "") for one in entry.get("content") or ()]
    return max([*contents, str(entry.get("summary") or "")], key=len)
