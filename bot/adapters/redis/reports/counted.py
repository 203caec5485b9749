"""What was counted, over all streams: slots as they stand, and what each series last said.

A mark holds for each stream the revision up to which its changes are known. Where that is too
long ago, or the revisions began anew, everything that is kept of the last 90 minutes is read:
slots hold sums, so reading one again does no harm. A slot that stands in several streams is read
from all of them and added up.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import answer
from bot.adapters.redis.reports.keys import (
    STRETCHES,
    name as name_of,
    prefix,
    series as series_of,
    slots,
)
from bot.adapters.redis.scripts import read
from bot.domain.windows.changes import Change, Changes
from bot.domain.windows.latest import Latest
from bot.domain.windows.said import latest_of
from bot.domain.windows.series import KEPT_S, Resolution, Series
from bot.domain.windows.sums import Sums
from bot.ports import Clock

AT_ONCE: Final = 500  # stretches that one script reads
_PATIENCE_S: Final = 5.0
_PAGE: Final = 2000
_FINE: Final = Resolution.FINE
_FINE_S: Final = int(Resolution.FINE)
_LONGEST_S: Final = 35 * 86400
_Slots = dict[tuple[Series, int], list[Sums]]


class RedisCounted:
    """Reads what was counted; see the port. For long answers, so `redis` needs some patience."""

    def __init__(self, redis: Client, streams: Sequence[str], clock: Clock) -> None:
        self._redis = redis
        self._streams = tuple(streams)
        self._clock = clock
        self._read_slots = redis.register_script(read("read_slots"))

    async def since(self, mark: str) -> Changes:
        marks = dict(zip(self._streams, mark.split(","), strict=False)) if mark else {}
        now, touched, whole = list[str](), set[tuple[str, int]](), False
        for stream in self._streams:
            revision, found = await self._touched(stream, marks.get(stream, ""))
            now.append(str(revision))
            whole = whole or found is None
            touched |= found or set()
        if whole:
            return await self._everything(",".join(now))
        names = sorted({name for name, _ in touched})
        wanted = {(series_of(name), slot * _FINE_S * 1000) for name, slot in touched}
        kept = _Slots()
        by_chunk = dict[int, set[str]]()
        for name, slot in touched:
            start = slot * _FINE_S
            by_chunk.setdefault(start - start % STRETCHES[_FINE].length_s, set()).add(name)
        for chunk, some in sorted(by_chunk.items()):
            await self._collect(kept, _FINE, sorted(some), chunk, chunk)
        changes = [one for one in _changes(kept, _FINE) if (one.series, one.start) in wanted]
        return Changes(",".join(now), changes, await self._latest(names))

    async def history(
        self, series: Collection[Series], resolution: Resolution, start: int, end: int
    ) -> Iterable[Change]:
        names = [name_of(one) for one in series]
        kept = await self._between(names, resolution, start // 1000, -(-end // 1000))
        return [one for one in _changes(kept, resolution) if start <= one.start < end]

    async def series(self) -> Mapping[Series, Latest]:
        return await self._latest(await self._names(_LONGEST_S))

    async def totals(self) -> Mapping[str, int]:
        """What became of all entries: counted, skewed, too_old, duplicates, lost, `rejected:<reason>`."""
        found = dict[str, int]()
        for stream in self._streams:
            kept = await answer(self._redis.hgetall(f"{prefix(stream)}totals"), _PATIENCE_S)
            for what, n in kept.items():
                if what != "trimmed":  # the script's own note
                    found[what] = found.get(what, 0) + int(n)
        return found

    async def _touched(self, stream: str, mark: str) -> tuple[int, set[tuple[str, int]] | None]:
        """The slots that changed in a stream since a revision; None if nobody knows any more."""
        ours = prefix(stream)
        revision = int(await answer(self._redis.get(f"{ours}revision")) or 0)
        known = int(mark) if mark.isdigit() else -1
        if not 0 <= known <= revision:
            return revision, None
        found = await answer(
            self._redis.zrangebyscore(f"{ours}touched", f"({known}", revision), _PATIENCE_S
        )
        # Asked last: what was forgotten while we read is missing in what we read.
        if known < int(await answer(self._redis.get(f"{ours}forgotten")) or 0):
            return revision, None
        pairs = (one.partition("|") for one in found)
        return revision, {(name, int(slot)) for slot, _, name in pairs}

    async def _everything(self, mark: str) -> Changes:
        names = await self._names(2 * KEPT_S[_FINE])
        end = int(self._clock.now().timestamp())
        start = end - KEPT_S[_FINE]
        kept = await self._between(names, _FINE, start, end + _FINE_S)
        return Changes(mark, _changes(kept, _FINE), await self._latest(names))

    async def _names(self, age_s: int) -> list[str]:
        """The series that reported in that time."""
        since = (self._clock.now().timestamp() - age_s) * 1000
        found = set[str]()
        for stream in self._streams:
            key = f"{prefix(stream)}series"
            found |= set(await answer(self._redis.zrangebyscore(key, since, "+inf"), _PATIENCE_S))
        return sorted(found)

    async def _between(
        self, names: Sequence[str], width: Resolution, start: int, end: int
    ) -> _Slots:
        length, now = STRETCHES[width].length_s, int(self._clock.now().timestamp())
        start, end = max(start, now - KEPT_S[width] - length), min(end, now + length)
        if start >= end:
            return _Slots()
        first, last = start - start % length, end - end % length
        kept = _Slots()
        many = max(1, AT_ONCE // ((last - first) // length + 1))
        for n in range(0, len(names), many):
            await self._collect(kept, width, names[n : n + many], first, last)
        return kept

    async def _collect(
        self, kept: _Slots, width: Resolution, names: Sequence[str], first: int, last: int
    ) -> None:
        letter, length = STRETCHES[width]
        for stream in self._streams:
            for n in range(0, len(names), AT_ONCE):
                reply = await answer(
                    self._read_slots(
                        keys=[prefix(stream)],
                        args=[letter, length, first, last, *names[n : n + AT_ONCE]],
                    ),
                    _PATIENCE_S,
                )
                for name, chunk, flat in reply:
                    for start, sums in slots(width, int(chunk), flat):
                        kept.setdefault((series_of(name), start), []).append(sums)

    async def _latest(self, names: Sequence[str]) -> dict[Series, Latest]:
        found = dict[Series, Latest]()
        for stream in self._streams:
            for n in range(0, len(names), _PAGE):
                some = names[n : n + _PAGE]
                for name, fields in zip(some, await self._said(stream, some), strict=True):
                    one = latest_of(fields) if fields else None
                    series = series_of(name)
                    if one and (series not in found or one.last_seen > found[series].last_seen):
                        found[series] = one
        return found

    async def _said(self, stream: str, names: Sequence[str]) -> list[dict[str, str]]:
        pipe = self._redis.pipeline(transaction=False)
        for name in names:
            pipe.hgetall(f"{prefix(stream)}latest:{name}")
        return list(await answer(pipe.execute(), _PATIENCE_S))


def _changes(kept: _Slots, width: Resolution) -> list[Change]:
    return [
        Change(series, width, start, parts[0] if len(parts) == 1 else Sums.total(parts))
        for (series, start), parts in sorted(kept.items(), key=lambda one: one[0][1])
    ]
