"""Telling of alerts: measure what was counted, decide, and say which messages follow.

Every five seconds the leader looks at all that is counted so far, the running slot included:
rates do not mind it, and from the entry that crosses a line to the post there are fifteen
seconds. What is decided, and the messages that begin with it, are written in one step. A look
judges the present moment alone, so after a pause, however long, there is one judgement and
not one for each moment that was missed. What people do to alerts is waited for on a connection
of its own and applied at once.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isnan, nan
from typing import Any, Final

from bot.domain.alerts.alert import Act, Alert, State
from bot.domain.alerts.happening import Decision
from bot.domain.alerts.judging import judge
from bot.domain.alerts.ledger import Ledger, take_act
from bot.domain.alerts.saved import load, save
from bot.domain.desired.alert_messages import JOINED, PREFIX, enrol, messages, outlived
from bot.domain.desired.alerts import Around, Shown, Trend
from bot.domain.desired.around import Surroundings, explaining
from bot.domain.desired.delivered import Delivered
from bot.domain.desired.message import DesiredMessage
from bot.domain.desired.showing import refreshed
from bot.domain.heartbeat import Loop
from bot.domain.metrics import ALERTS as KEPT_ALERTS, SERIES, WINDOWS
from bot.domain.rules.reading import Reading
from bot.domain.windows.series import ALL
from bot.ports import Acts
from bot.ports.alerting import ALERTS
from bot.usecases.measure_reports import MeasureReports, Measuring
from bot.usecases.tell import Telling

EVERY_S: Final = 5.0
ACTS_WAIT_S: Final = 2.0
STORED_EVERY: Final = timedelta(seconds=15)  # what only changed in its numbers

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TellAlerts:
    """One of the leader's subjects."""

    reports: MeasureReports
    acts: Acts

    def __call__(self, telling: Telling) -> "AlertsTold":
        """For one term."""
        return AlertsTold(self, telling)


