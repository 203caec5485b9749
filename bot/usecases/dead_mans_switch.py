"""Say so when the leader's loops stand still; say so once, whichever replica it is that notices.

Every replica looks, the leader too. What it finds is told to the operators by the first that
writes down that they are told, and its end by the first that takes that away again. While Redis
cannot be reached nobody knows how the others fare: then the replica that led last says that it
is cut off, for nobody can lead without Redis.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.domain.heartbeat import (
    STILL_AFTER_S,
    Beat,
    Beats,
    HeartNews,
    HeartWhat,
    Standstill,
    standstill,
)
from bot.ports import Clock, Heartbeat, HeartOperators, Sleep, Unavailable

EVERY_SECONDS: Final = 5.0
# Who starts, or has Redis back, finds old beats: somebody has that long to begin to lead.
GRACE_SECONDS: Final = 20.0

_log: Final = logging.getLogger(__name__)


class DeadMansSwitch:
    """One replica's watch; `leads` says whether this replica does."""

    def __init__(
        self,
        heartbeat: Heartbeat,
        operators: HeartOperators,
        clock: Clock,
        leads: Callable[[], bool],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._heartbeat = heartbeat
        self._operators = operators
        self._clock = clock
        self._leads = leads
        self._sleep = sleep
        self._seen: tuple[Beat, ...] = ()
        self._seen_at = clock.seconds()
        self._watching_since: float | None = None
        self._away_since: tuple[datetime, float] | None = None
        self._led = False  # when Redis went away
        self._cut_off: datetime | None = None  # as told

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await self.look()
            await self._sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Look once, and tell what is to be told. Never raises."""
        try:
            beats = await self._heartbeat.look()
            await self._in_touch()
            await self._judge(beats)
        except Unavailable:
            await self._away()

    def ages(self) -> dict[str, float]:
        """How long ago each loop beat, as far as this replica knows."""
        since = self._clock.seconds() - self._seen_at
        return {one.loop: one.age_s + since for one in self._seen}

    async def _judge(self, beats: Beats) -> None:
        now = self._clock.seconds()
        if self._watching_since is None:
            self._watching_since = now
        self._seen, self._seen_at = beats.beats, now
        watched = now - self._watching_since
        still = standstill(beats.beats, watched)
        if still is None:
            if beats.beats and beats.told_since is not None:
                await self._over()
        elif beats.told_since is None and watched >= GRACE_SECONDS:
            await self._still(still)

    async def _still(self, still: Standstill) -> None:
        since = self._clock.now() - timedelta(seconds=still.seconds)
        _log.error("the leader's loops stand still: %s", ", ".join(still.loops) or "nobody leads")
        if await self._heartbeat.stands_still(since):
            await self._operators.hear(
                HeartNews(HeartWhat.STANDS_STILL, since, still.loops, still.nobody_leads)
            )

    async def _over(self) -> None:
        since = await self._heartbeat.goes_on()
        if since is not None:
            await self._operators.hear(HeartNews(HeartWhat.GOES_ON, since))

    async def _away(self) -> None:
        """Redis is not there: whoever led last is the one to say so, after a minute."""
        self._watching_since = None
        if self._away_since is None:
            # The lease outlasts the first look that fails, so just one replica leads then.
            self._away_since, self._led = (self._clock.now(), self._clock.seconds()), self._leads()
        since, seconds = self._away_since
        long = self._clock.seconds() - seconds > STILL_AFTER_S
        if long and self._led and self._cut_off is None:
            self._cut_off = since
            await self._operators.hear(HeartNews(HeartWhat.CUT_OFF, since))

    async def _in_touch(self) -> None:
        self._away_since = None
        since, self._cut_off = self._cut_off, None
        if since is not None:
            await self._operators.hear(HeartNews(HeartWhat.IN_TOUCH, since))
