"""The modal in which a rule is changed, made from the kind's parameters; and how it is read.

Two steps: the values, and then what they would have done in the last 24 hours, with the button
that saves them. What is impossible is refused at its own field. The second step carries what was
chosen and the revision that it was made from, so nobody overwrites what they have not seen.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.rules.choices import BadRules, Choices
from bot.domain.rules.chosen import Chosen, ChosenRule, read_number, shown
from bot.domain.rules.kind import Kind, Parameter
from bot.domain.windows.series import ALL
from bot.views.blocks import Block, View, context, escape, modal, option, plain, section
from bot.views.rules import TITLE, read_value, value_of, where

CALLBACK: Final = "rule_form"
SAVE: Final = "rule_save"
ON: Final = "on"
SCOPE: Final = "scope"
RUNBOOK: Final = "runbook"
_VALUE: Final = "value_"
_SERVICE: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_URL: Final = re.compile(r"https?://[^\s<>|]{1,500}")
_NUMBER: Final = re.compile(r"([0-9]{1,12}(?:[.,][0-9]{1,8})?)\s*(%|[a-z]*)")


@dataclass(frozen=True, slots=True)
class Faults:
    """Why a form cannot be taken: a text for each block."""

    by_block: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change that somebody wants: what is chosen, in which scope, and the choices with it."""

    kind: Kind
    scope: str
    own: ChosenRule
    choices: Choices


def rule_form(kind: Kind, choices: Choices, scope: str) -> View:
    """Draw it, filled in with what is in force."""
    rule = choices.of(kind, scope or ALL)
    boxes: Block = {"type": "checkboxes", "options": [option("The rule is on", ON)]}
    if rule.on:
        boxes["initial_options"] = boxes["options"]
    blocks = [
        section(f"*{kind.title}*: {escape(kind.summary, 300)}"),
        _input(SCOPE, "Only for this service", _text(scope, "All services"), optional=True),
        _input(ON, "On or off", boxes, optional=True),
        *(_parameter(one, rule.values[one.name]) for one in kind.parameters),
        _input(RUNBOOK, "Runbook", _text(rule.runbook, "https://…"), optional=True),
        context("Next I show what these values would have done in the last 24 hours."),
    ]
    view = modal(TITLE, blocks, callback=CALLBACK, close="Cancel")
    return view | {"submit": plain("Preview", 24), "private_metadata": value_of(kind, scope)}


def kind_of(view: Mapping[str, Any]) -> Kind:
    """The kind that a submission is about."""
    kind, _ = read_value(str(view.get("private_metadata") or ""))
    if kind is None:
        raise ValueError("the form names no rule")
    return kind


def read(view: Mapping[str, Any], choices: Choices) -> Wanted | Faults:
    """Read the first step."""
    kind, values = kind_of(view), _values(view)
    scope = str(values.get(SCOPE, {}).get("value") or "").strip()
    faults, numbers = dict[str, str](), dict[str, float]()
    if scope and not _SERVICE.fullmatch(scope):
        faults[SCOPE] = "A service's name has letters, digits, dots, dashes and underscores only."
    elif scope in choices.filed:
        faults[SCOPE] = "The rules file says what holds here; change it there."
    for one in kind.parameters:
        said = str(values.get(_VALUE + one.name, {}).get("value") or "").strip()
        number = _number(one, said)
        if number is None:
            least, most = shown(one, one.least), shown(one, one.most)
            faults[_VALUE + one.name] = f"Give a number from {least} to {most}."
        else:
            numbers[one.name] = number
    runbook = str(values.get(RUNBOOK, {}).get("value") or "").strip()
    if runbook and not _URL.fullmatch(runbook):
        faults[RUNBOOK] = "Give a whole web address, beginning with https://"
    if faults:
        return Faults(faults)
    ticked = values.get(ON, {}).get("selected_options") or ()
    return _wanted(choices, kind, scope, numbers, runbook, on=bool(ticked))


