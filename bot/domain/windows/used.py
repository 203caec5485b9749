"""How much of the provider's limits a series has used, over the last minutes.

What a series last said is one value, and a rule that wants "for three minutes" needs some more.
They are kept only while half of a limit or more is used, so a quiet series costs nothing; after
a restart they begin anew.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.reports.report import Headroom
from bot.domain.windows.latest import Latest

_FROM: Final = 0.5
_KEPT_MS: Final = 15 * 60_000
_APART_MS: Final = 15_000


@dataclass(frozen=True, slots=True)
class Used:
    """The shares used at a moment (unix ms); None where the limit is not known."""

    at: int
    requests: float | None
    tokens: float | None


def share(headroom: Headroom | None) -> float | None:
    """How much of a limit is used; None where nobody knows: some providers send -1 or 0."""
    if headroom is None or headroom.remaining is None or (headroom.limit or 0) <= 0:
        return None
    limit = headroom.limit or 1
    return min(1.0, max(0.0, 1 - headroom.remaining / limit))


def noted(before: tuple[Used, ...], latest: Latest) -> tuple[Used, ...]:
    """What was kept, and what the series says now."""
    now = Used(latest.limits_at, share(latest.requests), share(latest.tokens))
    if before and before[-1].at >= now.at:
        return before
    if max(now.requests or 0.0, now.tokens or 0.0) < _FROM:
        return ()
    kept = [one for one in before if one.at >= now.at - _KEPT_MS]
    if len(kept) > 1 and now.at - kept[-2].at < _APART_MS:
        kept.pop()
    return (*kept, now)
