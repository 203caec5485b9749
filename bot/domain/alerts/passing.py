"""What becomes of an open alert by time alone: silences end, people are reminded.

Reminders go by what was said last and not by a count, so after a pause of a day there is one
of them and not six. Of what stays as it is for weeks (a quota, a library) nobody is reminded.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.alerts.alert import Alert, State, What
from bot.domain.alerts.happening import happen, state_of
from bot.domain.rules.registry import KINDS

REMIND_AFTER: Final = timedelta(hours=4)
REMIND_WHO_ACKNOWLEDGED_AFTER: Final = timedelta(hours=3)
UNACKNOWLEDGE_AFTER: Final = timedelta(hours=24)
_TOLD_ONCE: Final = frozenset(kind.word for kind in KINDS if not kind.reminds)


def pass_time(alert: Alert, now: datetime) -> Alert:
    """The alert as it is at this time."""
    if not alert.is_open:
        return alert
    alert = _silence_over(alert, now)
    if (
        alert.rule in _TOLD_ONCE
        or alert.held_by
        or alert.clear_since is not None
        or alert.no_data_since is not None
    ):
        return alert
    state = state_of(alert, now)
    if state is State.SILENCED:
        return alert
    if alert.acknowledged_at is not None:
        return _acknowledged(alert, alert.acknowledged_at, now)
    said = max(alert.opened, alert.reminded or alert.opened)
    if state is State.FIRING and now - said >= REMIND_AFTER:
        return _reminded(alert, now, "it goes on, and nobody has acknowledged it")
    return alert


def _silence_over(alert: Alert, now: datetime) -> Alert:
    if alert.silenced_until is None or now < alert.silenced_until:
        return alert
    by = alert.silenced_by
    alert = replace(alert, silenced_until=None, silenced_by="", reminded=now)
    return happen(
        alert, What.SILENCE_ENDED, now, "the silence is over, and it is still open", by=by
    )


def _acknowledged(alert: Alert, at: datetime, now: datetime) -> Alert:
    if now - at >= UNACKNOWLEDGE_AFTER:
        by = alert.acknowledged_by
        alert = replace(alert, acknowledged_by="", acknowledged_at=None, reminded=now)
        reason = "it still goes on a day after it was acknowledged"
        return happen(alert, What.UNACKNOWLEDGED, now, reason, by=by)
    was_reminded = alert.reminded is not None and alert.reminded >= at
    if now - at >= REMIND_WHO_ACKNOWLEDGED_AFTER and not was_reminded:
        return _reminded(alert, now, "it goes on", by=alert.acknowledged_by)
    return alert


def _reminded(alert: Alert, now: datetime, reason: str, *, by: str = "") -> Alert:
    return happen(replace(alert, reminded=now), What.REMINDED, now, reason, by=by)
