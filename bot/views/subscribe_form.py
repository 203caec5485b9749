"""The modal in which a channel's subscription is chosen, and how it is read.

It is filled in with what the channel has now. What the form cannot show (user groups that
were mentioned) is kept as it was: the form changes what it shows and nothing else.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any, Final

from bot.domain.incidents.changes import IMPACTS
from bot.domain.incidents.overview import Known
from bot.domain.incidents.states import Impact
from bot.domain.subscriptions import HERE, SEVERITIES, QuietHours, Subscription, Wanted
from bot.views.blocks import Block, View, context, divider, modal, option, plain, section

CALLBACK: Final = "subscribe"
WHAT: Final = "what"
COMPONENTS: Final = "components"
LEAST: Final = "least"
SHOWN: Final = "shown"
PEOPLE: Final = "people"
FROM: Final = "mention_from"
BEGIN: Final = "quiet_begin"
END: Final = "quiet_end"

INCIDENTS: Final = "incidents"
MAINTENANCE: Final = "maintenance"
ALERTS: Final = "alerts"
BROADCAST: Final = "broadcast"
MOST_OPTIONS: Final = 100
MOST_PEOPLE: Final = 10
_VALUE_LIMIT: Final = 150
_WHAT: Final = {
    INCIDENTS: "Incidents at OpenAI",
    MAINTENANCE: "Planned maintenance at OpenAI",
    ALERTS: "Alerts: our own services' calls fail",
}
_UPDATES: Final = {BROADCAST: "Show each change of state in the channel too"}
_CALL: Final = {HERE: "@here: everybody in the channel who is active"}


@dataclass(frozen=True, slots=True)
class Faults:
    """Why a form cannot be taken: a text for each block."""

    by_block: Mapping[str, str]


def subscribe_form(now: Subscription, known: Known, zone: str, *, new: bool) -> View:
    """Draw it. `now` is what the channel has, or what is offered to a `new` one."""
    quiet = now.quiet
    zone = quiet.zone if quiet else zone or "UTC"
    people = [one for one in now.mentions if one.startswith(("U", "W"))]
    called = [HERE] if HERE in now.mentions else []
    on = {INCIDENTS: now.incidents, MAINTENANCE: now.maintenance, ALERTS: now.alerts}
    wanted = [key for key, is_on in on.items() if is_on]
    blocks = [
        section(f"What shall <#{now.channel}> hear of?"),
        _boxes(WHAT, "Tell of", _WHAT, wanted),
        *_components(now, known),
        _severity(LEAST, "Incidents from which impact on", now.least),
        context("An incident for which OpenAI names no component or impact is always told."),
        _boxes(SHOWN, "Updates stand in the thread", _UPDATES, _shown(now)),
        divider(),
        _people(people),
        _boxes(HERE, "And", _CALL, called),
        _severity(FROM, "Mention them from which impact on", now.mention_from),
        context("For alerts they are mentioned when one is critical."),
        divider(),
        _clock(BEGIN, "Quiet hours from", quiet.begin if quiet else None, zone),
        _clock(END, "Quiet hours until", quiet.end if quiet else None, zone),
        context(
            f"In the time zone {zone}. Nothing new is posted in them, but what people are "
            "mentioned for; the rest follows when they end."
        ),
    ]
    title = "Subscribe a channel" if new else "Change a subscription"
    view = modal(title, blocks, callback=CALLBACK, close="Cancel")
    carried = json.dumps({"channel": now.channel, "zone": zone})
    return view | {"submit": plain("Save", 24), "private_metadata": carried}


def channel_of(view: Mapping[str, Any]) -> str:
    """The channel that a submission is about."""
    return str(json.loads(view["private_metadata"])["channel"])


def read(view: Mapping[str, Any], before: Subscription) -> Subscription | Faults:
    """Read a submission; what the form did not show stays as it was."""
    values = _values(view)
    what = _chosen(values.get(WHAT))
    begin, end = (values.get(name, {}).get("selected_time") for name in (BEGIN, END))
    if not what:
        return Faults({WHAT: "Choose one. To hear nothing any more: /openai-diagnose unsubscribe."})
    if bool(begin) != bool(end):
        missing = END if begin else BEGIN
        return Faults({missing: "Quiet hours need a beginning and an end: give both, or neither."})
    zone = str(json.loads(view["private_metadata"])["zone"])
    quiet = None
    if begin and end:
        quiet = QuietHours(begin=time.fromisoformat(begin), end=time.fromisoformat(end), zone=zone)
    people = tuple(values.get(PEOPLE, {}).get("selected_users") or ())[:MOST_PEOPLE]
    groups = tuple(one for one in before.mentions if one.startswith("S"))
    changed = replace(
        before,
        incidents=INCIDENTS in what,
        maintenance=MAINTENANCE in what,
        alerts=ALERTS in what,
        least=_impact(values.get(LEAST)),
        thread_only=BROADCAST not in _chosen(values.get(SHOWN)),
        mentions=(*people, *_chosen(values.get(HERE)), *groups),
        mention_from=_impact(values.get(FROM)),
        quiet=quiet,
        paused=None,
    )
    if COMPONENTS not in values:
        return changed
    return replace(changed, components=tuple(map(_unpacked, _chosen(values[COMPONENTS]))))


def _values(view: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    inputs = dict[str, Mapping[str, Any]]()
    for block in ((view.get("state") or {}).get("values") or {}).values():
        inputs |= block
    return inputs


def _chosen(one: Mapping[str, Any] | None) -> list[str]:
    return [str(chosen["value"]) for chosen in (one or {}).get("selected_options") or ()]


def _impact(one: Mapping[str, Any] | None) -> Impact:
    return Impact(str((one or {})["selected_option"]["value"]))


def _shown(now: Subscription) -> list[str]:
    return [] if now.thread_only else [BROADCAST]


def _input(action: str, label: str, element: Block, *, optional: bool = True) -> Block:
    return {
        "type": "input",
        "block_id": action,
        "optional": optional,
        "label": plain(label, 48),
        "element": element | {"action_id": action},
    }


def _boxes(action: str, label: str, choices: Mapping[str, str], on: Iterable[str]) -> Block:
    options = {value: option(text, value) for value, text in choices.items()}
    element: Block = {"type": "checkboxes", "options": list(options.values())}
    if ticked := [options[value] for value in on]:
        element["initial_options"] = ticked
    return _input(action, label, element)


def _severity(action: str, label: str, chosen: Impact) -> Block:
    options = {one: option(IMPACTS[one].capitalize(), one.value) for one in SEVERITIES}
    element: Block = {"type": "static_select", "options": list(options.values())}
    element["initial_option"] = options.get(chosen, options[SEVERITIES[0]])
    return _input(action, label, element, optional=False)


def _people(chosen: list[str]) -> Block:
    element: Block = {
        "type": "multi_users_select",
        "placeholder": plain("Nobody", 150),
        "max_selected_items": MOST_PEOPLE,
    }
    if chosen:
        element["initial_users"] = chosen
    return _input(PEOPLE, "Mention these people", element)


def _clock(action: str, label: str, at: time | None, zone: str) -> Block:
    element: Block = {"type": "timepicker", "placeholder": plain(f"None ({zone})", 150)}
    if at is not None:
        element["initial_time"] = f"{at:%H:%M}"
    return _input(action, label, element)


def _components(now: Subscription, known: Known) -> Iterator[Block]:
    """The menu of components, if the page has told any."""
    groups = _offered(now, known)
    if not groups:
        return
    options = [one for _, members in groups for one in members]
    values = {_packed(one) for one in now.components}
    element: Block = {
        "type": "multi_static_select",
        "placeholder": plain("All of OpenAI", 150),
        "option_groups": [
            {"label": plain(name, 75), "options": members} for name, members in groups
        ],
    }
    if chosen := [one for one in options if one["value"] in values]:
        element["initial_options"] = chosen
    yield _input(COMPONENTS, "Only these components", element)


def _offered(now: Subscription, known: Known) -> list[tuple[str, list[Block]]]:
    board = dict[str, list[Wanted]]()
    for one in known.board.components:
        members = board.setdefault(one.group, [])
        if one.group and not members:
            members.append(Wanted(group=one.group))
        members.append(Wanted(name=one.name, group=one.group))
    offered = {one for members in board.values() for one in members}
    unlisted = [one for one in now.components if one not in offered]
    rows = [(group or "OpenAI", members) for group, members in board.items()]
    rows += [("No longer on the page", unlisted)] if unlisted else []
    return [
        (name, [one for one in map(_option, members) if one][:MOST_OPTIONS])
        for name, members in rows[:MOST_OPTIONS]
    ]


def _option(one: Wanted) -> Block | None:
    value = _packed(one)
    if len(value) > _VALUE_LIMIT:
        return None
    # The group stands above it in the menu, but not in the chosen ones.
    whole = f"All of {one.group}"
    name = f"{one.name} ({one.group})" if one.group else one.name
    return option(name if one.name else whole, value)


def _packed(one: Wanted) -> str:
    return json.dumps([one.name, one.group], ensure_ascii=False)


def _unpacked(value: str) -> Wanted:
    name, group = json.loads(value)
    return Wanted(name=str(name), group=str(group))
