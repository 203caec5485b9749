"""Alerts to draw: defaults for all but what a test is about."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.alerts.alert import Alert, Happened, State, What
from bot.domain.desired.alerts import Around, Trend
from bot.domain.rules.reading import Level, Reading
from bot.domain.windows.series import ALL, Subject

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ERRORS = {"timeout": 31, "server_error": 17, "insufficient_quota": 3}
TREND = Trend(
    values=(0.01, 0.02, None, None, 0.02, 0.05, 0.12, 0.3, 0.34),
    end=int(NOON.timestamp() * 1000),
    limit=0.1,
    unit="%",
)


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def a_reading(**changes: Any) -> Reading:  # noqa: ANN401  # any field of a reading
    usual: dict[str, Any] = {
        "rule": "error_rate",
        "subject": Subject("checkout", "gpt-5"),
        "level": Level.CRITICAL,
        "value": 0.34,
        "limit": 0.1,
        "unit": "%",
        "n": 150,
        "says": "34 % errors (51/150, 5 min), limit 10 %",
        "reason": "34 % of 150 calls failed in 5 min; at least 27.9 % with 95 % certainty",
        "errors": ERRORS,
    }
    return Reading(**(usual | changes))


def an_alert(**changes: Any) -> Alert:  # noqa: ANN401  # any field of an alert
    """Firing and critical, unless told otherwise."""
    reading = changes.get("reading", a_reading())
    usual: dict[str, Any] = {
        "rule": reading.rule,
        "subject": reading.subject,
        "number": 12,
        "revision": 3,
        "state": State.FIRING,
        "level": Level.CRITICAL,
        "worst": Level.CRITICAL,
        "opened": NOON,
        "changed": at(2),
        "reading": reading,
        "reason": reading.reason,
        "seen": at(5),
        "history": (Happened(what=What.OPENED, at=NOON, reason=reading.reason),),
    }
    return Alert(**(usual | changes))


def over_all(service: str = ALL, model: str = ALL) -> Subject:
    """Several series together."""
    return Subject(service, model)


AROUND = Around(
    causes=(("network", 31), ("service_status", 17), ("billing", 3)),
    same_model=("search", "billing", "mail", "chat"),
    quiet_model=("support",),
    keys=("sk-proj-…wxyz",),
    trend=TREND,
    runbook="https://wiki.example/checkout?a=1&b=2",
)
