"""From alerts and subscriptions to the messages that should exist.

As with incidents, `enrol` decides once which channel hears of which alert, and `messages` says
what each should show now. While OpenAI has an incident open that explains an alert, the alert is
told in that incident's thread, where the channel has it; what is still open when the incident has
ended gets a message of its own. What an alert shows changes with each reading, so what is shown
is kept for a while (`bot.domain.desired.showing`): only a change of its state is shown at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.alerts.alert import Alert, State, What
from bot.domain.desired.alerts import AlertSaid, AlertShown, ChartShown, Shown
from bot.domain.desired.delivered import Delivered
from bot.domain.desired.incidents import identity as incident_identity
from bot.domain.desired.message import ROOT, DesiredMessage, Part
from bot.domain.incidents.incident import Incident
from bot.domain.rules.reading import Level
from bot.domain.subscriptions import Subscription

PREFIX: Final = "alert/"
JOINED: Final = "joined/"
CHART_WITHIN: Final = timedelta(minutes=10)  # a picture of long ago would be of something else
_IN: Final = " in "
_SAID: Final = frozenset(
    {
        What.ROSE,
        What.ACKNOWLEDGED,
        What.UNACKNOWLEDGED,
        What.SILENCED,
        What.SILENCE_ENDED,
        What.NO_DATA,
        What.FLAPPING,
        What.REMINDED,
        What.RESOLVED,
    }
)


def identity(alert_id: str, channel: str) -> str:
    """The name of the message about an alert in a channel."""
    return f"{PREFIX}{alert_id}/{channel}"


def joined_identity(alert_id: str, incident_id: str, channel: str) -> str:
    """The name of the reply about an alert in an incident's thread."""
    return f"{JOINED}{alert_id}{_IN}{incident_id}/{channel}"


def enrol(
    alerts: Iterable[Alert],
    subscriptions: Mapping[str, Subscription],
    known: Mapping[str, Delivered],
    theirs: Mapping[str, Incident],
) -> tuple[Delivered, ...]:
    """The messages that begin now; `theirs` are the open incidents that explain alerts, by id."""
    begun = list[Delivered]()
    channels = sorted(name for name, one in subscriptions.items() if one.alerts)
    for alert in alerts:
        if not alert.is_open or alert.held_by or alert.state is State.SILENCED:
            continue
        incident = theirs.get(alert.id)
        for channel in channels:
            if identity(alert.id, channel) in known:
                continue
            if incident is None or not _stands(known.get(incident_identity(incident.id, channel))):
                name = identity(alert.id, channel)
                begun.append(Delivered(id=name, about=alert.id, channel=channel))
            elif (name := joined_identity(alert.id, incident.id, channel)) not in known:
                about = f"{alert.id}{_IN}{incident.id}"
                begun.append(Delivered(id=name, about=about, channel=channel))
    return tuple(begun)


def outlived(
    alerts: Mapping[str, Alert],
    subscriptions: Mapping[str, Subscription],
    delivered: Iterable[Delivered],
) -> tuple[str, ...]:
    """The names of what need not be kept: forgotten alerts, and what was never posted."""
    return tuple(
        one.id
        for one in delivered
        if _alert_of(one) not in alerts
        or (one.root is None and one.attempt is None and _is_unwanted(one, subscriptions))
    )


def messages(
    shown: Mapping[str, Shown],
    subscriptions: Mapping[str, Subscription],
    known: Mapping[str, Delivered],
    incidents: Mapping[str, Incident],
    now: datetime,
) -> tuple[DesiredMessage, ...]:
    """What each message should show now; `incidents` are those that are open."""
    wanted = list[DesiredMessage]()
    for one in known.values():
        if not one.id.startswith((PREFIX, JOINED)):
            continue
        alert = shown.get(_alert_of(one))
        if alert is None:
            continue
        subscription = subscriptions.get(one.channel)
        if subscription is not None and not subscription.alerts:
            subscription = None
        calls = _calls(alert.alert, subscription, one, known)
        message = _message(one, alert, subscription, calls, now)
        if one.id.startswith(JOINED):
            message = _joined(message, alert, calls, known, incidents.get(_incident_of(one)))
        wanted.append(message)
    return tuple(wanted)


