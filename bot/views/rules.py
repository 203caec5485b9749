"""The rules: what is in force and where it comes from; and what is said of a change."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.rules.choices import EVERYWHERE, Choices, Rule
from bot.domain.rules.chosen import ChosenRule, shown
from bot.domain.rules.kind import Kind, Parameter
from bot.domain.rules.registry import KINDS
from bot.domain.windows.series import ALL
from bot.views.blocks import (
    TEXT_LIMIT,
    Block,
    Message,
    View,
    actions,
    button,
    context,
    escape,
    fit,
    modal,
    plain,
    quoted,
    section,
)
from bot.views.incident_text import link

CHANGE: Final = "rule_change"
RESET: Final = "rule_reset"
TITLE: Final = "Change a rule"


def rules(choices: Choices, scope: str, faults: Sequence[str], *, may_change: bool) -> Message:
    """All kinds as they are in force for a scope ("": all services)."""
    filed = scope in choices.filed
    blocks = [section(f"*The rules for {where(scope)}*")]
    blocks += [section(f"⚠️ {escape(one, 600)}") for one in faults[:3]]
    if filed:
        said = (
            "They stand in the file that RULES_FILE names, so they are changed there and not here."
        )
        blocks.append(context(said))
    for kind in KINDS:
        blocks += _kind(kind, choices, scope, may_change=may_change and not filed)
    blocks.append(context(_foot(scope, may_change=may_change)))
    heard = [f"The rules for {where(scope)}", *(_line(kind, choices, scope) for kind in KINDS)]
    return Message(fit("\n".join(heard), TEXT_LIMIT), tuple(blocks))


def where(scope: str) -> str:
    """A scope in words."""
    return quoted(scope, 64) if scope else "all services"


def differences(kind: Kind, before: Rule, after: Rule) -> str:
    """What a change does, value by value; "" if nothing."""
    said = []
    if before.on != after.on:
        said.append(f"{_state(before)} → {_state(after)}")
    for one in kind.parameters:
        old, new = before.values[one.name], after.values[one.name]
        if old != new:
            said.append(f"{one.title.lower()} {_shown(one, old)} → {_shown(one, new)}")
    if before.runbook != after.runbook:
        said.append("the runbook's address")
    return ", ".join(said)


def announced(person: str, kind: Kind, scope: str, told: str) -> Message:
    """What the channels are told."""
    said = f"<@{person}> changed the rule *{kind.title}* for {where(scope)}: {escape(told, 600)}."
    return Message(said, (section(said),))


def asking(kind: Kind) -> View:
    """While it is worked out what a change would do."""
    return modal(
        TITLE, [section(f"*{kind.title}*\nLooking at the last 24 hours …")], callback="rule"
    )


def saved(kind: Kind, scope: str, told: str) -> View:
    """It is in force."""
    said = (
        f"Saved: *{kind.title}* for {where(scope)}: {escape(told, 600)}. In force within seconds; "
        "the alert channels were told."
    )
    return modal(TITLE, [section(said)], callback="rule")


def not_saved(why: str) -> View:
    """It is not."""
    return modal(TITLE, [section(f"Nothing was changed: {escape(why, 600)}")], callback="rule")


def reset(kind: Kind, scope: str, told: str) -> Message:
    """The answer to Reset."""
    to = "what holds for all services" if scope else "its defaults"
    said = f"*{kind.title}* for {where(scope)} is back at {to}"
    said += f": {escape(told, 600)}." if told else "."
    return Message(said, (section(said),))


def refused(why: str) -> Message:
    """Nothing was changed, in words."""
    said = f"Nothing was changed: {escape(why, 600)}"
    return Message(said, (section(said),))


def value_of(kind: Kind, scope: str) -> str:
    """The value of the buttons."""
    return f"{kind.word}|{scope}"


def read_value(value: str) -> tuple[Kind | None, str]:
    """And back."""
    word, _, scope = value.partition("|")
    return next((kind for kind in KINDS if kind.word == word), None), scope


def _kind(kind: Kind, choices: Choices, scope: str, *, may_change: bool) -> Iterator[Block]:
    rule = choices.of(kind, scope or ALL)
    chosen = choices.scope(scope).rules.get(kind.word)
    head = (
        f"{'🔔' if rule.on else '🔕'} *{kind.title}*: {_state(rule)} · {escape(kind.summary, 200)}"
    )
    book = link(rule.runbook, "Runbook") if rule.runbook else ""
    row = section("\n".join(filter(None, (head, _values(kind, choices, scope), book))))
    value = value_of(kind, scope)
    if may_change and chosen is None:
        row["accessory"] = button("Change …", CHANGE, value=value)
    yield row
    if may_change and chosen is not None:
        back = button("Reset", RESET, value=value)
        back["confirm"] = {
            "title": plain("Reset the rule?", 100),
            "text": plain(f"{kind.title} for {scope or 'all services'}", 300),
            "confirm": plain("Reset", 30),
            "deny": plain("Keep it", 30),
        }
        yield actions(button("Change …", CHANGE, value=value), back)


def _values(kind: Kind, choices: Choices, scope: str) -> str:
    rule = choices.of(kind, scope or ALL)
    return ", ".join(
        f"{one.title.lower()} {_shown(one, rule.values[one.name])}"
        + _origin(one.name, _shown(one, one.default), choices, kind, scope)
        for one in kind.parameters
    )


def _origin(name: str, default: str, choices: Choices, kind: Kind, scope: str) -> str:
    """Where a value comes from, where it is not the default."""
    nothing = ChosenRule()
    for layer in dict.fromkeys((scope, EVERYWHERE)):
        if name in choices.scope(layer).rules.get(kind.word, nothing).values:
            source = "from the file" if layer in choices.filed else "chosen"
            whom = " for all services" if scope and not layer else ""
            return f" ({source}{whom}; default {default})"
    return ""


def _shown(one: Parameter, value: float) -> str:
    """A value; a unit that the title says already is not said again."""
    said = shown(one, value)
    return said.removesuffix(f" {one.unit}") if one.unit == "calls" else said


def _line(kind: Kind, choices: Choices, scope: str) -> str:
    rule = choices.of(kind, scope or ALL)
    return f"{kind.title}: {_state(rule)}. {_values(kind, choices, scope)}"


def _state(rule: Rule) -> str:
    return "on" if rule.on else "off"


def _foot(scope: str, *, may_change: bool) -> str:
    more = "" if scope else "For one service: `/openai-diagnose rules NAME`. "
    who = "" if may_change else "Admins may change them. "
    return f"{more}{who}What was not chosen is the default."
