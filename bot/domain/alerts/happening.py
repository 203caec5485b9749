"""How an alert changes: each change that a person could see is one line of its history.

The state follows from the facts kept in the alert and is never set by itself, so that an
alert which is acknowledged, silenced and without data at once loses none of the three.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.alerts.alert import Alert, Happened, State, What
from bot.domain.rules.reading import Level

MOST_HISTORY: Final = 40
_SAID_IN_SILENCE: Final = frozenset({What.SILENCED, What.ACKNOWLEDGED, What.UNACKNOWLEDGED})
_SAID_WHILE_FLAPPING: Final = _SAID_IN_SILENCE | {What.FLAPPING, What.RESOLVED}


@dataclass(frozen=True, slots=True)
class Decision:
    """The alert from now on (None: there is none), why, and what happened to it."""

    alert: Alert | None
    reason: str
    happened: tuple[Happened, ...] = ()


def state_of(alert: Alert, now: datetime) -> State:
    """The state that its facts make."""
    if alert.resolved is not None:
        return State.RESOLVED
    if alert.silenced_until is not None and now < alert.silenced_until:
        return State.SILENCED
    if alert.no_data_since is not None:
        return State.NO_DATA
    if alert.flapping_since is not None:
        return State.FLAPPING
    return State.ACKNOWLEDGED if alert.acknowledged_by else State.FIRING


def happen(
    alert: Alert,
    what: What,
    now: datetime,
    reason: str,
    *,
    by: str = "",
    until: datetime | None = None,
) -> Alert:
    """The alert with one more line; call it with the facts as they are after the change."""
    line = Happened(
        what=what,
        at=now,
        reason=reason,
        by=by,
        until=until,
        revision=alert.revision + 1,
        quiet=_is_quiet(alert, what, now),
    )
    return replace(
        alert,
        revision=line.revision,
        changed=now,
        reason=reason,
        state=state_of(alert, now),
        history=_bounded((*alert.history, line)),
    )


def since(before: Alert | None, after: Alert) -> tuple[Happened, ...]:
    """What happened to it meanwhile."""
    known = before.revision if before is not None and before.number == after.number else 0
    return tuple(one for one in after.history if one.revision > known)


def last(alert: Alert, kinds: Iterable[What]) -> Happened | None:
    """The newest line of these kinds."""
    wanted = frozenset(kinds)
    return next((one for one in reversed(alert.history) if one.what in wanted), None)


def _is_quiet(alert: Alert, what: What, now: datetime) -> bool:
    if alert.held_by:
        return True
    if alert.silenced_until is not None and now < alert.silenced_until:
        return what not in _SAID_IN_SILENCE
    if alert.flapping_since is not None:
        # That it gets worse is said once even then.
        rises = what is What.ROSE and alert.worst < Level.CRITICAL
        return what not in _SAID_WHILE_FLAPPING and not rises
    return False


def _bounded(history: tuple[Happened, ...]) -> tuple[Happened, ...]:
    """The beginning is never forgotten, of the rest the newest are kept."""
    if len(history) <= MOST_HISTORY:
        return history
    return (history[0], *history[1 - MOST_HISTORY :])
