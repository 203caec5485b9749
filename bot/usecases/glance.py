"""What App Home shows, read from what the others stored and counted: any replica can.

Whatever cannot be read is left out and said to be, so that one store that is away does not
take the page with it. What is the same for everybody is read once for all who look within
some seconds.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from bot.domain.alerts.alert import Alert
from bot.domain.at_a_glance import (
    NotTaken,
    Operated,
    PastCheck,
    Picture,
    Running,
    Signature,
    signature,
)
from bot.domain.key_use import uses
from bot.domain.reports.wire import SERVICE
from bot.domain.rules.choices import Choices
from bot.domain.services import NOW_S, TREND_MIN, error_trend, glances, minute_before
from bot.domain.subscriptions import Subscription, in_force
from bot.domain.windows.changes import Change
from bot.domain.windows.series import Resolution, Series
from bot.ports import (
    Clock,
    Counted,
    Entries,
    Judged,
    KnownAlerts,
    PastChecks,
    Subscriptions,
    Unavailable,
)
from bot.usecases.choose_rules import ChooseRules
from bot.usecases.known_status import KnownStatus

KEPT_S: Final = 5.0  # for how long what is the same for everybody counts as fresh
FIRST: Final = 8  # services that stand first, with their trend
OWN_CHECKS: Final = 5
NOT_TAKEN: Final = 5
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glances:
    """The use case for everybody."""

    known: KnownStatus
    alerts: KnownAlerts
    counted: Counted
    past: PastChecks
    clock: Clock
    key_days: int = 0
    _last: list[tuple[float, Picture]] = field(default_factory=list, init=False)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def signature(self) -> Signature:
        """The state of the world, to see whether there is anything to draw anew."""
        return signature(*await asyncio.gather(_or_none(self.known()), _or_none(self._alerts())))

    async def of(self, person: str) -> Picture:
        """What one person sees."""
        checks = _or_none(self._checks(person))
        own, picture = await asyncio.gather(checks, self._shared())
        return replace(picture, checks=own)

    async def _shared(self) -> Picture:
        async with self._one_at_a_time:
            now = self.clock.seconds()
            if self._last and now - self._last[0][0] < KEPT_S:
                return self._last[0][1]
            picture = await self._read()
            self._last[:] = [(now, picture)]
            return picture

    async def _read(self) -> Picture:
        known, alerts = await asyncio.gather(_or_none(self.known()), _or_none(self._alerts()))
        picture = Picture(at=self.clock.now(), known=known, alerts=alerts, key_days=self.key_days)
        return await _or_none(self._with_services(picture)) or picture

    async def _with_services(self, picture: Picture) -> Picture:
        latest = await self.counted.series()
        now = picture.now
        five = await self._minutes(list(latest), now, NOW_S)
        span = now - minute_before(now, NOW_S)
        found = glances(latest, five, picture.alerts or (), span)
        first = {one.service for one in found[:FIRST]}
        theirs = [series for series in latest if series.service in first]
        hour = list(await self._minutes(theirs, now, TREND_MIN * 60))
        trends = {
            service: error_trend((one for one in hour if one.series.service == service), now)
            for service in first
        }
        return replace(picture, services=found, trends=trends, keys=uses(latest))

    async def _minutes(self, series: Sequence[Series], now: int, span_s: int) -> Iterable[Change]:
        return await self.counted.history(
            series, Resolution.MINUTE, minute_before(now, span_s), now
        )

    async def _alerts(self) -> Sequence[Alert]:
        return await self.alerts.all()

    async def _checks(self, person: str) -> tuple[PastCheck, ...]:
        lines = await self.past.of(person, OWN_CHECKS)
        return tuple(
            PastCheck(at=one.at, masked=one.masked, verdict=one.verdict, cause=one.cause)
            for one in lines
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatedBy:
    """The use case for those who may change things; `running` says how this replica is."""

    subscriptions: Subscriptions
    rules: ChooseRules
    entries: Entries
    running: Callable[[], Awaitable[Running]]
    incident_channels: tuple[str, ...] = ()
    alert_channels: tuple[str, ...] = ()

    async def __call__(self) -> Operated:
        """Look."""
        running, subscriptions, rules, rejected = await asyncio.gather(
            self.running(),
            _or_none(self._subscriptions()),
            _or_none(self._rules()),
            _or_none(self._rejected()),
        )
        return Operated(
            running=running, subscriptions=subscriptions, rules=rules, not_taken=rejected
        )

    async def _subscriptions(self) -> tuple[Subscription, ...]:
        chosen, paused = await asyncio.gather(self.subscriptions.all(), self.subscriptions.paused())
        force = in_force(chosen, self.incident_channels, self.alert_channels)
        some = (one for one in force.values() if not one.wants_nothing)
        return tuple(one.with_pause(paused.get(one.channel)) for one in some)

    async def _rules(self) -> Choices:
        return (await self.rules.read()).choices

    async def _rejected(self) -> tuple[NotTaken, ...]:
        return tuple(map(_not_taken, await self.entries.rejected(NOT_TAKEN)))


async def _or_none(call: Awaitable[T]) -> T | None:
    try:
        return await call
    except Unavailable:
        return None


def _not_taken(judged: Judged) -> NotTaken:
    at = judged.id.partition("-")[0]
    return NotTaken(
        service=judged.fields.get(SERVICE, ""),
        stream=judged.stream,
        at=int(at) if at.isdigit() else 0,
        why=judged.refused,
    )
