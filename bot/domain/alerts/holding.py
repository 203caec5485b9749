"""Which alert tells of others too, so that one trouble is told once.

Three alerts or more of one rule and model that open within a minute are one trouble of that
model: an alert over all its services holds them together and lasts as long as any of them.
Beside that, a roll-up does not repeat what a member says, a member's warning is held under a
critical roll-up, and what follows from an exhausted quota is held by the alert about it. What
is held goes on as before, only that no message of its own begins; when its holder ends and it
has not, it gets one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.alerts.alert import Alert
from bot.domain.rules.reading import Level, Reading
from bot.domain.windows.series import ALL, Subject

TOGETHER: Final = 3
WITHIN: Final = timedelta(seconds=60)
MOST_NAMED: Final = 5
# What an exhausted quota, or a refused key, brings about besides.
FOLLOWS: Final[Mapping[str, frozenset[str]]] = {
    "quota_exhausted": frozenset({"error_rate", "burn_rate", "throttled", "headroom"}),
    "keys_refused": frozenset({"error_rate", "burn_rate"}),
}


@dataclass(frozen=True, slots=True)
class Together:
    """Alerts that are one trouble: of which rule and model, and their ids."""

    rule: str
    model: str
    members: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key of the alert that holds them."""
        return f"{ALL}/{self.model}/{self.rule}"


def together(
    open_now: Iterable[Alert], now: datetime, told_of: Collection[str] = ()
) -> tuple[Together, ...]:
    """The alerts that are to be held together from now on, new members among them.

    `told_of` are those that follow from another alert, and are no trouble of the model.
    """
    by_model = dict[tuple[str, str], list[Alert]]()
    holders = dict[tuple[str, str], Alert]()
    for one in open_now:
        model = one.rule, one.subject.model
        if one.members:
            holders[model] = one
        elif one.subject.is_series and not one.part and one.id not in told_of:
            by_model.setdefault(model, []).append(one)
    found = list[Together]()
    for model, alerts in sorted(by_model.items()):
        holder = holders.get(model)
        if holder is not None:
            mine = {*holder.members, *(one.id for one in alerts)}
        else:
            mine = {one.id for one in alerts if now - one.opened <= WITHIN}
            if len({one.subject.service for one in alerts if one.id in mine}) < TOGETHER:
                continue
        if holder is None or mine != set(holder.members):
            found.append(Together(*model, tuple(sorted(mine))))
    return tuple(found)


def read_together(rule: str, model: str, members: Iterable[Alert]) -> Reading:
    """The reading of an alert that holds others: as bad as the worst, over with the last."""
    members = tuple(members)
    going_on = [one for one in members if one.is_open]
    bad = [one for one in going_on if one.clear_since is None]
    errors = dict[str, int]()
    for one in bad:
        for name, n in one.reading.errors.items():
            errors[name] = errors.get(name, 0) + n
    names = sorted({one.subject.service for one in bad})
    return Reading(
        rule=rule,
        subject=Subject(ALL, model),
        level=max((one.level for one in bad), default=Level.FINE),
        clear=not going_on,
        at_once=not going_on,
        value=float(len(names)),
        n=len({one.subject.service for one in members}),
        unit="services",
        says=_named(names) if names else "it is over in all services",
        reason=f"{len(going_on)} of the alerts that it holds are open",
        errors=errors,
    )


def worse(one: Reading, other: Reading | None) -> Reading:
    """Of what an alert measures itself and what its members say, the worse; over if both are."""
    if other is None:
        return one
    said = other if other.level >= one.level and not other.no_data else one
    over = one.clear and other.clear
    return replace(said, clear=over, at_once=over and (one.at_once or other.at_once))


def caused(open_now: Collection[Alert], keys: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The id of the alert that each open one follows from, where there is one.

    `keys` are the masked keys of the services: one whose key is out of money speaks for all
    that use the key.
    """
    causing = [one for one in open_now if one.rule in FOLLOWS]
    found = dict[str, str]()
    for one in open_now:
        for other in causing:
            follows = one.rule in FOLLOWS[other.rule]
            if follows and _share(other.subject, one.subject, keys):
                found[one.id] = other.id
                break
    return found


def holders(open_now: Collection[Alert], keys: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The id of the alert that tells of it, for each open alert that has one."""
    members = {name: one.id for one in open_now for name in one.members}
    of_rule = dict[str, list[Alert]]()
    for one in open_now:
        of_rule.setdefault(one.rule, []).append(one)
    over_many = {
        rule: [one for one in alerts if not one.subject.is_series]
        for rule, alerts in of_rule.items()
    }
    found = caused(open_now, keys) | {
        one.id: members[one.id] for one in open_now if one.id in members
    }
    for one in open_now:
        near = (over_many if one.subject.is_series else of_rule)[one.rule]
        holder = next((other.id for other in near if _speaks_for(other, one)), "")
        if holder and one.id not in found:
            found[one.id] = holder
    return found


def _speaks_for(one: Alert, other: Alert) -> bool:
    if one is other or one.part != other.part or other.members:
        return False
    if _is_within(other.subject, one.subject):
        return one.level is Level.CRITICAL and other.level < Level.CRITICAL
    if _is_within(one.subject, other.subject):
        return one.level >= other.level and one.opened <= other.opened
    return False


def _is_within(one: Subject, other: Subject) -> bool:
    """Whether a subject is part of another one, and not the same."""
    return one != other and (
        other.service in (ALL, one.service) and other.model in (ALL, one.model)
    )


def _share(one: Subject, other: Subject, keys: Mapping[str, frozenset[str]]) -> bool:
    if ALL in (one.service, other.service):
        return False
    mine, theirs = (keys.get(name, frozenset()) for name in (one.service, other.service))
    return one.service == other.service or bool(mine & theirs)


def _named(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    listed = ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"{len(names)} services at once: {listed}"