def preview(wanted: Wanted, told: str, would: str, carried: str) -> View:
    """Draw the second step; `told`: what changes, `would`: what it would have done, in mrkdwn."""
    blocks = [
        section(f"*{wanted.kind.title}* for {where(wanted.scope)}: {told}"),
        section(would),
        context("Saving tells the channels that hear of alerts, with your name."),
    ]
    view = modal(TITLE, blocks, callback=SAVE, close="Cancel")
    return view | {"submit": plain("Save", 24), "private_metadata": carried}


def carry(wanted: Wanted, revision: int) -> str:
    """What the second step has to bring back."""
    own = wanted.own
    said = {"on": own.on, "values": dict(own.values), "runbook": own.runbook, "after": revision}
    return json.dumps(said | {"about": value_of(wanted.kind, wanted.scope)})


def carried(view: Mapping[str, Any], choices: Choices) -> tuple[Wanted, int]:
    """And back: the change to these choices, and the revision that it was made from."""
    said: dict[str, Any] = json.loads(view["private_metadata"])
    kind, scope = read_value(said["about"])
    if kind is None:
        raise ValueError("the form names no rule")
    own = ChosenRule(on=said["on"], values=said["values"], runbook=said["runbook"])
    return Wanted(kind, scope, own, with_own(choices, kind, scope, own)), int(said["after"])


def with_own(choices: Choices, kind: Kind, scope: str, own: ChosenRule) -> Choices:
    """The choices with this for a kind in a scope; raises `BadRules`."""
    before = choices.scope(scope)
    rules = {word: rule for word, rule in before.rules.items() if word != kind.word}
    if own != ChosenRule():
        rules[kind.word] = own
    return choices.with_scope(scope, Chosen(rules=rules, runbook=before.runbook))


def without(choices: Choices, kind: Kind, scope: str) -> Choices:
    """The choices with nothing chosen for a kind in a scope."""
    return with_own(choices, kind, scope, ChosenRule())


def _wanted(
    choices: Choices,
    kind: Kind,
    scope: str,
    numbers: Mapping[str, float],
    runbook: str,
    *,
    on: bool,
) -> Wanted | Faults:
    below = without(choices, kind, scope).of(kind, scope or ALL)  # what holds if nothing is chosen
    values = {name: one for name, one in numbers.items() if one != below.values[name]}
    said_on = None if on == below.on and (on or not values) else on
    own = ChosenRule(on=said_on, values=values, runbook=runbook if runbook != below.runbook else "")
    try:
        changed = with_own(choices, kind, scope, own)
    except BadRules as bad:
        first = _VALUE + kind.parameters[0].name if kind.parameters else SCOPE
        why = "; ".join(one.partition(": ")[2] for one in bad.faults)
        return Faults({first: f"These values cannot work together: {why}."})
    return Wanted(kind, scope, own, changed)


def _number(parameter: Parameter, said: str) -> float | None:
    found = _NUMBER.fullmatch(said.casefold().replace("\u202f", "").replace(" ", ""))
    if not found or found[2] not in {"", parameter.unit.casefold()}:
        return None
    number = float(found[1].replace(",", "."))
    if parameter.unit == "%":
        number = round(number / 100, 8)
    return read_number(parameter, number)[0]


def _parameter(one: Parameter, value: float) -> Block:
    said = f"{100 * value:.6g}" if one.unit == "%" else f"{value:.12g}"
    unit = f" ({one.unit})" if one.unit and one.unit != "calls" else ""
    block = _input(_VALUE + one.name, f"{one.title}{unit}", _text(said, ""))
    least, most = shown(one, one.least), shown(one, one.most)
    default = shown(one, one.default)
    hint = f"{one.help}. " if one.help else ""
    block["hint"] = plain(
        f"{hint[:1].upper()}{hint[1:]}{least} to {most}, default {default}.", 2000
    )
    return block


def _text(value: str, placeholder: str) -> Block:
    element: Block = {"type": "plain_text_input", "max_length": 512}
    if placeholder:
        element["placeholder"] = plain(placeholder, 150)
    if value:
        element["initial_value"] = value
    return element


def _input(name: str, label: str, element: Block, *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": plain(label, 48),
        "element": element | {"action_id": name},
    }


def _values(view: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    inputs = dict[str, Mapping[str, Any]]()
    for block in ((view.get("state") or {}).get("values") or {}).values():
        inputs |= block
    return inputs
