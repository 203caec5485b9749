"""The rules in force: the defaults, what people chose for all services, and for one.

With nothing chosen everything works. A service's own values go before those for all; a rule that is
off by default comes on where somebody gives it a value. What the file of rules says of a
scope is all that counts for that scope, so that Slack and a file in git never mix.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.rules.chosen import Chosen, ChosenRule, load, read
from bot.domain.rules.kind import Kind, Values
from bot.domain.rules.registry import KINDS
from bot.domain.stored import Unreadable
from bot.domain.windows.series import ALL

EVERYWHERE: Final = ""  # the scope of all services
_NOTHING: Final = Chosen()
_NO_RULE: Final = ChosenRule()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind as it is in force for one service; `values` are complete."""

    kind: Kind
    on: bool
    values: Values
    runbook: str = ""


class BadRules(Exception):
    """Rules that cannot be in force; the text lists all that is wrong.

    `sound` is what remains without the scopes at fault.
    """

    def __init__(self, faults: tuple[str, ...], sound: "Choices") -> None:
        super().__init__("These rules cannot be:\n" + "\n".join(f"  {one}" for one in faults))
        self.faults = faults
        self.sound = sound


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen by scope ("" for all services, else a service)."""

    chosen: Mapping[str, Chosen] = field(default_factory=dict)
    filed: frozenset[str] = frozenset()  # scopes that the file of rules decides
    _found: dict[tuple[str, str], Rule] = field(default_factory=dict, compare=False, repr=False)

    def of(self, kind: Kind, service: str = ALL) -> Rule:
        """The rule in force for a service; for `ALL` the one that roll-ups are measured by."""
        scope = service if service in self.chosen else EVERYWHERE
        found = self._found.get((kind.word, scope))
        if found is None:
            found = self._found[kind.word, scope] = self._of(kind, scope)
        return found

    def scope(self, scope: str) -> Chosen:
        """What was chosen for one scope."""
        return self.chosen.get(scope, _NOTHING)

    def with_scope(self, scope: str, chosen: Chosen) -> "Choices":
        """The same with another choice for a scope; raises `BadRules` if they cannot be."""
        changed = {**self.chosen, scope: chosen}
        # What holds for all services holds below each one's own choices as well.
        faults = _together(changed, [scope] if scope else list(changed))
        if faults:
            raise BadRules(tuple(faults), self)
        return Choices(changed, self.filed)

    @classmethod
    def parse(cls, stored: Mapping[str, str], filed: Mapping[str, Any] | None = None) -> "Choices":
        """The choices out of the stored texts by scope, and the tree of the file of rules.

        Raises one `BadRules` with all that is wrong.
        """
        chosen, faults = _filed(filed or {})
        from_file = frozenset(chosen)
        for scope, text in stored.items():
            if scope not in chosen:
                try:
                    chosen[scope] = load(text)
                except Unreadable as error:
                    faults.append(f"{scope or 'all services'}: {error}")
        bad = _together(chosen, list(chosen))
        if not faults and not bad:
            return cls(chosen, from_file)
        sound = {scope: one for scope, one in chosen.items() if not _together(chosen, [scope])}
        raise BadRules((*faults, *bad), cls(sound, from_file & sound.keys()))

    def _of(self, kind: Kind, scope: str) -> Rule:
        everywhere = self.scope(EVERYWHERE)
        own = self.scope(scope)
        layers = [layer.rules.get(kind.word, _NO_RULE) for layer in (own, everywhere)]
        said = [layer.on for layer in layers if layer.on is not None]
        on = said[0] if said else kind.on or any(layer.values for layer in layers)
        values = {one.name: one.default for one in kind.parameters}
        values |= {**layers[1].values, **layers[0].values}
        books = (layers[0].runbook, own.runbook, layers[1].runbook, everywhere.runbook)
        return Rule(kind=kind, on=on, values=values, runbook=next(filter(None, books), ""))


def _filed(tree: Mapping[str, Any]) -> tuple[dict[str, Chosen], list[str]]:
    """The scopes of the file: its tables by kind, and those below `service`."""
    own = {name: value for name, value in tree.items() if name != "service"}
    services = tree.get("service", {})
    chosen, faults = dict[str, Chosen](), list[str]()
    if own:
        chosen[EVERYWHERE], faults = read(own)
    if not isinstance(services, Mapping):
        return chosen, [*faults, "service: wants tables such as [service.checkout.error_rate]"]
    for name, below in services.items():
        if isinstance(below, Mapping):
            chosen[name], wrong = read(below, f"service.{name}.")
            faults += wrong
        else:
            faults.append(f"service.{name}: is a service, so it wants tables of rules")
    return chosen, faults


def _together(chosen: Mapping[str, Chosen], scopes: list[str]) -> list[str]:
    """What is wrong with values that cannot work together."""
    choices = Choices(chosen)
    faults = []
    for scope in scopes:
        for kind in KINDS:
            rule = choices.of(kind, scope or ALL)
            wrong = kind.check(rule.values) if rule.on else ""
            if wrong:
                faults.append(f"{f'service.{scope}.' if scope else ''}{kind.word}: {wrong}")
    return faults
