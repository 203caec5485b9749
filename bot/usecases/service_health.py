"""How services are, for whoever asks: read from what was counted, by any replica."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.alerts.alert import Alert
from bot.domain.desired.alerts import Around
from bot.domain.services import (
    NOW_S,
    TREND_MIN,
    Glance,
    Health,
    Unknown,
    around,
    error_trend,
    glances,
    minute_before,
    nearest,
    of_subject,
    open_alerts_of,
    related,
)
from bot.domain.windows.changes import Change
from bot.domain.windows.series import Resolution
from bot.domain.windows.sums import Sums
from bot.ports import Clock, Counted, KnownAlerts

_HOUR_MS: Final = 3_600_000
_DAY_MS: Final = 24 * _HOUR_MS


@dataclass(frozen=True, slots=True)
class ServiceHealth:
    """The use case. Each of its questions raises `Unavailable`."""

    counted: Counted
    alerts: KnownAlerts
    clock: Clock

    async def all(self) -> tuple[Glance, ...]:
        """All services, the worst first."""
        latest = await self.counted.series()
        now = self._now()
        start = minute_before(now, NOW_S)
        recent = await self.counted.history(latest, Resolution.MINUTE, start, now)
        return glances(latest, recent, await self.alerts.all(), now - start)

    async def names(self) -> Sequence[str]:
        """The services that reported within 35 days."""
        return sorted({series.service for series in await self.counted.series()})

    async def one(self, service: str) -> Health | Unknown:
        """One service, or names that are like it."""
        latest = await self.counted.series()
        mine = {series: one for series, one in latest.items() if series.service == service}
        if not mine:
            return Unknown(service, nearest(service, {series.service for series in latest}))
        now = self._now()
        minutes = list(
            await self.counted.history(
                mine, Resolution.MINUTE, minute_before(now, TREND_MIN * 60), now
            )
        )
        hours = await self.counted.history(mine, Resolution.HOUR, now - _DAY_MS, now)
        return Health(
            service=service,
            at=now,
            five_minutes=_total(minutes, minute_before(now, NOW_S)),
            hour=_total(minutes, 0),
            day=_total(hours, 0),
            models=tuple(sorted(series.model for series in mine)),
            latest=mine,
            trend=error_trend(minutes, now),
            alerts=open_alerts_of(service, await self.alerts.all()),
        )

    async def around(self, alert: Alert) -> Around:
        """What else is to be seen about an alert now."""
        latest = await self.counted.series()
        now = self._now()
        mine = of_subject(alert.subject, latest)
        minutes = await self.counted.history(
            mine, Resolution.MINUTE, minute_before(now, TREND_MIN * 60), now
        )
        beside = related(alert.subject, latest)
        recent = await self.counted.history(
            beside, Resolution.MINUTE, minute_before(now, NOW_S), now
        )
        limit = alert.reading.limit if alert.reading.unit == "%" else 0.0
        return around(alert, latest, recent, error_trend(minutes, now, limit))

    def _now(self) -> int:
        return int(self.clock.now().timestamp() * 1000)


def _total(changes: Iterable[Change], start: int) -> Sums:
    return Sums.total(one.sums for one in changes if one.start >= start)
