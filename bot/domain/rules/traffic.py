"""What a subject's last slots say: whether there is traffic, and how its calls ended in turn.

No traffic is not recovery. What counts as none depends on how often the subject calls at all:
one that calls every ten minutes is not lost after five, so three of its usual gaps have to pass
(at least five minutes).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.domain.reports.errors import ErrorClass
from bot.domain.rules.kind import Seen
from bot.domain.rules.reading import Level, Reading

HOUR: Final = 3600
SHORT: Final = 300
_KEPT: Final = 5400
_GAPS: Final = 3


@dataclass(frozen=True, slots=True)
class Run:
    """How the newest calls ended: successes since the last failure, and the failures before.

    `failures` are those right before the successes with no success between them;
    from `begun` to `ended` (unix ms). Slots are judged whole: one that holds a success and a
    failure breaks both rows.
    """

    successes: int = 0
    failures: int = 0
    begun: int = 0
    ended: int = 0


def quiet(seen: Seen) -> bool:
    """Whether it has stopped calling."""
    if seen.last(SHORT).count:
        return False
    last = last_call(seen)
    if last is None:
        return True
    n = seen.between(last - HOUR * 1000, seen.now).count
    return seen.now - last > max(SHORT, _GAPS * HOUR // n) * 1000


def last_call(seen: Seen) -> int | None:
    """The start of the last slot with a call in it, within what is kept."""
    return next((at for at, sums in seen.backwards(_KEPT) if sums.count), None)


def silent(seen: Seen, rule: str, limit: float = 0.0, unit: str = "") -> Reading:
    """The reading where nothing was seen: nothing is known."""
    last = last_call(seen)
    heard = max((one.last_seen for one in seen.latest.values()), default=0)
    alive = heard > seen.now - SHORT * 1000
    since = f" since {clock(last)}" if last is not None else f" for {_KEPT // 60} min"
    says = f"no calls{since}" + (", but it still reports" if alive else "")
    return Reading(
        rule=rule,
        subject=seen.subject,
        level=Level.FINE,
        no_data=True,
        limit=limit,
        unit=unit,
        says=says,
        reason="nothing was counted, and no traffic is not recovery",
    )


def run(seen: Seen, bad: Collection[ErrorClass]) -> Run:
    """How the newest calls ended; errors of other classes are neither success nor failure."""
    kept = seen.last(_KEPT)
    if not any(kept.of(kind) for kind in bad):
        return Run(kept.count - kept.failed)
    successes = failures = begun = ended = 0
    for at, sums in seen.backwards(_KEPT):
        k = sum(sums.of(kind) for kind in bad)
        good = sums.count - sums.failed
        if not k and not failures:
            successes += good
        elif good:
            break
        elif k:
            failures, begun, ended = failures + k, at, ended or at
    return Run(successes, failures, begun, ended)


def clock(ms: int) -> str:
    """A moment as people read it."""
    return f"{datetime.fromtimestamp(ms / 1000, UTC):%H:%M} UTC"
