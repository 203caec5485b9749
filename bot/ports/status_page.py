"""OpenAI's status page."""

from collections.abc import Collection
from typing import Protocol

from bot.domain.incidents.enrichment import Extras
from bot.domain.incidents.feed_read import FeedRead


class StatusFeed(Protocol):
    """OpenAI's status page."""

    async def read(self) -> FeedRead:
        """Read the feed. Never raises: a read that came to nothing says why."""
        ...

    async def extras(self, incident_ids: Collection[str]) -> Extras:
        """What the page's JSON adds, about these incidents above all.

        Never raises and takes two seconds at most a request: what does not answer is left
        out, but for the components, of which the last known list stays.
        """
        ...
