"""What a rule would have done in the last 24 hours, read from what was counted.

Of very many series those with most failures in that day are looked at, told by their hours, so that
a preview over ten thousand services reads no more than one over fifty.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Final

from bot.domain.preview import DAY_MS, MOST_SUBJECTS, Episode, preview
from bot.domain.rules.choices import EVERYWHERE, Choices
from bot.domain.rules.kind import Kind
from bot.domain.windows.series import ALL, Resolution, Series
from bot.ports import Clock, Counted

HOUR_MS: Final = 3_600_000


@dataclass(frozen=True, slots=True)
class PreviewRule:
    """The use case."""

    counted: Counted
    clock: Clock

    async def __call__(
        self, kind: Kind, choices: Choices, scope: str
    ) -> tuple[Episode, ...] | None:
        """The episodes; None for a rule that cannot be replayed. Raises `Unavailable`."""
        rule = choices.of(kind, scope or ALL)
        if not kind.replays:
            return None
        if not rule.on:
            return ()
        now = int(self.clock.now().timestamp() * 1000)
        series = [
            one for one in await self.counted.series() if _is_meant(one, kind, choices, scope)
        ]
        if len(series) > MOST_SUBJECTS:
            series = await self._worst(series, now)
        start = now - DAY_MS - HOUR_MS
        slots = list(await self.counted.history(series, Resolution.MINUTE, start, now))
        return await asyncio.to_thread(preview, kind, rule.values, slots, now)

    async def _worst(self, series: list[Series], now: int) -> list[Series]:
        failed = Counter[Series]()
        for one in await self.counted.history(series, Resolution.HOUR, now - DAY_MS, now):
            failed[one.series] += one.sums.failed
        return [one for one, _ in failed.most_common(MOST_SUBJECTS)]


def _is_meant(series: Series, kind: Kind, choices: Choices, scope: str) -> bool:
    """Whether the change is in force for a series: a service's own values go before."""
    if scope != EVERYWHERE:
        return series.service == scope
    return kind.word not in choices.scope(series.service).rules
