"""OpenAI's status page as the bot sees it: `HttpStatusFeed` keeps the port's promises.

The feed is what counts. The page's JSON is asked beside it and only for what it adds. News
waits for it, so each of its two rounds has less than a second; and when it has not answered
twice in a row it is left alone for ten minutes, since it may be gone for good.
"""

import asyncio
import json
from collections.abc import Collection, Mapping
from ssl import SSLContext
from typing import Final
from urllib.parse import quote, urlsplit

from bot.adapters.network.borders import Borders
from bot.adapters.status.feed_bytes import parse_feed
from bot.adapters.status.fetching import FETCH_SECONDS, Fetcher, Unfetched
from bot.adapters.status.page_json import merged, read_page
from bot.domain.incidents.enrichment import Board, Details, Extras
from bot.domain.incidents.feed_read import FeedRead, GapReason, incomplete
from bot.ports import Clock

EXTRAS_SECONDS: Final = 0.9
MOST_ASKED: Final = 5
REST_SECONDS: Final = 600.0
GROUPS_SECONDS: Final = 3600.0
TRIES: Final = 2

_FEED: Final = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8"
_JSON: Final = "application/json"


class HttpStatusFeed:
    """The status page over HTTP; `aclose()` it."""

    def __init__(
        self,
        clock: Clock,
        *,
        feed_url: str,
        summary_url: str = "",
        private: Collection[str] = (),
        trust: SSLContext | None = None,
        limit: float = FETCH_SECONDS,
    ) -> None:
        self._clock = clock
        self._feed_url = feed_url
        self._summary_url = summary_url
        self._fetcher = Fetcher(
            clock, Borders.of((feed_url, summary_url), private), trust=trust, limit=limit
        )
        self._last: FeedRead | None = None
        self._states = Board()
        self._groups = Board()
        self._groups_until = float("-inf")
        self._resting = dict[str, float]()
        self._failures = dict[str, int]()

    async def read(self) -> FeedRead:
        """Read the feed; see the port."""
        try:
            fetched = await self._fetcher.get(self._feed_url, _FEED)
        except Unfetched as missed:
            return FeedRead(gap=missed.gap, retry_after_s=missed.retry_after_s)
        if fetched.unchanged:
            return self._last or incomplete(GapReason.EMPTY, "the answer is empty")
        # Parsed beside the loop: ninety days take longer than a socket should have to wait.
        read = await asyncio.to_thread(parse_feed, fetched.body, self._clock.now(), self._feed_url)
        self._last = read if read.complete else None
        if not read.complete:
            self._fetcher.forget(self._feed_url)
        return read

    async def extras(self, incident_ids: Collection[str]) -> Extras:
        """Ask the page's JSON; see the port."""
        summary, page = await asyncio.gather(
            self._json("summary", self._summary_url), self._page(bool(incident_ids))
        )
        if summary.board.components:
            self._states = summary.board
        if page.board.components:
            self._groups = page.board
            self._groups_until = self._clock.seconds() + GROUPS_SECONDS
        details = {**summary.details, **page.details}
        missing = [one for one in incident_ids if one not in details][:MOST_ASKED]
        details |= await self._asked_for(missing)
        return Extras(board=merged(self._states, self._groups), details=details)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._fetcher.aclose()

    async def _page(self, needed: bool) -> Extras:  # noqa: FBT001  # private, and plain where it is called
        if not needed and self._clock.seconds() < self._groups_until:
            return Extras()
        return await self._json("page", self._proxy())

    async def _asked_for(self, incident_ids: Collection[str]) -> Mapping[str, Details]:
        """Incidents that the page's own summary leaves out, such as those just resolved."""
        found = await asyncio.gather(
            *(
                self._json("incident", f"{self._proxy()}/incidents/{quote(one, safe='')}")
                for one in incident_ids
            )
        )
        return {name: one for extras in found for name, one in extras.details.items()}

    def _proxy(self) -> str:
        """incident.io's JSON of the page, on the feed's own host: nothing else is contacted."""
        parts = urlsplit(self._feed_url)
        return f"{parts.scheme}://{parts.netloc}/proxy/{parts.hostname}"

    async def _json(self, kind: str, url: str) -> Extras:
        now = self._clock.seconds()
        if not url or now < self._resting.get(kind, now):
            return Extras()
        try:
            fetched = await self._fetcher.get(url, _JSON, limit=EXTRAS_SECONDS)
            self._fetcher.forget(url)  # its answers are not kept, so a 304 would be of no use
            tree = json.loads(fetched.body)
        except (RecursionError, Unfetched, ValueError):
            self._failures[kind] = self._failures.get(kind, 0) + 1
            if self._failures[kind] >= TRIES:
                self._failures[kind] = 0
                self._resting[kind] = now + REST_SECONDS
            return Extras()
        self._failures[kind] = 0
        return read_page(tree, self._clock.now())
