"""What people chose for one scope: all services, or one. What is not said is as it was.

The same tree is read from a text in Redis and from a table of the TOML file:

    runbook = "https://wiki.example/openai"      # for all rules of the scope

    [error_rate]
    warning = "20 %"                             # or 0.2
    runbook = "https://wiki.example/openai/errors"

All that is wrong is told in one go, each fault with its place.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from bot.domain.rules.kind import Kind, Parameter
from bot.domain.rules.registry import KINDS
from bot.domain.rules.spoken import amount, percent
from bot.domain.stored import Stored

RECORD: Final = Stored("rules that people chose", version=1)
_PERCENT: Final = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%\s*")
_URL: Final = re.compile(r"https?://[^\s<>|]{1,500}")
_KINDS: Final = {kind.word: kind for kind in KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenRule:
    """What was chosen for one kind; None, empty: nothing."""

    on: bool | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    runbook: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen for one scope."""

    rules: Mapping[str, ChosenRule] = field(default_factory=dict)
    runbook: str = ""


def save(chosen: Chosen) -> str:
    """As one text."""
    return RECORD.write(tree_of(chosen))


def load(text: str) -> Chosen:
    """And back; raises `Unreadable` and nothing else."""

    def build(tree: dict[str, Any]) -> Chosen:
        chosen, faults = read({name: value for name, value in tree.items() if name != "v"})
        if faults:
            raise ValueError(faults)
        return chosen

    return RECORD.read(text, build)


def tree_of(chosen: Chosen) -> dict[str, Any]:
    """The tree of what was chosen, without what was not."""
    tree: dict[str, Any] = {"runbook": chosen.runbook} if chosen.runbook else {}
    for word, rule in chosen.rules.items():
        on = {} if rule.on is None else {"on": rule.on}
        runbook = {"runbook": rule.runbook} if rule.runbook else {}
        if on or runbook or rule.values:
            tree[word] = {**on, **rule.values, **runbook}
    return tree


def read(tree: Mapping[str, Any], where: str = "") -> tuple[Chosen, list[str]]:
    """What a tree says, and what is wrong with it; `where` goes before each fault."""
    faults: list[str] = []
    rules = {}
    runbook = ""
    for name, value in tree.items():
        place = f"{where}{name}"
        if name == "runbook":
            runbook = _runbook(value, place, faults.append)
        elif name not in _KINDS:
            faults.append(f"{place}: no rule has that name{_meant(name, _KINDS)}")
        elif not isinstance(value, Mapping):
            faults.append(f"{place}: is a rule, so it wants a table of its values")
        else:
            rules[name] = _rule(_KINDS[name], value, place, faults.append)
    return Chosen(rules=rules, runbook=runbook), faults


def _rule(
    kind: Kind, tree: Mapping[str, Any], place: str, fault: Callable[[str], None]
) -> ChosenRule:
    on, runbook, values = None, "", dict[str, float]()
    parameters = {one.name: one for one in kind.parameters}
    for name, value in tree.items():
        here = f"{place}.{name}"
        if name == "on":
            if not isinstance(value, bool):
                fault(f"{here}: wants true or false")
            else:
                on = value
        elif name == "runbook":
            runbook = _runbook(value, here, fault)
        elif name not in parameters:
            names = {**parameters, "on": None, "runbook": None}
            fault(f"{here}: the rule has no such value{_meant(name, names)}")
        elif (number := _number(parameters[name], value, here, fault)) is not None:
            values[name] = number
    return ChosenRule(on=on, values=values, runbook=runbook)


def read_number(parameter: Parameter, value: object) -> tuple[float | None, str]:
    """A value as people write it, or what is wrong with it."""
    number: float | None = None
    if isinstance(value, str):
        share = _PERCENT.fullmatch(value)
        if share and parameter.unit == "%":
            number = round(float(share[1]) / 100, 8)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
    if number is None:
        example = ', such as 0.1 or "10 %"' if parameter.unit == "%" else ""
        return None, f"wants a number{example}"
    if not parameter.least <= number <= parameter.most:
        least, most = (shown(parameter, one) for one in (parameter.least, parameter.most))
        hint = ' (a share: 10 % is 0.1 or "10 %")' if parameter.unit == "%" else ""
        return None, f"has to be from {least} to {most}{hint}"
    return number, ""


def shown(parameter: Parameter, value: float) -> str:
    """A value as people read it."""
    if parameter.unit == "%":
        return percent(value)
    return f"{amount(value)} {parameter.unit}".strip()


def _number(
    parameter: Parameter, value: object, place: str, fault: Callable[[str], None]
) -> float | None:
    number, wrong = read_number(parameter, value)
    if wrong:
        fault(f"{place}: {wrong}")
    return number


def _runbook(value: object, place: str, fault: Callable[[str], None]) -> str:
    if isinstance(value, str) and (value == "" or _URL.fullmatch(value)):
        return value
    fault(f"{place}: wants a web address in quotes, beginning with https://")
    return ""


def _meant(name: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(str(name), known, 1, 0.6)
    return f"; is it {near[0]}?" if near else f"; there are {', '.join(known)}"
