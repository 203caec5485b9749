"""What people do to an alert, and when it is not done.

A click is judged by the state that the person saw. What was overtaken is refused and told: an
acknowledgement that arrives after the end leaves it ended, and of two the first one counts.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.alerts.alert import Act, Alert, Deed, State, What
from bot.domain.alerts.happening import Decision, happen, last, since, state_of
from bot.domain.alerts.silence import Silence


class Why(StrEnum):
    """Why an act was not done."""

    UNKNOWN = "unknown"  # no such alert, or it ended long ago
    RESOLVED = "resolved"
    ACKNOWLEDGED = "acknowledged"  # already
    NOT_ACKNOWLEDGED = "not_acknowledged"
    SILENCED = "silenced"  # already, by somebody whose silence this person did not see
    NOT_SILENCED = "not_silenced"
    OVERTAKEN = "overtaken"  # it would undo what was done after the person looked
    NO_TIME = "no_time"  # a silence that is over before it begins


@dataclass(frozen=True, slots=True)
class Refused:
    """Why, and who did when what came before; `until` is the end of a silence."""

    why: Why
    by: str = ""
    at: datetime | None = None
    until: datetime | None = None


_ACKNOWLEDGING: Final = (What.ACKNOWLEDGED, What.UNACKNOWLEDGED)
_SILENCING: Final = (What.SILENCED, What.SILENCE_ENDED, What.ROSE)


def refusal(alert: Alert | None, act: Act) -> Refused | None:
    """Why an act is not done, for whoever did it; None if it is."""
    if alert is None:
        return Refused(Why.UNKNOWN)
    if alert.resolved is not None:
        return Refused(Why.RESOLVED, at=alert.resolved)
    match act.deed:
        case Deed.ACKNOWLEDGE:
            return _already_acknowledged(alert)
        case Deed.UNACKNOWLEDGE:
            return _not_to_unacknowledge(alert, act)
        case Deed.SILENCE:
            return _not_to_silence(alert, act)
        case Deed.UNSILENCE:
            return _not_to_unsilence(alert, act)


def take(alert: Alert, act: Act, now: datetime) -> Decision:
    """The alert after an act."""
    refused = refusal(alert, act)
    if refused is not None:
        return Decision(alert, f"not done: {refused.why}")
    after = _done(alert, act, now)
    return Decision(after, after.reason, since(alert, after))


def _done(alert: Alert, act: Act, now: datetime) -> Alert:
    match act.deed:
        case Deed.ACKNOWLEDGE:
            at = min(act.at, now)  # another replica's clock may be ahead of ours
            facts = replace(alert, acknowledged_by=act.by, acknowledged_at=at)
            return happen(facts, What.ACKNOWLEDGED, now, "acknowledged", by=act.by)
        case Deed.UNACKNOWLEDGE:
            facts = replace(alert, acknowledged_by="", acknowledged_at=None, reminded=now)
            return happen(facts, What.UNACKNOWLEDGED, now, "no longer acknowledged", by=act.by)
        case Deed.SILENCE:
            return silenced(alert, act.by, act.until, now)
        case Deed.UNSILENCE:
            facts = replace(alert, silenced_by="", silenced_until=None, reminded=now)
            return happen(facts, What.SILENCE_ENDED, now, "the silence was ended", by=act.by)


def silenced(alert: Alert, by: str, until: datetime | None, now: datetime) -> Alert:
    """The alert, silenced."""
    if until is None or until <= now:
        return alert
    facts = replace(alert, silenced_by=by, silenced_until=until)
    return happen(facts, What.SILENCED, now, "silenced", by=by, until=until)


def refusal_for_service(silence: Silence | None, act: Act) -> Refused | None:
    """The same for a silence over a service; `silence` is the one that lies over it."""
    if act.deed is Deed.SILENCE:
        return None if _has_time(act) else Refused(Why.NO_TIME, until=act.until)
    if act.deed is not Deed.UNSILENCE or silence is None:
        return Refused(Why.NOT_SILENCED if act.deed is Deed.UNSILENCE else Why.UNKNOWN)
    return None


def _already_acknowledged(alert: Alert) -> Refused | None:
    if not alert.acknowledged_by:
        return None
    return Refused(Why.ACKNOWLEDGED, alert.acknowledged_by, alert.acknowledged_at)


def _not_to_unacknowledge(alert: Alert, act: Act) -> Refused | None:
    if not alert.acknowledged_by:
        return Refused(Why.NOT_ACKNOWLEDGED)
    return _overtaken(alert, act, _ACKNOWLEDGING)


def _not_to_silence(alert: Alert, act: Act) -> Refused | None:
    if not _has_time(act):
        return Refused(Why.NO_TIME, until=act.until)
    if _overtaken(alert, act, _SILENCING) is None:
        return None
    if state_of(alert, act.at) is State.SILENCED:
        return Refused(Why.SILENCED, alert.silenced_by, until=alert.silenced_until)
    return _overtaken(alert, act, (What.ROSE,))  # who did not see how bad it became


def _not_to_unsilence(alert: Alert, act: Act) -> Refused | None:
    if state_of(alert, act.at) is not State.SILENCED:
        return Refused(Why.NOT_SILENCED)
    return _overtaken(alert, act, _SILENCING)


def _overtaken(alert: Alert, act: Act, kinds: tuple[What, ...]) -> Refused | None:
    line = last(alert, kinds)
    if line is None or line.revision <= act.revision:
        return None
    return Refused(Why.OVERTAKEN, line.by, line.at, line.until)


def _has_time(act: Act) -> bool:
    return act.until is not None and act.until > act.at
