"""Look at the status page once: what is known now, and what of it is news.

It keeps nothing and posts nothing. Whoever leads loads the memory, lets it look, and saves
memory and news together; so a look that was cut off is no look at all. The page's JSON is
asked only after the feed was understood, about what is open or has just changed, and the
decision is then drawn once more: should the JSON fail, the first one stands.
"""

import logging
from dataclasses import dataclass
from typing import Final

from bot.domain.incidents.enrichment import Board, Extras, enrich
from bot.domain.incidents.news import Decided, decide
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.told import IncidentNews, News
from bot.ports import Clock, StatusFeed

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at the page brought."""

    remembered: Remembered
    news: tuple[News, ...]
    board: Board
    retry_after_s: float = 0.0


@dataclass(frozen=True, slots=True)
class WatchStatus:
    """One step of the watch; when to take the next one is `pace.next_wait_s`."""

    feed: StatusFeed
    clock: Clock

    async def __call__(self, remembered: Remembered) -> Look:
        """Look once."""
        read = await self.feed.read()
        now = self.clock.now()
        decided = decide(remembered, read, now)
        extras = Extras()
        if decided.remembered.trouble is None:
            extras = await self.feed.extras(_worth_asking(decided))
            decided = decide(remembered, enrich(read, extras), now)
        for silence in decided.silences:
            _log.debug("not told: %s: %s %s", silence.incident_id, silence.reason, silence.says)
        for one in decided.news:
            about = one.incident.id if isinstance(one, IncidentNews) else one.gap.reason
            _log.info("status %s: %s: %s", one.what, about, one.reason)
        return Look(
            remembered=decided.remembered,
            news=decided.news,
            board=extras.board,
            retry_after_s=read.retry_after_s,
        )


def _worth_asking(decided: Decided) -> tuple[str, ...]:
    changed = (one.incident.id for one in decided.news if isinstance(one, IncidentNews))
    still_open = (one.id for one in decided.remembered.open_now)
    return tuple(dict.fromkeys((*changed, *still_open)))
