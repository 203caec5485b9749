"""The published tables, and ours beside them."""

from collections.abc import Callable, Iterable, Mapping

from tests.benchmarks.simulation.traffic import Delay, delays, false_alarms

CALLS = (1, 5, 20, 100, 1000)
STREAK_CALLS = (0.5, 1, 5, 20, 100)
WELL = 0.02
PUBLISHED_ALARMS = (0.0, 0.5, 0.0, 0.0, 0.0)
PUBLISHED_DELAYS: Mapping[float, tuple[Delay, ...]] = {
    1.0: ((605, 835), (70, 185), (50, 60), (40, 50), (30, 40)),
    0.3: ((1925, 3277), (210, 455), (150, 205), (120, 140), (100, 110)),
    0.15: ((4610, 7200), (550, 2116), (300, 727), (250, 300), (210, 230)),
}
PUBLISHED_STREAK: tuple[Delay, ...] = ((567, 1080), (277, 549), (83, 135), (66, 74), (61, 63))
STREAK_ALONE = {"errors": 100_000.0}
Shown = Callable[[str], None]


def alarms(weeks: float, show: Shown = print) -> list[tuple[float, float]]:
    """False alarms a week, ours and published, at a healthy 2 %."""
    found = [false_alarms(calls, WELL, weeks, {}) for calls in CALLS]
    show(f"\nfalse alarms a week at {WELL:.0%} ({weeks:.2g} weeks a cell), calls a minute {CALLS}")
    show(f"  ours, all three legs     {_line(found)}")
    show(f"  published, the fast leg  {_line(PUBLISHED_ALARMS)}")
    return list(zip(found, PUBLISHED_ALARMS, strict=True))


def streak_alarms(weeks: float, show: Shown = print) -> list[float]:
    """False alarms a week of the streak alone at 2 % and 5 %; published: none."""
    found = []
    for rate in (WELL, 0.05):
        row = [false_alarms(calls, rate, weeks, STREAK_ALONE) for calls in STREAK_CALLS]
        show(f"  the streak alone at {rate:.0%}   {_line(row)}  published: none  {STREAK_CALLS}")
        found += row
    return found


def waits(trials: int, show: Shown = print) -> list[tuple[Delay, Delay]]:
    """Delays after a step from 1 %, ours and published."""
    show(f"\nmedian / p95 s after a step from 1 % ({trials} trials a cell), calls a minute {CALLS}")
    pairs = list[tuple[Delay, Delay]]()
    for rate, published in PUBLISHED_DELAYS.items():
        found = [delays(calls, rate, trials, {}) for calls in CALLS]
        show(f"  to {rate:.0%}: ours       {_pairs(found)}")
        show(f"  to {rate:.0%}: published  {_pairs(published)}")
        pairs += zip(found, published, strict=True)
    return pairs


def streak_waits(trials: int, show: Shown = print) -> list[tuple[Delay, Delay]]:
    """Delays of the streak alone after a total outage, ours and published."""
    found = [delays(calls, 1.0, trials, STREAK_ALONE) for calls in STREAK_CALLS]
    show(f"\nthe streak alone, total outage, calls a minute {STREAK_CALLS}")
    show(f"  ours       {_pairs(found)}")
    show(f"  published  {_pairs(PUBLISHED_STREAK)}")
    return list(zip(found, PUBLISHED_STREAK, strict=True))


def _line(row: Iterable[float]) -> str:
    return " · ".join(f"{one:.2g}" for one in row)


def _pairs(row: Iterable[Delay]) -> str:
    return " · ".join(f"{median:.0f}/{late:.0f}" for median, late in row)
