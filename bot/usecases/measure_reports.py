"""What was counted, measured by the rules in force: one look after another, for one leader.

The windows are filled from what was counted, from the beginning when a leader begins. Rules that
people change are in force at the next look. A leader that begins waits until what was reported
meanwhile is counted, lest services seem to have fallen silent.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.domain.alerts.alert import Alert
from bot.domain.alerts.ledger import Ledger
from bot.domain.desired.around import Surroundings, explaining
from bot.domain.incidents.incident import Incident
from bot.domain.rules.choices import BadRules, Choices
from bot.domain.rules.history import needs
from bot.domain.rules.measure import measure
from bot.domain.rules.reading import Reading
from bot.domain.windows.changes import Changes
from bot.domain.windows.windows import Windows
from bot.ports import Clock, Counted, Rules, Sleep
from bot.ports.alerting import Backlog

BEHIND_S: Final = 15.0  # so far behind may the counting be for a judgement to be worth anything
WAITS_S: Final = 60.0  # and for so long does a new leader wait for it
HOURS_EVERY_S: Final = 60.0

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureReports:
    """Where all of it comes from; `filed` gives what the file of rules says."""

    counted: Counted
    rules: Rules
    backlog: Backlog | None = None
    filed: Callable[[], Mapping[str, Any]] = dict


class Measuring:
    """For one leader; `look` is called by one loop alone."""

    def __init__(self, work: MeasureReports, clock: Clock, sleep: Sleep) -> None:
        self._work = work
        self._clock = clock
        self._sleep = sleep
        self._windows = Windows()
        self._mark = ""
        self._choices = Choices()
        self._rules_revision = -1
        self._filed: Mapping[str, Any] = {}
        self._hours_at: datetime | None = None

    async def begin(self, beat: Callable[[], None]) -> None:
        """Wait, within reason, until all is counted; then get to know all that ever reported."""
        backlog, ends = self._work.backlog, self._clock.seconds() + WAITS_S
        while backlog is not None and self._clock.seconds() < ends:
            beat()
            if await backlog.behind_s() < BEHIND_S:
                break
            await self._sleep(1)
        self._windows.meet(await self._work.counted.series())

    async def look(self, open_now: Iterable[Alert]) -> tuple[datetime, tuple[Reading, ...]]:
        """The readings, and of which moment they are."""
        await self._read_rules()
        changes = await self._work.counted.since(self._mark)
        now = self._clock.now()
        # Beside the loop: at ten thousand series it takes long enough to hold up a click.
        readings = await asyncio.to_thread(self._measured, changes, now, tuple(open_now))
        self._mark = changes.mark
        await self._fetch_hours(now)
        return now, readings

    @property
    def size(self) -> tuple[int, int]:
        """How many series there are, and how many slots of them."""
        return self._windows.size

    def surroundings(
        self, ledger: Ledger, incidents: Iterable[Incident], now: datetime
    ) -> Surroundings:
        """What surrounds each alert at this moment; not while a look is under way."""
        theirs = explaining(ledger.open, tuple(incidents))
        return Surroundings(self._windows, self._choices, ledger, theirs, _ms(now))

    def _measured(
        self, changes: Changes, now: datetime, open_now: Iterable[Alert]
    ) -> tuple[Reading, ...]:
        self._windows.apply(changes)
        about = [(one.rule, one.subject, one.part) for one in open_now]
        return measure(self._windows, self._choices, _ms(now), about)

    async def _fetch_hours(self, now: datetime) -> None:
        """Fetch what the rules need of the time before the windows, for the next look."""
        if self._hours_at is not None and (now - self._hours_at).total_seconds() < HOURS_EVERY_S:
            return
        self._hours_at = now
        for need in needs(self._windows, self._choices, _ms(now)):
            hours = await self._work.counted.history(
                need.series, need.resolution, need.start, need.end
            )
            self._windows.load(hours, need)

    async def _read_rules(self) -> None:
        filed, revision = self._work.filed(), await self._work.rules.revision()
        if revision == self._rules_revision and filed is self._filed:
            return
        try:
            self._choices = Choices.parse(await self._work.rules.all(), filed)
        except BadRules as error:
            _log.error("%s", error)
            self._choices = error.sound
        self._rules_revision, self._filed = revision, filed


def _ms(now: datetime) -> int:
    return int(now.timestamp() * 1000)