def _message(
    one: Delivered,
    shown: Shown,
    subscription: Subscription | None,
    calls: tuple[str, ...],
    now: datetime,
) -> DesiredMessage:
    alert = shown.alert
    root = AlertShown(alert=alert, around=shown.around, mentions=calls)
    waits = one.root is None and alert.is_open and (alert.held_by or alert.state is State.SILENCED)
    quiet = None if subscription is None or calls else subscription.quiet
    return DesiredMessage(
        id=one.id,
        channel=one.channel,
        root=Part(key=ROOT, version=shown.version, content=root, mentions=bool(calls)),
        replies=(*_replies(one, alert, subscription, calls), *_charts(one, shown, now)),
        severity=int(alert.level),
        since=alert.opened,
        over=not alert.is_open,
        edit_only=subscription is None or bool(waits),
        quiet_until=None if quiet is None else quiet.until(now),
    )


def _joined(
    message: DesiredMessage,
    shown: Shown,
    calls: tuple[str, ...],
    known: Mapping[str, Delivered],
    incident: Incident | None,
) -> DesiredMessage:
    """The same as a reply in an incident's thread; nothing is added when that has ended."""
    about = _incident_of(known[message.id])
    there = known.get(incident_identity(about, message.channel))
    thread = there.root.ts if there is not None and there.root is not None else ""
    root = AlertShown(alert=shown.alert, around=shown.around, mentions=calls, in_thread_of=incident)
    return replace(
        message,
        root=replace(message.root, content=root),
        replies=tuple(part for part in message.replies if isinstance(part.content, AlertSaid)),
        thread=thread,
        edit_only=message.edit_only or incident is None or not thread,
    )


def _replies(
    one: Delivered, alert: Alert, subscription: Subscription | None, calls: tuple[str, ...]
) -> Iterator[Part]:
    aloud = subscription is not None and not subscription.thread_only
    uncalled = bool(calls) and one.root is not None and not one.mentioned
    for line in alert.history:
        if line.quiet or line.what not in _SAID:
            continue
        key = f"{line.revision}-{line.what}"
        rose = line.what is What.ROSE
        whom = calls if rose and uncalled and key not in one.covered else ()
        uncalled = uncalled and not whom
        yield Part(
            key=key,
            version="1",
            content=AlertSaid(alert, line, whom),
            broadcast=rose or (aloud and line.what is What.RESOLVED),
            mentions=bool(whom),
        )


def _charts(one: Delivered, shown: Shown, now: datetime) -> Iterator[Part]:
    """Once the message stands; after all that is said, for a picture holds nothing up."""
    alert = shown.alert
    if one.root is None or shown.chart is None:
        return
    content = ChartShown(alert, shown.chart)
    if now - alert.opened < CHART_WITHIN or "chart" in one.replies:
        yield Part(key="chart", version="1", content=content)
    if alert.resolved is not None and now - alert.resolved < CHART_WITHIN:
        yield Part(key="chart-over", version="1", content=content)


def _calls(
    alert: Alert,
    subscription: Subscription | None,
    one: Delivered,
    known: Mapping[str, Delivered],
) -> tuple[str, ...]:
    """Whom to call by name: for what is critical, once, be it here or in an incident's thread."""
    critical = alert.level is Level.CRITICAL and alert.is_open
    if subscription is None or not critical or not subscription.mentions:
        return ()
    if not one.mentioned and _was_called(alert, one, known):
        return ()
    return subscription.mentions


def _was_called(alert: Alert, one: Delivered, known: Mapping[str, Delivered]) -> bool:
    start = f"{JOINED}{alert.id}{_IN}"
    return one.id.startswith(PREFIX) and any(
        other.mentioned and other.channel == one.channel and name.startswith(start)
        for name, other in known.items()
    )


def _stands(incident: Delivered | None) -> bool:
    """Whether the channel has the message of the incident."""
    return incident is not None and incident.root is not None and not incident.muted


def _is_unwanted(one: Delivered, subscriptions: Mapping[str, Subscription]) -> bool:
    subscription = subscriptions.get(one.channel)
    return subscription is None or not subscription.alerts


def _alert_of(one: Delivered) -> str:
    return one.about.rpartition(_IN)[0] if one.id.startswith(JOINED) else one.about


def _incident_of(one: Delivered) -> str:
    return one.about.rpartition(_IN)[2]
