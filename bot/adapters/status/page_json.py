"""The JSON of a status page: its components in their groups, and incidents with all updates.

Two makers and three shapes: Statuspage's `summary.json`, the same path on incident.io (where
it holds components alone), and incident.io's own `/proxy/<host>`. None is promised by
OpenAI, so whatever has another shape than expected is passed over, and never raises.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from bot.adapters.status.dates import read_time
from bot.adapters.status.incident_io import LONGEST_NAME, LONGEST_TEXT, MOST_COMPONENTS, component
from bot.adapters.status.plain_text import one_line, plain
from bot.domain.incidents.enrichment import Board, BoardComponent, Details, Extras
from bot.domain.incidents.incident import Component, Update, in_order, update_id
from bot.domain.incidents.merge import MOST_UPDATES
from bot.domain.incidents.states import Impact, read_impact, read_state, worst

Json: TypeAlias = Mapping[str, Any]

_LISTS: Final = (
    "incidents",
    "ongoing_incidents",
    "in_progress_maintenances",
    "scheduled_maintenances",
)
_LINK: Final = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
_AHEAD: Final = timedelta(days=400)


def read_page(tree: object, now: datetime) -> Extras:
    """What a page's JSON tells, in whichever of the shapes it is."""
    root = _dict(tree)
    root = _dict(root.get("summary")) or root
    board = _board(root, now)
    single = _dict(root.get("incident"))
    incidents = [single] if single else [one for key in _LISTS for one in _dicts(root.get(key))]
    details = (_details(one, board, now) for one in incidents)
    return Extras(board=board, details={one.id: one for one in details if one.id})


def merged(states: Board, groups: Board) -> Board:
    """Two lists of one page: states from the first, groups and what it lacks from the second."""
    grouped = {one.id: one for one in groups.components}
    mine = tuple(
        one
        if one.group or one.id not in grouped
        else BoardComponent(
            id=one.id, name=one.name, group=grouped[one.id].group, impact=one.impact
        )
        for one in states.components
    )
    known = {one.id for one in mine}
    rest = tuple(one for one in groups.components if one.id not in known)
    return Board(components=mine + rest, read_at=states.read_at or groups.read_at)


def _board(root: Json, now: datetime) -> Board:
    rows = _dicts(root.get("components"))[:MOST_COMPONENTS]
    of_groups = {_text(row.get("id")): _name(row) for row in rows if row.get("group") is True}
    structure = _structure(root)
    affected = {
        _text(one.get("component_id")): read_impact(
            _text(one.get("current_status") or one.get("status"))
        )
        for one in _dicts(root.get("affected_components"))
    }
    components = [
        BoardComponent(
            id=_text(row.get("id")),
            name=_name(row),
            group=structure.get(_text(row.get("id")))
            or of_groups.get(_text(row.get("group_id")), ""),
            impact=affected.get(_text(row.get("id")), read_impact(_text(row.get("status")))),
        )
        for row in rows
        if row.get("group") is not True and _name(row)
    ]
    return Board(components=tuple(components), read_at=now if components else None)


def _structure(root: Json) -> dict[str, str]:
    """Component ids to the names of their groups, as incident.io tells it."""
    groups = (
        _dict(item.get("group")) for item in _dicts(_dict(root.get("structure")).get("items"))
    )
    return {
        _text(member.get("component_id")): _name(group)
        for group in groups
        for member in _dicts(group.get("components"))
    }


def _details(tree: Json, board: Board, now: datetime) -> Details:
    known = {one.id: one for one in board.components}
    impacts = _dicts(tree.get("component_impacts"))
    summaries = _dicts(tree.get("status_summaries"))
    claims = [
        read_impact(_text(tree.get("impact"))),
        *(read_impact(_text(one.get("status"))) for one in impacts),
        *(read_impact(_text(one.get("worst_component_status"))) for one in summaries),
    ]
    updates = _dicts(tree.get("updates")) or _dicts(tree.get("incident_updates"))
    read = (_update(one, now) for one in updates[:MOST_UPDATES])
    impact = worst(claims)
    return Details(
        id=_text(tree.get("id"))[:64],
        updates=tuple(sorted(filter(None, read), key=lambda one: (one.at, one.ref))),
        components=in_order(_affected(tree, known)),
        impact=Impact.UNSTATED if impact is Impact.NONE else impact,
        maintenance="maintenance" in _text(tree.get("type")),
    )


def _affected(tree: Json, known: Mapping[str, BoardComponent]) -> Iterator[Component]:
    rows = _dicts(tree.get("affected_components")) or _dicts(tree.get("components"))
    for row in rows[:MOST_COMPONENTS]:
        listed = known.get(_text(row.get("component_id") or row.get("id")))
        name = listed.name if listed else _name(row)
        group = (listed.group,) if listed and listed.group else ()
        if name:
            word = _text(row.get("current_status") or row.get("status"))
            yield component(name, word.replace("_", " "), group)


def _update(tree: Json, now: datetime) -> Update | None:
    shown = tree.get("published_at") or tree.get("display_at") or tree.get("created_at")
    at = read_time(_text(shown), now, ahead=_AHEAD)
    word = _text(tree.get("to_status") or tree.get("status"))
    body = _text(tree.get("message_string") or tree.get("body"))
    if at is None or not word or not body:
        return None  # incident.io answers Statuspage's path with empty bodies
    state = read_state(word)
    word = word.removeprefix("maintenance_").replace("_", " ").capitalize()
    return Update(
        id=update_id(at, state),
        state=state,
        word=one_line(word, LONGEST_NAME),
        at=at,
        text=plain(_LINK.sub(r"\1", body), LONGEST_TEXT),
        ref=_text(tree.get("id"))[:64],
    )


def _name(row: Json) -> str:
    return one_line(_text(row.get("name")), LONGEST_NAME)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _dict(value: object) -> Json:
    return value if isinstance(value, Mapping) else {}


def _dicts(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
