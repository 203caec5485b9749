"""A batch of reports, added up in the process before one script adds it to what is kept.

Adding is all there is, so any order, any repetition that can be told from its `seq`, and any
split into batches gives the same sums. What depends on others (was it counted already, is
there room for one more series) is asked of the script.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from bot.domain.reports.report import Report
from bot.domain.windows.placing import Clocks, place
from bot.domain.windows.said import ARRIVAL_MS, said_by
from bot.domain.windows.series import Resolution, Series

WORD: Final = 32  # counters that share one word of the memory of what was seen
MOST_SAID: Final = 64  # labels and gauges of a series in one batch: more is made up
_FINE_MS: Final = Resolution.FINE * 1000
_HOUR_MS: Final = Resolution.HOUR * 1000


class Arrived(NamedTuple):
    """A report and the entry that brought it; `at` is when it arrived (unix ms)."""

    id: str
    at: int
    report: Report


class Word(NamedTuple):
    """32 neighbouring counters of one start of one process."""

    who: str
    number: int


@dataclass(slots=True)
class Tally:
    """What one slot gains."""

    count: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_micros: int = 0
    duration_ms: int = 0
    duration_max_ms: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    quotas: dict[str, float] = field(default_factory=dict)

    def add(self, one: Report) -> None:
        """Add one report."""
        self.count += one.count
        self.input_tokens += one.input_tokens or 0
        self.output_tokens += one.output_tokens or 0
        self.cost_micros += one.cost_micros or 0
        self.duration_ms += one.duration_ms or 0
        longest = one.duration_max_ms
        if longest is not None and longest > self.duration_max_ms:
            self.duration_max_ms = longest
        for name, n in one.errors.items():
            self.errors[name] = self.errors.get(name, 0) + n
        for name, quota in one.quotas.items():
            if name in self.quotas or len(self.quotas) < MOST_SAID:
                self.quotas[name] = max(quota.used, self.quotas.get(name, quota.used))


@dataclass(slots=True)
class Line:
    """What one series gains: slots of 10 s, hours of what comes late, and what it says.

    `said` is by field the time and the text; `first` and `last` are arrivals.
    """

    first: int
    last: int
    fine: dict[int, Tally] = field(default_factory=dict)  # by start
    late: dict[int, Tally] = field(default_factory=dict)  # by the start of the hour
    said: dict[str, tuple[int, str]] = field(default_factory=dict)
    arrivals: set[int] = field(default_factory=set)  # in steps of 10 s


@dataclass(slots=True)
class Folded:
    """A batch, added up. `ids` are all entries that it stands for."""

    ids: tuple[str, ...] = ()
    lines: dict[Series, Line] = field(default_factory=dict)
    seen: dict[Word, int] = field(default_factory=dict)  # which counters of a word
    counted: int = 0
    skewed: int = 0
    too_old: int = 0
    duplicates: int = 0


def fold(
    batch: Iterable[Arrived], clocks: Clocks, seen_before: Collection[str] = frozenset()
) -> Folded:
    """Add up a batch; `seen_before` are entries that repeat what was counted already."""
    folded = Folded()
    ids = list[str]()
    lines = dict[tuple[str, str], Line]()
    for one in batch:
        ids.append(one.id)
        if one.id in seen_before or not _first_time(folded, one.report):
            folded.duplicates += 1
        else:
            _count(folded, lines, one, clocks)
    folded.ids = tuple(ids)
    folded.lines = {Series(*names): line for names, line in lines.items()}
    return folded


def bit_of(report: Report) -> tuple[Word, int] | None:
    """Which counter a report is, if it can be told from others at all."""
    if report.seq is None or not report.instance:
        return None
    who = _who(report.service, report.instance, report.start_time)
    return Word(who, report.seq // WORD), 1 << report.seq % WORD


def _first_time(folded: Folded, report: Report) -> bool:
    found = bit_of(report)
    if found is None:
        return True
    word, bit = found
    seen = folded.seen.get(word, 0)
    folded.seen[word] = seen | bit
    return not seen & bit


def _count(
    folded: Folded, lines: dict[tuple[str, str], Line], one: Arrived, clocks: Clocks
) -> None:
    arrived, report = one.at, one.report
    placed = place(report, arrived, clock_wrong=clocks.wrong(report))
    if placed is None:
        folded.too_old += 1
        return
    folded.counted += 1
    folded.skewed += placed.skewed
    names = (report.service, report.model)
    line = lines.get(names)
    if line is None:
        line = lines[names] = Line(arrived, arrived)
    at = placed.at
    width, slots = (_HOUR_MS, line.late) if placed.late else (_FINE_MS, line.fine)
    start = at - at % width
    tally = slots.get(start)
    if tally is None:
        tally = slots[start] = Tally()
    tally.add(report)
    _say(line, report, arrived, at)


def _say(line: Line, report: Report, arrived: int, at: int) -> None:
    if arrived < line.first:
        line.first = arrived
    elif arrived > line.last:
        line.last = arrived
    line.arrivals.add(arrived // ARRIVAL_MS)
    said = line.said
    for name, text in said_by(report):
        known = said.get(name)
        if known is None and len(said) >= MOST_SAID:
            continue
        if known is None or known < (at, text):
            said[name] = (at, text)


@lru_cache(maxsize=4096)
def _who(service: str, instance: str, start_time: int) -> str:
    """One start of one process, in few letters: it becomes part of a key."""
    text = f"{service}|{instance}|{start_time}"
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=9).hexdigest()
