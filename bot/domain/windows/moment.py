"""One subject at one moment, as the rules see it (the `Seen` of bot.domain.rules.kind).

A window begins with the first slot that begins inside it and holds the running slot; `ahead_ms`
is for what a server's clock that is ahead of ours puts after now.
Spans of more than 90 minutes are put together from the fine slots and, before these, from
hours, to the nearest hour. Each sum is made once, whichever rules ask for it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Final

from bot.domain.windows.latest import Latest
from bot.domain.windows.rows import Rows
from bot.domain.windows.series import KEPT_S, Resolution, Series, Subject
from bot.domain.windows.sums import Sums
from bot.domain.windows.used import Used

_FINE_MS: Final = KEPT_S[Resolution.FINE] * 1000
_HOUR_MS: Final = 3_600_000


class Moment:
    """See the module. `fine` and `hours` are the rows of its parts, to be added up."""

    def __init__(
        self,
        subject: Subject,
        now: int,
        fine: Sequence[Rows],
        hours: Sequence[Rows] = (),
        *,
        ahead_ms: int = 0,
        known: Callable[[], Mapping[Series, Latest]] = dict,
        used: Callable[[], Mapping[Series, Sequence[Used]]] = dict,
    ) -> None:
        self.subject = subject
        self.now = now
        self.width_s = fine[0].width_ms // 1000 if fine else int(Resolution.FINE)
        self._fine = fine
        self._end = now + ahead_ms
        self._hours = hours
        self._known = known
        self._used = used
        self._last: dict[int, Sums] = {}

    @property
    def latest(self) -> Mapping[Series, Latest]:
        return self._known()

    @property
    def used(self) -> Mapping[Series, Sequence[Used]]:
        return self._used()

    def last(self, span_s: int) -> Sums:
        found = self._last.get(span_s)
        if found is None:
            start = self.now - span_s * 1000
            if span_s > KEPT_S[Resolution.FINE]:
                start = (start + _HOUR_MS // 2) // _HOUR_MS * _HOUR_MS
            found = self._last[span_s] = self.between(start, self._end)
        return found

    def between(self, start: int, end: int) -> Sums:
        fine_from = self._fine_from if start < self.now - _FINE_MS and self._hours else start
        parts = [rows.between(max(start, fine_from), end) for rows in self._fine]
        if fine_from > start:
            parts += [rows.between(start, min(end, fine_from)) for rows in self._hours]
        return parts[0] if len(parts) == 1 else Sums.total(parts)

    def slots(self, span_s: int, width_s: int) -> Sequence[tuple[int, Sums]]:
        width, start = max(width_s, self.width_s) * 1000, self.now - span_s * 1000
        rows = [*self._fine, *(self._hours if width_s >= Resolution.HOUR else ())]
        starts = {at - at % width for part in rows for at in part.starts(start, self._end)}
        return [(at, self.between(at, at + width)) for at in sorted(starts)]

    def backwards(self, span_s: int) -> Iterator[tuple[int, Sums]]:
        start = self.now - span_s * 1000
        parts = [rows.backwards(start, self._end) for rows in self._fine]
        if len(parts) == 1:
            yield from parts[0]
            return
        together = merge(*parts, key=itemgetter(0), reverse=True)
        for at, slots in groupby(together, key=itemgetter(0)):
            yield at, Sums.total(sums for _, sums in slots)

    @property
    def _fine_from(self) -> int:
        """The first full hour of which all fine slots are kept."""
        return -(-(self.now - _FINE_MS) // _HOUR_MS) * _HOUR_MS
