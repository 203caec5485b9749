"""From the last state of an alert and a new reading to its next state, with the reason.

It keeps nothing and reads no clock. All spans are counted from times that stand in the alert,
so a new leader goes on where the one before was. A reading between the two limits keeps whatever
it finds open: without that gap a value that trembles at the limit would fill the channel. That
nothing was seen is no recovery, and a severity falls, like the alert itself, only after a hold.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.alerts.alert import Alert, State, What
from bot.domain.alerts.happening import Decision, happen, since, state_of
from bot.domain.alerts.passing import pass_time
from bot.domain.alerts.silence import Silence
from bot.domain.rules.reading import Level, Reading

HOLD: Final = timedelta(minutes=5)
FLAPS: Final = 4  # openings and ends
FLAPS_WITHIN: Final = timedelta(minutes=60)
STEADY_AFTER: Final = timedelta(minutes=30)
MOST_ERRORS: Final = 12  # kinds of error that an alert remembers


def decide(
    alert: Alert | None,
    reading: Reading,
    now: datetime,
    *,
    number: int = 1,
    silence: Silence | None = None,
) -> Decision:
    """Judge a reading of what the alert is about.

    `alert` is the last episode, which may be over; `number` is for a new one, `silence` the one
    that lies over its whole service.
    """
    reading = _kept(reading)
    if alert is None or not alert.is_open:
        if reading.level < Level.WARNING:
            return Decision(alert, reading.reason or "the limit is not crossed")
        opened = _open(alert, reading, now, number, silence)
        return Decision(opened, opened.reason, opened.history)
    after, reason = _follow(alert, reading, now, covered=silence is not None)
    after = replace(pass_time(after, now), reason=reason)
    after = replace(after, state=state_of(after, now))
    return Decision(after, reason, since(alert, after))


def _open(
    last: Alert | None, reading: Reading, now: datetime, number: int, silence: Silence | None
) -> Alert:
    reason = reading.reason or reading.says or "the limit is crossed"
    turns = (*_recent(last.turns if last else (), now), now)
    flaps = len(turns) >= FLAPS
    opened = Alert(
        rule=reading.rule,
        subject=reading.subject,
        part=reading.part,
        number=number,
        revision=0,
        state=State.FIRING,
        level=reading.level,
        worst=reading.level,
        opened=now,
        changed=now,
        reading=reading,
        reason=reason,
        seen=now,
        flapping_since=now if flaps else None,
        silenced_by=silence.by if silence else "",
        silenced_until=silence.until if silence else None,
        turns=turns,
    )
    return happen(opened, What.OPENED, now, reason)


def _follow(alert: Alert, reading: Reading, now: datetime, *, covered: bool) -> tuple[Alert, str]:
    if reading.no_data and reading.level < Level.WARNING:
        return _without_data(alert, reading, now)
    alert = replace(alert, reading=reading, seen=now)
    if alert.no_data_since is not None:
        alert = happen(replace(alert, no_data_since=None), What.DATA_AGAIN, now, "data came again")
    if reading.level >= Level.WARNING:
        return _breached(_not_clear(alert, now), reading, now, covered=covered)
    if reading.clear:
        return _clear(alert, reading, now)
    alert = _fallen(_not_clear(alert, now), reading, now)
    return _steady(alert, now), reading.reason or "between the limits: it stays as it is"


def _without_data(alert: Alert, reading: Reading, now: datetime) -> tuple[Alert, str]:
    reason = reading.reason or "nothing was seen, which is no recovery"
    alert = replace(_not_clear(alert, now), lower_since=None)
    if alert.no_data_since is None:
        alert = happen(replace(alert, no_data_since=now), What.NO_DATA, now, reason)
    return alert, reason


def _breached(alert: Alert, reading: Reading, now: datetime, *, covered: bool) -> tuple[Alert, str]:
    reason = reading.reason or "the limit is crossed"
    if reading.level <= alert.level:
        return _steady(_fallen(alert, reading, now), now), reason
    alert = replace(alert, level=reading.level, lower_since=None)
    if state_of(alert, now) is State.SILENCED and not covered:
        reason = f"{reason}; worse than it was when it was silenced"
        alert = replace(alert, silenced_by="", silenced_until=None)
    alert = happen(alert, What.ROSE, now, reason)
    return replace(alert, worst=max(alert.worst, reading.level)), reason


def _clear(alert: Alert, reading: Reading, now: datetime) -> tuple[Alert, str]:
    alert = replace(alert, clear_since=alert.clear_since or now)
    clear_for = now - (alert.clear_since or now)
    hold = _hold(alert, reading)
    if clear_for < hold:
        waits = f"clear for {clear_for.total_seconds():.0f} s of {hold.total_seconds():.0f} s"
        return _fallen(alert, reading, now), waits
    turns = (*_recent(alert.turns, now), now)
    if len(turns) >= FLAPS and alert.flapping_since is None and not reading.at_once:
        reason = f"{len(turns)} changes in an hour: it stays open until it is steady"
        alert = replace(alert, flapping_since=now, turns=turns)
        return happen(alert, What.FLAPPING, now, reason), reason
    reason = reading.reason or f"clear for {clear_for.total_seconds():.0f} s"
    return _resolved(alert, now, reason), reason


def _resolved(alert: Alert, now: datetime, reason: str) -> Alert:
    over = replace(alert, resolved=now, lower_since=None, turns=(*_recent(alert.turns, now), now))
    return happen(over, What.RESOLVED, now, reason)


def _hold(alert: Alert, reading: Reading) -> timedelta:
    if reading.at_once:
        return timedelta()
    if alert.flapping_since is not None:
        return STEADY_AFTER
    return HOLD if reading.hold_s is None else timedelta(seconds=reading.hold_s)


def _fallen(alert: Alert, reading: Reading, now: datetime) -> Alert:
    """Less severe, once it has been so for the hold; what is open is a warning at least."""
    if max(reading.level, Level.WARNING) >= alert.level:
        return replace(alert, lower_since=None)
    lower_since = alert.lower_since or now
    if now - lower_since < (HOLD if reading.hold_s is None else _hold(alert, reading)):
        return replace(alert, lower_since=lower_since)
    reason = reading.reason or "less severe for long enough"
    return happen(replace(alert, level=Level.WARNING, lower_since=None), What.FELL, now, reason)


def _not_clear(alert: Alert, now: datetime) -> Alert:
    """A clear stretch ends; while it is flapping, that is a change like any other."""
    if alert.clear_since is None:
        return alert
    turns = alert.turns
    if alert.flapping_since is not None:
        turns = (*_recent(turns, now), now)
    return replace(alert, clear_since=None, turns=turns)


def _steady(alert: Alert, now: datetime) -> Alert:
    """What has not changed for half an hour flaps no more, however bad it is."""
    since_last = now - (alert.turns[-1] if alert.turns else alert.opened)
    if alert.flapping_since is None or since_last < STEADY_AFTER:
        return alert
    return happen(replace(alert, flapping_since=None), What.STEADY, now, "no change for 30 min")


def _recent(turns: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    return tuple(one for one in turns if now - one < FLAPS_WITHIN)


def _kept(reading: Reading) -> Reading:
    if len(reading.errors) <= MOST_ERRORS:
        return reading
    most = sorted(reading.errors.items(), key=lambda one: (-one[1], one[0]))[:MOST_ERRORS]
    return replace(reading, errors=dict(most))
