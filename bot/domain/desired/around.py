"""What surrounds an alert: who else fails, the masked keys, OpenAI's incidents, how it went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.alerts.alert import Alert
from bot.domain.alerts.causes import likely
from bot.domain.alerts.ledger import Ledger
from bot.domain.desired.alerts import Around, Trend
from bot.domain.incidents.bearing import Bearing, bearing
from bot.domain.incidents.incident import Incident
from bot.domain.reports.errors import ErrorClass
from bot.domain.rules.choices import Choices
from bot.domain.rules.registry import KINDS
from bot.domain.windows.series import ALL, Subject
from bot.domain.windows.sums import Sums
from bot.domain.windows.windows import Windows

TREND_S: Final = 3600
NOW_S: Final = 300
MOST_LOOKED_AT: Final = 20  # services; the message names a few of them
FEWEST_CALLS: Final = 5
_MINUTE_MS: Final = 60_000
_THEIRS: Final = frozenset({"service_status", "network"})  # causes that OpenAI may tell of
_THEIR_RULES: Final = frozenset({"latency"})
_COUNTED: Final[Mapping[str, ErrorClass]] = {
    "error_rate": ErrorClass.FAULT,
    "burn_rate": ErrorClass.FAULT,
    "throttled": ErrorClass.THROTTLED,
    "quota_exhausted": ErrorClass.EXHAUSTED,
    "keys_refused": ErrorClass.REFUSED,
    "ours": ErrorClass.OURS,
}


def explaining(alerts: Iterable[Alert], incidents: Iterable[Incident]) -> dict[str, Incident]:
    """The open incident that explains an alert, by the alert's id; the closest one."""
    close = {one.id: bearing(one, None) for one in incidents}
    ranked = sorted(
        (one for one in incidents if close[one.id] is not Bearing.ELSEWHERE),
        key=lambda one: (close[one.id] is not Bearing.ON_IT, -one.impact.rank, one.started, one.id),
    )
    return {one.id: ranked[0] for one in alerts if ranked and _may_be_theirs(one)}


def _may_be_theirs(alert: Alert) -> bool:
    causes = likely(alert.reading.errors)
    return alert.rule in _THEIR_RULES or (bool(causes) and causes[0][0] in _THEIRS)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Looks around an alert at one moment (unix ms)."""

    windows: Windows
    choices: Choices
    ledger: Ledger
    theirs: Mapping[str, Incident]
    now: int

    def __call__(self, alert: Alert) -> Around:
        """What is to be seen."""
        subject = alert.subject
        keys = self.keys_of(subject.service) if subject.service != ALL else frozenset()
        failing = self._failing(alert)
        return Around(
            causes=likely(alert.reading.errors) or _expected(alert.rule),
            same_model=tuple(sorted(failing)) if subject.is_series else (),
            quiet_model=self._quiet(alert) if subject.is_series and not failing else (),
            same_key=self._with_same_key(alert, keys),
            keys=tuple(sorted(keys)),
            incident=self.theirs.get(alert.id),
            trend=self.trend(alert),
            runbook=self._runbook(alert),
            facts=self._facts(alert),
            children=tuple(
                self.ledger.alerts[name] for name in alert.members if name in self.ledger.alerts
            ),
        )

    def keys_of(self, service: str) -> frozenset[str]:
        """The masked keys of a service."""
        latest = self.windows.seen(Subject(service), self.now).latest
        return frozenset(mask for one in latest.values() for mask in one.keys)

    def trend(self, alert: Alert) -> Trend | None:
        """How it went in the last hour, minute by minute; None for what has no course."""
        measured = _COUNTED.get(alert.rule)
        if measured is None and alert.rule != "latency":
            return None
        slots = dict(self.windows.seen(alert.subject, self.now).slots(TREND_S, 60))
        end = self.now - self.now % _MINUTE_MS + _MINUTE_MS
        starts = range(end - TREND_S * 1000, end, _MINUTE_MS)
        values = tuple(_value(slots.get(start), measured) for start in starts)
        if all(one is None for one in values):
            return None
        unit = "ms" if measured is None else "%"
        limit = alert.reading.limit if alert.reading.unit == unit else 0.0
        return Trend(values, end, limit, unit)

    def _facts(self, alert: Alert) -> dict[str, str]:
        holder = self.ledger.alerts.get(alert.held_by)
        return {"Told of in": f"alert #{holder.number}, {holder.subject}"} if holder else {}

    def _failing(self, alert: Alert) -> set[str]:
        """Other services with an open alert of the rule on the model."""
        mine = alert.subject
        return {
            one.subject.service
            for one in self.ledger.open
            if one.rule == alert.rule
            and one.subject.model == mine.model
            and one.subject.service not in {ALL, mine.service}
        }

    def _quiet(self, alert: Alert) -> tuple[str, ...]:
        """Other services that use the model now, and have no trouble with it."""
        model = alert.subject.model
        found = list[str]()
        for series in self.windows.members(Subject(ALL, model))[:MOST_LOOKED_AT]:
            if series.service != alert.subject.service:
                now = self.windows.seen(Subject(series.service, model), self.now).last(NOW_S)
                if now.count >= FEWEST_CALLS and now.failed * 10 < now.count:
                    found.append(series.service)
        return tuple(sorted(found))

    def _with_same_key(self, alert: Alert, keys: frozenset[str]) -> tuple[str, ...]:
        services = {one.subject.service for one in self.ledger.open} - {ALL, alert.subject.service}
        return tuple(one for one in sorted(services) if keys & self.keys_of(one)) if keys else ()

    def _runbook(self, alert: Alert) -> str:
        kind = next((one for one in KINDS if one.word == alert.rule), None)
        return self.choices.of(kind, alert.subject.service).runbook if kind else ""


def _expected(rule: str) -> tuple[tuple[str, int], ...]:
    """The causes that a rule speaks for where no error tells."""
    kind = next((one for one in KINDS if one.word == rule), None)
    return tuple((slug, 0) for slug in kind.causes) if kind else ()


def _value(sums: Sums | None, measured: ErrorClass | None) -> float | None:
    if sums is None or not sums.count:
        return None
    if measured is None:
        return sums.duration_ms / sums.count
    return sums.of(measured) / sums.count
