"""How often the bot may call, and what happens when it calls more often.

Slack tells tiers per minute and one post a second and channel, and tolerates short bursts:
a bucket for each. A method with a pace of its own is one row in PACES.
"""

import math
from dataclasses import dataclass
from typing import Final

from bot.sandbox.slack.wire import Refused
from bot.sandbox.slack.workspace import Clock


@dataclass(frozen=True, slots=True)
class Pace:
    """Calls a second in the long run, and how many at once."""

    per_second: float
    burst: int
    by_channel: bool = False


_TIER_1: Final = Pace(1 / 60, 5)
_TIER_2: Final = Pace(20 / 60, 20)
_TIER_3: Final = Pace(50 / 60, 50)
_TIER_4: Final = Pace(100 / 60, 100)
PACES: Final = {
    "apps.connections.open": _TIER_1,
    "conversations.list": _TIER_2,
    "users.list": _TIER_2,
    "usergroups.users.list": _TIER_2,
    "chat.postMessage": Pace(1, 5, by_channel=True),
    "chat.update": _TIER_3,
    "chat.delete": _TIER_3,
    "conversations.info": _TIER_3,
    "conversations.open": _TIER_3,
    "team.info": _TIER_3,
}


class Paces:
    """The buckets of a workspace; `held` switches them off."""

    def __init__(self, clock: Clock, *, held: bool = True) -> None:
        self.held = held
        self._clock = clock
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}

    def take(self, method: str, channel: str = "") -> None:
        """Take one call out of the bucket, or refuse with the time to wait."""
        if not self.held:
            return
        pace = PACES.get(method, _TIER_4)
        bucket = (method, channel if pace.by_channel else "")
        now = self._clock()
        left, since = self._buckets.get(bucket, (float(pace.burst), now))
        left = min(pace.burst, left + (now - since) * pace.per_second)
        if left < 1:
            wait = math.ceil((1 - left) / pace.per_second)
            self._buckets[bucket] = (left, now)
            raise ratelimited(wait)
        self._buckets[bucket] = (left - 1, now)


def ratelimited(wait_s: int) -> Refused:
    """Slack's refusal of a call too many."""
    return Refused("ratelimited", status=429, headers={"Retry-After": str(wait_s)})
