"""How services are: what was counted of each, what it said of itself, and who else fails.

Nothing is decided here (that is for the rules); it is what somebody wants to see who looks at a
service by itself, whether or not an alert is open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from bot.domain.alerts.alert import Alert
from bot.domain.alerts.causes import likely
from bot.domain.desired.alerts import Around, Trend
from bot.domain.reports.errors import ErrorClass, class_of
from bot.domain.rules.reading import Level
from bot.domain.windows.changes import Change
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import ALL, Series, Subject
from bot.domain.windows.sums import Sums

MINUTE_MS: Final = 60_000
NOW_S: Final = 300  # what counts as "now"
TREND_MIN: Final = 60
FAILS_FROM: Final = 0.1  # the share of errors of its own fault from which a service fails
_FEWEST: Final = 5
_NO_LEVEL: Final = Level.FINE
_NOTHING: Final = Sums()


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One service in one line. `level` is that of its worst open alert."""

    service: str
    now: Sums
    last_seen: int
    per_minute: float = 0.0
    level: Level = _NO_LEVEL
    alerts: tuple[int, ...] = ()

    @property
    def share(self) -> float:
        """The share of its calls that fail now, for whatever reason."""
        return self.now.failed / self.now.count if self.now.count else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One service as a whole. Times are unix ms; spans are the last 5 min, 1 h and 24 h."""

    service: str
    at: int
    five_minutes: Sums
    hour: Sums
    day: Sums
    models: tuple[str, ...]
    latest: Mapping[Series, Latest]
    trend: Trend
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody of that name reports; some that are called alike."""

    service: str
    near: tuple[str, ...] = field(default=())


def nearest(name: str, services: Iterable[str]) -> tuple[str, ...]:
    """Services that somebody may have meant."""
    by_low = {one.casefold(): one for one in services}
    return tuple(by_low[one] for one in get_close_matches(name.casefold(), by_low, 3, 0.5))


def minute_before(now: int, span_s: int) -> int:
    """The start of the minute in which a span up to `now` (unix ms) began."""
    return (now - span_s * 1000) // MINUTE_MS * MINUTE_MS


def glances(
    latest: Mapping[Series, Latest],
    recent: Iterable[Change],
    alerts: Sequence[Alert],
    span_ms: int,
) -> tuple[Glance, ...]:
    """All services, the worst first; `recent` are the slots of the last `span_ms`."""
    sums = dict[str, list[Sums]]()
    seen = dict[str, int]()
    for series, one in latest.items():
        seen[series.service] = max(one.last_seen, seen.get(series.service, 0))
    for change in recent:
        sums.setdefault(change.series.service, []).append(change.sums)
    mine = _by_service(alerts)
    totals = {service: Sums.total(parts) for service, parts in sums.items()}
    found = [
        Glance(
            service=service,
            now=totals.get(service, _NOTHING),
            per_minute=totals.get(service, _NOTHING).count * MINUTE_MS / span_ms,
            last_seen=at,
            level=max((one.level for one in mine.get(service, ())), default=_NO_LEVEL),
            alerts=tuple(sorted(one.number for one in mine.get(service, ()))),
        )
        for service, at in seen.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.level, -one.share, one.service)))


def open_alerts_of(service: str, alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Its open alerts, the worst first."""
    return tuple(sorted(_by_service(alerts).get(service, ()), key=lambda one: -one.level))


def error_trend(changes: Iterable[Change], now: int, limit: float = 0.0) -> Trend:
    """The share of calls that failed, minute by minute; None where there were none."""
    minutes = dict[int, list[Sums]]()
    for change in changes:
        minutes.setdefault(change.start // MINUTE_MS, []).append(change.sums)
    last = now // MINUTE_MS
    values = list[float | None]()
    for minute in range(last - TREND_MIN + 1, last + 1):
        total = Sums.total(minutes.get(minute, ()))
        values.append(total.failed / total.count if total.count else None)
    return Trend(tuple(values), (last + 1) * MINUTE_MS, limit, "%")


def around(
    alert: Alert,
    latest: Mapping[Series, Latest],
    recent: Iterable[Change],
    trend: Trend,
) -> Around:
    """What else is to be seen about an alert, as counted in the last five minutes."""
    by_series = dict[Series, list[Sums]]()
    for change in recent:
        by_series.setdefault(change.series, []).append(change.sums)
    own = alert.subject.service
    model = alert.subject.model
    others = {series: Sums.total(parts) for series, parts in by_series.items()}
    beside = {
        series: total
        for series, total in others.items()
        if series.service != own and model in {ALL, series.model}
    }
    failing = sorted({series.service for series, total in beside.items() if _fails(total)})
    quiet = {series.service for series, total in beside.items() if total.count >= _FEWEST}
    keys = _keys(own, latest)
    same = {
        series.service
        for series, one in latest.items()
        if series.service != own and keys & set(one.keys) and _fails(others.get(series, Sums()))
    }
    return Around(
        causes=likely(alert.reading.errors),
        same_model=tuple(failing) if own != ALL else (),
        quiet_model=tuple(sorted(quiet - set(failing))) if own != ALL else (),
        same_key=tuple(sorted(same)),
        keys=tuple(sorted(keys)),
        trend=trend,
    )


def of_subject(subject: Subject, series: Iterable[Series]) -> tuple[Series, ...]:
    """The series that an alert is about."""
    return tuple(one for one in series if subject.holds(one))


def related(subject: Subject, latest: Mapping[Series, Latest]) -> tuple[Series, ...]:
    """The series that use its model, or a key of its service."""
    keys = _keys(subject.service, latest)
    return tuple(
        series
        for series, one in latest.items()
        if subject.model in {ALL, series.model} or keys & set(one.keys)
    )


def _keys(service: str, latest: Mapping[Series, Latest]) -> set[str]:
    return {
        mask for series, one in latest.items() if series.service == service for mask in one.keys
    }


def _fails(total: Sums) -> bool:
    failed = sum(n for name, n in total.errors.items() if class_of(name) is not ErrorClass.OURS)
    return failed >= _FEWEST and failed >= FAILS_FROM * total.count


def _by_service(alerts: Iterable[Alert]) -> dict[str, list[Alert]]:
    mine = dict[str, list[Alert]]()
    for one in alerts:
        if one.is_open and one.subject.service != ALL:
            mine.setdefault(one.subject.service, []).append(one)
    return mine