class AlertsTold:
    """One term of it: what is known, kept in memory and written through."""

    name = "alerts"

    def __init__(self, work: TellAlerts, telling: Telling) -> None:
        self._work = work
        self._telling = telling
        self._ledger = Ledger()
        self._revision = 0
        self._stored_at: datetime | None = None
        clock, sleep = telling.work.clock, telling.work.sleep
        self._measuring = Measuring(work.reports, clock, sleep)
        self._shown = dict[str, Shown]()
        self._looked = asyncio.Event()
        self._refused = 0

    async def begin(self) -> None:
        kept = await self._telling.work.state.load(ALERTS)
        self._ledger = load(kept.text) if kept.text else Ledger()
        self._revision = kept.revision

    def enrolled(self) -> tuple[Delivered, ...]:
        alerts = self._ledger.open
        theirs = explaining(alerts, self._telling.incidents)
        return enrol(alerts, self._telling.in_force, self._telling.known, theirs)

    def outlived(self) -> tuple[str, ...]:
        known = self._telling.known.values()
        mine = (one for one in known if one.id.startswith((PREFIX, JOINED)))
        return outlived(self._ledger.alerts, self._telling.in_force, mine)

    def wanted(self) -> tuple[DesiredMessage, ...]:
        telling = self._telling
        incidents = {one.id: one for one in telling.incidents}
        now = telling.work.clock.now()
        return messages(self._shown, telling.in_force, telling.known, incidents, now)

    def loops(self) -> Sequence[Coroutine[Any, Any, None]]:
        return self._watch_readings(), self._watch_acts()

    async def _watch_readings(self) -> None:
        clock, beat = self._telling.work.clock, self._telling.work.beat
        await self._measuring.begin(lambda: beat(Loop.READINGS))
        try:
            while True:
                beat(Loop.READINGS)
                began = clock.seconds()
                await self._look()
                self._looked.set()
                self._measure(*self._measuring.size)
                await self._telling.work.sleep(max(0.0, EVERY_S - (clock.seconds() - began)))
        finally:
            self._measure(nan, nan)  # whoever leads next knows it

    async def _look(self) -> None:
        """Look at what was counted, once."""
        now, readings = await self._measuring.look(self._ledger.open)
        telling = self._telling
        async with telling.floor:
            await telling.catch_up()
            around = self._surroundings(self._ledger, now)
            keys = {name: around.keys_of(name) for name in _services(self._ledger.open, readings)}
            judged = judge(self._ledger, readings, now, keys=keys)
            if judged.refused > self._refused:  # once for as many, not at each look
                _log.warning("%s more alerts than may be open at once", judged.refused)
            self._refused = judged.refused
            await self._keep(judged.ledger, judged.decisions, now)
            around = self._surroundings(self._ledger, now)
            alerts = self._ledger.alerts.values()
            self._shown = refreshed(self._shown, alerts, around, around.trend, now)
            await telling.want(self)

    def _measure(self, series: float, slots: float) -> None:
        meter = self._telling.work.meter
        meter.gauge(SERIES, series)
        meter.gauge(WINDOWS, slots)
        states = Counter(one.state for one in self._ledger.alerts.values())
        for state in State:
            meter.gauge(KEPT_ALERTS, nan if isnan(series) else states[state], state=state)

    async def _watch_acts(self) -> None:
        """Apply what people do, as soon as they do it; what is shown has to be known before."""
        await self._looked.wait()
        while True:
            self._telling.work.beat(Loop.ACTS, ACTS_WAIT_S)
            acts = await self._work.acts.after(self._ledger.taken, ACTS_WAIT_S)
            if acts:
                await self._take(acts)

    async def _take(self, acts: Iterable[tuple[str, Act]]) -> None:
        telling = self._telling
        now = telling.work.clock.now()
        async with telling.floor:
            await telling.catch_up()
            ledger, decisions = self._ledger, list[Decision]()
            for mark, act in acts:
                taken = take_act(ledger, mark, act, now)
                ledger = taken.ledger
                decisions += taken.decisions
                _log.info("%s of %s by %s", act.deed, act.alert, act.by)
            await self._keep(ledger, decisions, now)
            alerts = ledger.alerts.values()
            # What surrounds them stays as it was: the windows are being read elsewhere.
            self._shown = refreshed(self._shown, alerts, self._around_as_was, self._chart_was, now)
            await telling.want(self)

    async def _keep(self, ledger: Ledger, decisions: Iterable[Decision], now: datetime) -> None:
        """Write down what is worth it, together with the messages that begin."""
        decisions = tuple(decisions)
        for one in decisions:
            for line in one.happened:
                name = one.alert.id if one.alert else ""
                _log.info("alert %s %s: %s", name, line.what, line.reason)
        before, self._ledger = self._ledger, ledger
        begun = self.enrolled()
        changed = bool(decisions or begun) or ledger.taken != before.taken
        if changed or (ledger.open and self._is_stale(now)):
            try:
                self._revision = await self._telling.save(
                    ALERTS, save(ledger), self._revision, begun
                )
            except BaseException:
                self._ledger = before
                raise
            self._stored_at = now

    def _is_stale(self, now: datetime) -> bool:
        return self._stored_at is None or now - self._stored_at >= STORED_EVERY

    def _surroundings(self, ledger: Ledger, now: datetime) -> Surroundings:
        return self._measuring.surroundings(ledger, self._telling.incidents, now)

    def _around_as_was(self, alert: Alert) -> Around:
        known = self._shown.get(alert.id)
        return known.around if known else Around()

    def _chart_was(self, alert: Alert) -> Trend | None:
        known = self._shown.get(alert.id)
        return known.chart if known else None


def _services(alerts: Iterable[Alert], readings: Iterable[Reading]) -> set[str]:
    subjects = [*(one.subject for one in alerts), *(one.subject for one in readings)]
    return {one.service for one in subjects} - {ALL}
