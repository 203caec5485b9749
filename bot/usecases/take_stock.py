"""What is looked up when somebody reads the metrics: how things stand, not what happened.

It is read from what the leader stored, so every replica tells the same; what cannot be read
is not a number, rather than the last one that was known.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from math import nan
from typing import Protocol

from bot.domain.heartbeat import Loop
from bot.domain.metrics import (
    AUDIT_LOST,
    AUDIT_WAITING,
    BEAT_AGE,
    FEED_AGE,
    FEED_FAILING,
    INCIDENTS_OPEN,
    LEADER,
    SUBSCRIPTIONS,
)
from bot.ports import Clock, Meter, Subscriptions, Unavailable
from bot.usecases.known_status import KnownStatus


class AuditBook(Protocol):
    """How the audit fares in this process."""

    @property
    def waiting(self) -> int:
        """Lines that are not stored yet."""
        ...

    @property
    def lost(self) -> int:
        """Lines that never will be."""
        ...


@dataclass(slots=True, kw_only=True)
class TakeStock:
    """Call it before the metrics are read; takes a second at most."""

    meter: Meter
    clock: Clock
    known: KnownStatus
    subscriptions: Subscriptions
    audit: AuditBook
    leads: Callable[[], bool]
    beat_ages: Callable[[], Mapping[str, float]]
    _lost: int = field(default=0, init=False)

    async def __call__(self) -> None:
        """Take it."""
        meter, ages = self.meter, self.beat_ages()
        meter.gauge(LEADER, float(self.leads()))
        for loop in Loop:
            meter.gauge(BEAT_AGE, ages.get(loop, nan), loop=loop)
        meter.gauge(AUDIT_WAITING, self.audit.waiting)
        lost = self.audit.lost
        meter.count(AUDIT_LOST, lost - self._lost)
        self._lost = lost
        await self._incidents()
        await self._subscriptions()

    async def _incidents(self) -> None:
        is_open, failing, age = nan, nan, nan
        with suppress(Unavailable):
            remembered = (await self.known()).remembered
            is_open = len(remembered.open_now)
            failing = remembered.trouble.reads if remembered.trouble else 0
            if remembered.read_at is not None:
                age = (self.clock.now() - remembered.read_at).total_seconds()
        self.meter.gauge(INCIDENTS_OPEN, is_open)
        self.meter.gauge(FEED_FAILING, failing)
        self.meter.gauge(FEED_AGE, age)

    async def _subscriptions(self) -> None:
        chosen = nan
        with suppress(Unavailable):
            chosen = len(await self.subscriptions.all())
        self.meter.gauge(SUBSCRIPTIONS, chosen)
