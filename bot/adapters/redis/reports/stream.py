"""One stream of reports, read by a consumer group and counted exactly once.

Reading waits on a client of its own. What was handed to this consumer and not counted (a reply
lost on the wire, a process that died) is asked for first after each opening; what others left
for half a minute is claimed. Whether an entry still counts is decided by the script alone, so it
does no harm to read one twice.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from redis.exceptions import ResponseError

from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import answer
from bot.adapters.redis.reports.batches import batch_text
from bot.adapters.redis.reports.connection import ANSWER_SECONDS, BLOCK_MS
from bot.adapters.redis.reports.keys import GROUP, MOST_REJECTED, REJECTED, prefix
from bot.adapters.redis.scripts import read
from bot.domain.windows.fold import Folded, Word
from bot.ports import Clock
from bot.ports.reports import Entry, Judged, Refusal, Tidied

AT_ONCE: Final = 200  # a script that counts more holds Redis up for others
CLAIM_SECONDS: Final = 10.0
ABANDONED_MS: Final = 30_000
KEPT_MS: Final = 3_600_000  # entries that all have counted stay for an hour, for people to look at
IDLE_MS: Final = 3_600_000
AHEAD_MS: Final = 60_000  # an id made up by whoever sent it
_HUGE: Final = 100_000  # letters; after an entry of this size few are read at a time
_FEW: Final = 5


class RedisReportStream:
    """Reads and counts; see the port. `reader` is a client of `connect_reader`, ours alone."""

    def __init__(
        self,
        redis: Client,
        reader: Client,
        name: str,
        *,
        consumer: str,
        most_series: int,
        clock: Clock,
    ) -> None:
        self.name = name
        self._redis = redis
        self._reader = reader
        self._consumer = consumer
        self._most = most_series
        self._clock = clock
        self._add = redis.register_script(read("count_reports"))
        self._tidy = redis.register_script(read("tidy_reports"))
        self._ours = ""  # the last of our own that we asked for again; "" once there are no more
        self._claimed = "0-0"
        self._claim_at = 0.0
        self._at_once = AT_ONCE
        self._ahead_ms = 0  # Redis's time before our clock that never jumps

    async def open(self) -> None:
        await answer(self._create())
        seconds, micros = await answer(self._redis.time())
        self._ahead_ms = int(seconds) * 1000 + int(micros) // 1000 - self._ticks()
        self._ours, self._claimed, self._claim_at = "0", "0-0", self._clock.seconds()

    async def read(self) -> Sequence[Entry]:
        if self._ours:
            entries = await self._read(self._ours, wait=False)
            self._ours = entries[-1].id if entries else ""
            if entries:
                return entries
        if self._clock.seconds() >= self._claim_at and (entries := await self._claim()):
            return entries
        return await self._read(">", wait=True)

    async def count(self, folded: Folded, notes: Mapping[str, int]) -> Refusal | None:
        text = batch_text(
            folded, notes, group=GROUP, consumer=self._consumer, most_series=self._most
        )
        reply = await answer(self._add(keys=[self.name, prefix(self.name)], args=[text]))
        if not reply:
            return None
        kind, *what = reply
        if kind == "gone":
            return Refusal(gone=frozenset(what))
        words = zip(what[::3], what[1::3], what[2::3], strict=True)
        return Refusal(
            seen={Word(who, int(number)): int(bits) % 2**32 for who, number, bits in words}
        )

    async def set_aside(self, entries: Sequence[Judged]) -> None:
        async def write() -> None:
            for one in entries:
                await self._redis.xadd(
                    REJECTED,
                    {
                        "stream": one.stream,
                        "id": one.id,
                        "reason": one.refused,
                        "fields": json.dumps(dict(one.fields), ensure_ascii=False),
                    },
                    maxlen=MOST_REJECTED,
                    approximate=True,
                )

        await answer(write(), ANSWER_SECONDS)

    async def tidy(self) -> Tidied:
        now, unread, pending, lost = await answer(
            self._tidy(
                keys=[self.name, prefix(self.name)],
                args=[GROUP, self._consumer, KEPT_MS, IDLE_MS],
            ),
            ANSWER_SECONDS,
        )
        self._ahead_ms = int(now) - self._ticks()
        return Tidied(int(unread) if int(unread) >= 0 else None, int(pending), int(lost))

    async def _create(self) -> None:
        try:
            await self._redis.xgroup_create(self.name, GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    async def _read(self, after: str, *, wait: bool) -> list[Entry]:
        block = ("BLOCK", BLOCK_MS) if wait else ()
        reply = await self._ask(
            "XREADGROUP", "GROUP", GROUP, self._consumer,
            "COUNT", self._at_once, *block, "STREAMS", self.name, after,
        )  # fmt: skip
        return self._entries(reply[0][1]) if reply else []

    async def _claim(self) -> list[Entry]:
        """Take over what others left; the cursor goes on where it stood until it is through."""
        self._claimed, entries, *deleted = await self._ask(
            "XAUTOCLAIM", self.name, GROUP, self._consumer, ABANDONED_MS, self._claimed,
            "COUNT", self._at_once,
        )  # fmt: skip
        if self._claimed == "0-0":
            self._claim_at = self._clock.seconds() + CLAIM_SECONDS
        if deleted and deleted[0]:
            totals = f"{prefix(self.name)}totals"
            await answer(self._redis.hincrby(totals, "lost", len(deleted[0])))
        there = [entry for entry in entries if entry is not None]
        if len(there) < len(entries):  # Redis 6.2 hands out what is trimmed away, without its name
            self._ours = "0"
        return self._entries(there)

    async def _ask(self, *command: str | int) -> Any:  # noqa: ANN401  # redis-py's
        return await answer(self._reader.execute_command(*command), 2 * ANSWER_SECONDS)

    def _entries(self, raw: Sequence[tuple[str, list[str] | None]]) -> list[Entry]:
        newest = self._ticks() + self._ahead_ms + AHEAD_MS
        entries, huge = list[Entry](), False
        for id, flat in raw:  # noqa: A001  # the word for it
            at = int(id.partition("-")[0])
            if at > newest:  # an id that its sender made up
                at = newest - AHEAD_MS
            fields = dict(zip(flat[::2], flat[1::2], strict=True)) if flat is not None else None
            huge = huge or (flat is not None and sum(map(len, flat)) > _HUGE)
            entries.append(Entry(id, at, fields))
        self._at_once = _FEW if huge else AT_ONCE
        return entries

    def _ticks(self) -> int:
        """A clock of ours that never jumps."""
        return int(self._clock.seconds() * 1000)
