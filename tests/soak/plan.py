"""What breaks when: drawn from the seed before anything starts, so that a seed tells all.

Faults come in lanes. In a lane one follows the other with a breath between; lanes do not know each
other, so a replica dies while Redis is away, as in life. A new fault is a row here, and the way
to do it in `breaking`.
"""

import random
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault: how long it lasts (seconds), and what it is about."""

    name: str
    about: str
    shortest: float = 0.0
    longest: float = 0.0


@dataclass(frozen=True, slots=True)
class Planned:
    """One fault of the plan: from `at` on (seconds after the start), for `lasts`."""

    at: float
    lasts: float
    fault: Fault
    draw: int  # what else the fault has to choose


OUTSIDE: Final = (
    Fault("redis_stopped", "redis", 2, 12),
    Fault("redis_hangs", "redis", 1, 8),
    Fault("redis_drops", "redis"),
    Fault("slack_refuses", "slack", 5, 20),
    Fault("slack_is_busy", "slack", 5, 15),
    Fault("slack_swallows", "slack", 5, 15),
    Fault("sockets_cut", "slack"),
    Fault("sockets_renewed", "slack"),
    Fault("openai_down", "openai", 5, 20),
    Fault("openai_slow", "openai", 5, 20),
    Fault("quota_spent", "openai", 5, 20),
    Fault("feed_broken", "feed", 5, 20),
)
REPLICAS: Final = (
    Fault("killed", "replica", 1, 6),
    Fault("stopped", "replica", 1, 6),
    Fault("leader_frozen", "replica", 15, 15),
)
SERVICES: Final = (
    Fault("service_fails", "service", 40, 180),
    Fault("service_silent", "service", 40, 180),
    Fault("service_broke", "service", 40, 180),
)
PAGE: Final = tuple(
    Fault(name, "page")
    for name in ("Open", "Open", "Update", "Update", "Resolve", "Reopen", "Withdraw")
)
CALM_AT_FIRST: Final = 5.0
LANES: Final = ((OUTSIDE, 2, 12), (REPLICAS, 20, 60), (SERVICES, 1, 10), (PAGE, 12, 40))
FAULTS: Final = {one.name: one for lane in LANES for one in lane[0]}


def plan(seed: int, seconds: float) -> tuple[Planned, ...]:
    """All that happens within these seconds, in order; each fault is over by then."""
    drawn = list[Planned]()
    for number, (faults, least, most) in enumerate(LANES):
        rng = random.Random(f"{seed}/{number}")  # noqa: S311  # a plan is no secret
        at = CALM_AT_FIRST + rng.uniform(0, most)
        while True:
            fault = rng.choice(faults)
            lasts = rng.uniform(fault.shortest, fault.longest)
            if at + lasts > seconds:
                break
            drawn.append(Planned(at, lasts, fault, rng.randrange(1_000_000)))
            at += lasts + rng.uniform(least, most)
    return tuple(sorted(drawn, key=lambda one: one.at))
