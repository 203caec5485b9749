"""One read of the status feed: what it held, and whether it may be trusted to be all.

A read with a gap is no statement about anything. An error page with status 200, a body that
breaks off, a cache that serves yesterday: each looks like "no incidents" to a program that
counts entries, and none of them is an all-clear.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.incidents.incident import Incident


class GapReason(StrEnum):
    """Why a read is not complete."""

    NO_ANSWER = "no_answer"  # the network, or no answer in time
    REFUSED = "refused"  # answered, but with an error status
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    WEB_PAGE = "web_page"  # HTML where a feed should be
    FORBIDDEN_MARKUP = "forbidden_markup"  # a DOCTYPE or an entity declaration
    ENCODING = "encoding"
    BROKEN = "broken"  # breaks off, or is not well-formed
    NOT_A_FEED = "not_a_feed"
    NO_IDENTITY = "no_identity"  # entries that do not say who they are
    TOO_MANY = "too_many"
    EMPTIED = "emptied"  # a good feed with nothing in it, where there was something
    OUTDATED = "outdated"  # an older copy than the one that was read before


@dataclass(frozen=True, slots=True)
class Gap:
    """What is wrong with a read: the reason, and in words what was seen."""

    reason: GapReason
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRead:
    """A read of the feed; `gap` is None when it is complete.

    `rendered` is when the page made this copy, for the makers that say so. `page` is the
    host that the incidents are from. `retry_after_s` is how long the server asked to be left
    alone.
    """

    incidents: tuple[Incident, ...] = ()
    gap: Gap | None = None
    page: str = ""
    rendered: datetime | None = None
    retry_after_s: float = 0.0

    @property
    def complete(self) -> bool:
        return self.gap is None


def incomplete(reason: GapReason, says: str, *, retry_after_s: float = 0.0) -> FeedRead:
    """A read that came to nothing."""
    return FeedRead(gap=Gap(reason, says), retry_after_s=retry_after_s)
