"""Taking in the reports of one stream: read, fold, count; every replica does it, all the time.

The next batch is read and added up while one is counted. Nothing is acknowledged before it is counted, so
this may be cancelled, or die, at any point: what was read is handed out again and counts then.
While Redis is away nothing is done and nothing lost; one line in the log says so.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.metrics import REPORT_LAG, REPORTS, REPORTS_REJECTED, REPORTS_WAITING
from bot.domain.reports.reading import read
from bot.domain.reports.rejected import Reason, Rejected
from bot.domain.reports.report import Report
from bot.domain.reports.showing import shown
from bot.domain.windows.fold import Arrived, Folded, bit_of, fold
from bot.domain.windows.placing import Clocks
from bot.ports import UNMETERED, Clock, Meter, Sleep, Unavailable
from bot.ports.reports import Entry, Judged, Refusal, ReportStream

TIDY_SECONDS: Final = 60.0
FIRST_PAUSE: Final = 0.25
LONGEST_PAUSE: Final = 5.0
MOST_SET_ASIDE: Final = 20  # of one batch; the others are only counted

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What was read at once; `others` are rejected, or None where nobody has them any more."""

    folded: Folded
    reports: Sequence[Arrived]
    rejected: Sequence[tuple[Entry, Rejected]]
    others: Mapping[str, Rejected | None]


class Ingest:
    """Takes in one stream; `run` never returns."""

    def __init__(
        self,
        stream: ReportStream,
        clock: Clock,
        meter: Meter = UNMETERED,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._meter = meter
        self._sleep = sleep
        self._clocks = Clocks()
        self._away = False
        self._pause = FIRST_PAUSE
        self._lost = 0

    async def run(self) -> None:
        """Count what is reported until cancelled."""
        while True:
            try:
                await self._work()
            except Unavailable as error:
                if not self._away:  # once, not at each try
                    _log.warning("reports in %s wait: %s", self._stream.name, error)
                self._away = True
            except Exception:  # noqa: BLE001  # a fault of ours must not end the counting for good
                _log.exception("taking in %s failed; it is tried again", self._stream.name)
                self._pause = LONGEST_PAUSE
            await self._sleep(self._pause)
            self._pause = min(2 * self._pause, LONGEST_PAUSE)

    async def _work(self) -> None:
        await self._stream.open()
        tidy_at = self._clock.seconds()
        ahead = asyncio.ensure_future(self._stream.read())
        counting = asyncio.ensure_future(_nothing())
        try:
            while True:
                entries = await ahead
                ahead = asyncio.ensure_future(self._stream.read())
                batch = self._judge(entries)
                await counting
                self._is_back()
                counting = asyncio.ensure_future(self._count(batch))
                await asyncio.sleep(0)  # on its way, before the next is added up
                if self._clock.seconds() >= tidy_at:
                    tidy_at = self._clock.seconds() + TIDY_SECONDS
                    await self._tidy()
        finally:
            ahead.cancel()
            counting.cancel()
            await asyncio.gather(ahead, counting, return_exceptions=True)

    async def _count(self, batch: _Batch) -> None:
        """Count these, each once, whoever else has them too."""
        if batch.rejected:
            await self._set_aside(batch.rejected)
        folded, reports, others, seen = batch.folded, batch.reports, batch.others, set[str]()
        while folded.ids:
            refusal = await self._stream.count(folded, _notes(others))
            if refusal is None:
                self._measure(folded, reports, others)
                return
            seen |= _repeated(reports, refusal)
            reports = [one for one in reports if one.id not in refusal.gone]
            others = {id: what for id, what in others.items() if id not in refusal.gone}  # noqa: A001
            folded = self._fold(reports, others, seen)

    def _judge(self, entries: Sequence[Entry]) -> _Batch:
        reports, rejected = list[Arrived](), list[tuple[Entry, Rejected]]()
        others = dict[str, Rejected | None]()
        for entry in entries:
            made = None if entry.fields is None else read(entry.fields)
            if isinstance(made, Report):
                self._clocks.note(made, entry.at)
                reports.append(Arrived(entry.id, entry.at, made))
                continue
            others[entry.id] = made
            if made is not None:
                rejected.append((entry, made))
        return _Batch(self._fold(reports, others), reports, rejected, others)

    def _fold(
        self,
        reports: Sequence[Arrived],
        others: Mapping[str, Rejected | None],
        seen: Collection[str] = (),
    ) -> Folded:
        folded = fold(reports, self._clocks, seen)
        folded.ids = (*folded.ids, *others)
        return folded

    async def _set_aside(self, rejected: Sequence[tuple[Entry, Rejected]]) -> None:
        name = self._stream.name
        await self._stream.set_aside(
            [
                Judged(name, entry.id, shown(entry.fields or {}), made.says)
                for entry, made in rejected[-MOST_SET_ASIDE:]
            ]
        )

    def _measure(
        self, folded: Folded, reports: Sequence[Arrived], others: Mapping[str, Rejected | None]
    ) -> None:
        count = self._meter.count
        if folded.counted:
            count(REPORTS, by=folded.counted)
            newest = max(one.at for one in reports)
            lag = self._clock.now().timestamp() - newest / 1000
            self._meter.gauge(REPORT_LAG, max(0.0, lag))
        reasons = Counter(
            "too_large" if one.reason is Reason.TOO_LARGE else "unreadable"
            for one in others.values()
            if one is not None
        )
        reasons.update(too_old=folded.too_old, ahead=folded.skewed, duplicate=folded.duplicates)
        for reason, n in reasons.items():
            if n:
                count(REPORTS_REJECTED, by=n, reason=reason)

    async def _tidy(self) -> None:
        tidied = await self._stream.tidy()
        if tidied.unread is not None:
            self._meter.gauge(REPORTS_WAITING, tidied.unread + tidied.pending)
        if tidied.lost > self._lost:
            _log.warning(
                "%d reports in %s were trimmed away before anybody could count them: give the "
                "stream a larger MAXLEN, or start more replicas",
                tidied.lost - self._lost,
                self._stream.name,
            )
        self._lost = tidied.lost

    def _is_back(self) -> None:
        self._pause = FIRST_PAUSE
        if self._away:
            self._away = False
            _log.info("reports in %s are counted again", self._stream.name)


def _notes(others: Mapping[str, Rejected | None]) -> Counter[str]:
    return Counter("lost" if one is None else f"rejected:{one.reason}" for one in others.values())


def _repeated(reports: Sequence[Arrived], refusal: Refusal) -> set[str]:
    """The entries whose counters were counted before."""
    found = ((one.id, bit_of(one.report)) for one in reports)
    return {id for id, bit in found if bit and refusal.seen.get(bit[0], 0) & bit[1]}  # noqa: A001


async def _nothing() -> None: ...
