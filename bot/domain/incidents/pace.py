"""When to look at the feed again.

Twice as often while something is open, because short incidents pass whole states in two
minutes; ever less often while the feed cannot be read. The jitter only ever shortens the
wait, so that "within one poll" stays true, and it spreads the installations that started
on the same minute.
"""

from typing import Final

from bot.domain.incidents.remembered import Remembered

SLOWEST_S: Final = 300.0
LONGEST_ASKED_S: Final = 3600.0
JITTER: Final = 0.1


def next_wait_s(
    remembered: Remembered, poll_s: float, draw: float, *, retry_after_s: float = 0.0
) -> float:
    """Seconds until the next read; `draw` is a random number from 0 to 1.

    A server that asks to be left alone is, for an hour at most.
    """
    base = poll_s / 2 if remembered.open_now else poll_s
    if remembered.trouble is not None:
        doubled = poll_s * 2.0 ** min(remembered.trouble.reads - 1, 10)
        base = max(base, min(doubled, max(SLOWEST_S, poll_s)))
    return max(base * (1 - JITTER * draw), min(retry_after_s, LONGEST_ASKED_S))
