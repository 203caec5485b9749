"""How much one person may ask of one process within a minute.

No check of a key (that has its own allowance, shared by all replicas), but all that people
type, press and open: each costs a call or two of Slack's, which has limits for the whole bot.
A bound that nobody meets who reads what they get.
"""

from collections import deque
from typing import Final

from bot.ports import Clock

MOST_IN_A_MINUTE: Final = 120
MINUTE_SECONDS: Final = 60.0
MOST_PEOPLE: Final = 1000


class Haste:
    """Counts, for this process; more is not needed where the bound is so far off."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._asked: dict[str, deque[float]] = {}

    def allows(self, person: str) -> bool:
        """Whether the person may ask once more; what is refused does not count."""
        now = self._clock.seconds()
        asked = self._of(person)
        while asked and asked[0] <= now - MINUTE_SECONDS:
            asked.popleft()
        if len(asked) >= MOST_IN_A_MINUTE:
            return False
        asked.append(now)
        return True

    def _of(self, person: str) -> deque[float]:
        asked = self._asked.pop(person, deque())
        while len(self._asked) >= MOST_PEOPLE:
            self._asked.pop(next(iter(self._asked)))  # who asked longest ago
        self._asked[person] = asked
        return asked
