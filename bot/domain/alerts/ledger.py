"""All alerts together: the newest episode of each, those that ended lately, the silences.

One value, stored as one text together with the messages that begin, and with the mark of the
last act that was taken: so whoever leads next owes what was decided, and no act works twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.alerts.acts import refusal_for_service, silenced, take
from bot.domain.alerts.alert import Act, Alert, Deed, What
from bot.domain.alerts.happening import Decision, happen, since, state_of
from bot.domain.alerts.silence import Silence, service_of

MOST_RESOLVED: Final = 200
RESOLVED_KEPT: Final = timedelta(days=7)
MOST_OPEN: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Alerts by id, in the order of their numbers; silences by service.

    `taken` is the mark of the last act.
    """

    alerts: Mapping[str, Alert] = field(default_factory=dict)
    numbers: int = 0
    silences: Mapping[str, Silence] = field(default_factory=dict)
    taken: str = ""

    @property
    def open(self) -> tuple[Alert, ...]:
        """What is open, the worst first."""
        return tuple(sorted((one for one in self.alerts.values() if one.is_open), key=urgency))

    @property
    def newest(self) -> dict[str, Alert]:
        """The last episode of each alert, by key."""
        return {one.key: one for one in self.alerts.values()}

    def with_alert(self, alert: Alert) -> "Ledger":
        """The same with one alert as it is now."""
        alerts = {**self.alerts, alert.id: alert}
        return replace(self, alerts=alerts, numbers=max(self.numbers, alert.number))


@dataclass(frozen=True, slots=True)
class Taken:
    """The ledger after an act, and what was decided about each alert that it touched."""

    ledger: Ledger
    decisions: tuple[Decision, ...]


def urgency(alert: Alert) -> tuple[bool, int, datetime, int]:
    """The order in which people want to see them: open ones first, the worst first."""
    return not alert.is_open, -alert.level, alert.opened, alert.number


def take_act(ledger: Ledger, mark: str, act: Act, now: datetime) -> Taken:
    """The ledger after an act; one that is refused leaves nothing but its mark."""
    ledger = replace(ledger, taken=mark)
    if service := service_of(act.alert):
        return _over_service(ledger, service, act, now)
    alert = ledger.alerts.get(act.alert)
    if alert is None:
        return Taken(ledger, (Decision(None, f"not done: there is no alert {act.alert}"),))
    decision = take(alert, act, now)
    after = decision.alert or alert
    return Taken(ledger.with_alert(after), (decision,))


def pruned(ledger: Ledger, now: datetime) -> Ledger:
    """Without what ended long ago, and without silences that are over."""
    ended = [
        (one.resolved, one.number, one.id)
        for one in ledger.alerts.values()
        if one.resolved is not None and now - one.resolved < RESOLVED_KEPT
    ]
    kept = {name for *_, name in sorted(ended)[-MOST_RESOLVED:]}
    alerts = {name: one for name, one in ledger.alerts.items() if one.is_open or name in kept}
    silences = {name: one for name, one in ledger.silences.items() if now < one.until}
    if len(alerts) == len(ledger.alerts) and len(silences) == len(ledger.silences):
        return ledger
    return replace(ledger, alerts=alerts, silences=silences)


def _over_service(ledger: Ledger, service: str, act: Act, now: datetime) -> Taken:
    refused = refusal_for_service(ledger.silences.get(service), act)
    if refused is not None:
        return Taken(ledger, (Decision(None, f"not done: {refused.why}"),))
    silences = {name: one for name, one in ledger.silences.items() if name != service}
    if act.deed is Deed.SILENCE and act.until is not None:
        silences[service] = Silence(act.by, act.until, min(act.at, now))
    decisions = list[Decision]()
    ledger = replace(ledger, silences=silences)
    for alert in ledger.open:
        if alert.subject.service == service:
            after = _with_service(alert, act, now)
            decisions.append(Decision(after, after.reason, since(alert, after)))
            ledger = ledger.with_alert(after)
    return Taken(ledger, tuple(decisions))


def _with_service(alert: Alert, act: Act, now: datetime) -> Alert:
    if act.deed is Deed.SILENCE:
        return silenced(alert, act.by, act.until, now)
    if alert.silenced_until is None:
        return alert
    facts = replace(alert, silenced_by="", silenced_until=None, reminded=now)
    facts = replace(facts, state=state_of(facts, now))
    return happen(facts, What.SILENCE_ENDED, now, "the silence was ended", by=act.by)
