"""What of an alert is shown, and for how long it stays so.

Every reading changes a number, and every change would be an edit. So what is shown stays for ten
seconds at least, for longer the longer the alert goes on, and the more there are; only what
happens to an alert is shown at once. What is over is shown without what surrounds it, so that it
looks the same to every leader after it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.domain.alerts.alert import Alert
from bot.domain.desired.alert_messages import CHART_WITHIN
from bot.domain.desired.alerts import Around, Shown, Trend
from bot.domain.desired.message import version_of

SHORTEST: Final = timedelta(seconds=10)
LONGEST: Final = timedelta(seconds=60)
OF_ITS_AGE: Final = 30
EDITS_A_MINUTE: Final = 30  # for all; Slack allows about fifty, and clicks have to find room

Surroundings = Callable[[Alert], Around]
Charts = Callable[[Alert], Trend | None]


def refreshed(
    before: Mapping[str, Shown],
    alerts: Iterable[Alert],
    around: Surroundings,
    chart: Charts,
    now: datetime,
) -> dict[str, Shown]:
    """What is shown from now on."""
    alerts = tuple(alerts)
    crowd = timedelta(minutes=sum(one.is_open for one in alerts) / EDITS_A_MINUTE)
    return {
        one.id: known
        if (known := before.get(one.id)) and _may_stay(known, one, crowd, now)
        else _shown(one, around, chart, now)
        for one in alerts
    }


def _may_stay(known: Shown, alert: Alert, crowd: timedelta, now: datetime) -> bool:
    if known.alert.revision != alert.revision or known.alert.held_by != alert.held_by:
        return False
    if not alert.is_open:
        return True
    age = now - alert.opened
    stays = max(min(max(SHORTEST, age / OF_ITS_AGE), LONGEST), crowd)
    return known.at <= now < known.at + stays


def _shown(alert: Alert, around: Surroundings, chart: Charts, now: datetime) -> Shown:
    surroundings = around(alert) if alert.is_open else Around()
    picture = surroundings.trend
    if alert.resolved is not None:
        picture = chart(alert) if now - alert.resolved < CHART_WITHIN else None
    return Shown(
        alert=alert,
        around=surroundings,
        version=version_of((*_of(alert), *_beside(surroundings))),
        at=now,
        chart=picture,
    )


def _of(alert: Alert) -> Iterator[object]:
    yield from (alert.revision, alert.state, alert.level, alert.held_by)
    yield from (alert.reading.says, *sorted(alert.reading.errors.items()))


def _beside(around: Around) -> Iterator[object]:
    yield from (around.causes, around.same_model, around.quiet_model, around.same_key)
    yield from (around.keys, around.trend, around.runbook, sorted(around.facts.items()))
    yield from ((one.id, one.state, one.level) for one in around.children)
    if around.incident is not None:
        yield from (around.incident.id, around.incident.title, around.incident.impact)
