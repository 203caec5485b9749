"""All readings of one moment against all alerts: what opens, changes, ends, and is held.

Pure and the same for any order of the readings. That an open alert is not measured any more is a
reading too (`bot.domain.rules.measure`), so nothing ends here because nothing was said of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.alerts.alert import Alert
from bot.domain.alerts.decide import decide
from bot.domain.alerts.happening import Decision, since, state_of
from bot.domain.alerts.holding import caused, holders, read_together, together, worse
from bot.domain.alerts.ledger import MOST_OPEN, Ledger, pruned
from bot.domain.alerts.passing import pass_time
from bot.domain.rules.reading import Level, Reading


@dataclass(frozen=True, slots=True)
class Judged:
    """The ledger after it, and the decisions by which something happened."""

    ledger: Ledger
    decisions: tuple[Decision, ...]
    refused: int = 0  # alerts that did not open, for there are too many


def judge(
    ledger: Ledger,
    readings: Iterable[Reading],
    now: datetime,
    *,
    keys: Mapping[str, frozenset[str]] | None = None,
) -> Judged:
    """Judge readings; `keys` are the masked keys of the services."""
    by_key = {_key(one): one for one in readings}
    work = _Work(ledger, now)
    holding = {one.key: one for one in ledger.open if one.members}
    for key in sorted(by_key.keys() - holding.keys()):
        work.read(key, by_key[key])
    for key, holder in sorted(holding.items()):
        members = tuple(filter(None, map(work.alerts.get, holder.members)))
        own = read_together(holder.rule, holder.subject.model, members)
        work.read(key, worse(own, by_key.get(key)))
    work.hold_together(keys or {})
    work.hold(keys or {})
    work.pass_time()
    return work.judged()


def _key(reading: Reading) -> str:
    subject = reading.subject
    return "/".join(filter(None, (subject.service, subject.model, reading.rule, reading.part)))


class _Work:
    """One judgement under way."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        self._before = ledger
        self._now = now
        self.alerts = dict(ledger.alerts)
        self._newest = ledger.newest
        self._numbers = ledger.numbers
        self._open = sum(one.is_open for one in ledger.alerts.values())
        self._refused = 0
        self._reasons = dict[str, str]()

    def read(self, key: str, reading: Reading) -> None:
        """Judge one reading."""
        alert = self._newest.get(key)
        opens = reading.level >= Level.WARNING and (alert is None or not alert.is_open)
        if opens and self._open >= MOST_OPEN:
            self._refused += 1
            return
        silence = self._before.silences.get(reading.subject.service)
        if silence is not None and silence.until <= self._now:
            silence = None
        decision = decide(alert, reading, self._now, number=self._numbers + 1, silence=silence)
        if decision.alert is not None:
            self._put(decision.alert, decision.reason)

    def hold_together(self, keys: Mapping[str, frozenset[str]]) -> None:
        """Make the alerts that hold others, and give them their new members."""
        open_now = self._open_now()
        for one in together(open_now, self._now, caused(open_now, keys)):
            alert = self._newest.get(one.key)
            is_open = alert is not None and alert.is_open
            own = read_together(one.rule, one.model, (self.alerts[name] for name in one.members))
            self.read(one.key, worse(own, alert.reading if alert and is_open else None))
            alert = self._newest.get(one.key)
            if alert is not None and alert.is_open:
                self._put(replace(alert, members=one.members), alert.reason)

    def pass_time(self) -> None:
        """Let time pass for those that nothing was read of."""
        for one in self._open_now():
            after = pass_time(one, self._now)
            self._put(replace(after, state=state_of(after, self._now)), after.reason)

    def hold(self, keys: Mapping[str, frozenset[str]]) -> None:
        """See anew which alert tells of which."""
        open_now = self._open_now()
        held = holders(open_now, keys)
        for one in open_now:
            holder = held.get(one.id, "")
            freed = bool(one.held_by) and not holder  # its own message says that it goes on
            reminded = self._now if freed else one.reminded
            self._put(replace(one, held_by=holder, reminded=reminded), one.reason)

    def judged(self) -> Judged:
        """What came of it."""
        known = self._before.alerts
        decisions = tuple(
            Decision(one, self._reasons.get(name, one.reason), news)
            for name, one in self.alerts.items()
            if (news := since(known.get(name), one))
        )
        ledger = replace(self._before, alerts=self.alerts, numbers=self._numbers)
        return Judged(pruned(ledger, self._now), decisions, self._refused)

    def _open_now(self) -> list[Alert]:
        return [one for one in self.alerts.values() if one.is_open]

    def _put(self, alert: Alert, reason: str) -> None:
        before = self.alerts.get(alert.id)
        self._open += alert.is_open - (before is not None and before.is_open)
        self.alerts[alert.id] = self._newest[alert.key] = alert
        self._numbers = max(self._numbers, alert.number)
        self._reasons[alert.id] = reason
