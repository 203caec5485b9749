"""Which keys the services report, by their masks: since when, by whom, and whether they let go.

A service that has changed its key is told from one that is merely silent by what it reports
next: it has let go of a key once it has reported with another one and no longer with this.
Times are unix milliseconds of the reports' arrival.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Series

DAY_MS: Final = 86_400_000
IN_USE_MS: Final = DAY_MS  # reported in this time, a key counts as in use
LEAST_QUIET_MS: Final = 10 * 60_000
MOST_QUIET_MS: Final = 2 * DAY_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyUse:
    """A key as the services report it; `services` says when each named it last."""

    masked: str
    first_seen: int
    last_seen: int
    services: Mapping[str, int]
    models: tuple[str, ...] = ()

    def days(self, now: int) -> int:
        """Its age as far as it is known: full days since it was first reported."""
        return max(0, now - self.first_seen) // DAY_MS

    def is_in_use(self, now: int) -> bool:
        return now - self.last_seen < IN_USE_MS

    def is_too_old(self, now: int, most_days: int) -> bool:
        """Whether it is in use and older than the operator wants; 0 days: no such wish."""
        return bool(most_days) and self.is_in_use(now) and self.days(now) >= most_days


@dataclass(frozen=True, slots=True, kw_only=True)
class LettingGo:
    """How far the services have let go of a key: each with when it named the key last."""

    using: Mapping[str, int]
    silent: Mapping[str, int]  # not heard of since: nobody knows what they use
    gone: tuple[str, ...]


def uses(latest: Mapping[Series, Latest]) -> tuple[KeyUse, ...]:
    """All keys that are reported, those of the newest reports first."""
    first, last = dict[str, int](), dict[str, int]()
    services, models = dict[str, dict[str, int]](), dict[str, set[str]]()
    for series, said in latest.items():
        for masked, (begun, seen) in said.keys.items():
            first[masked] = min(begun, first.get(masked, begun))
            last[masked] = max(seen, last.get(masked, seen))
            mine = services.setdefault(masked, {})
            mine[series.service] = max(seen, mine.get(series.service, seen))
            models.setdefault(masked, set()).add(series.model)
    found = [
        KeyUse(
            masked=masked,
            first_seen=first[masked],
            last_seen=seen,
            services=services[masked],
            models=tuple(sorted(models[masked])),
        )
        for masked, seen in last.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.last_seen, one.masked)))


def letting_go(latest: Mapping[Series, Latest], masked: str, now: int) -> LettingGo:
    """How far all who ever reported a key have let go of it."""
    named, others, cadence = dict[str, int](), dict[str, int](), dict[str, int]()
    for series, said in latest.items():
        service = series.service
        for key, (_, seen) in said.keys.items():
            times = named if key == masked else others
            times[service] = max(seen, times.get(service, seen))
        pace = max(said.interval_ms or 0, said.gap_ms or 0)
        cadence[service] = max(pace, cadence.get(service, 0))
    using, silent, gone = dict[str, int](), dict[str, int](), list[str]()
    for service, seen in sorted(named.items()):
        if now - seen < _quiet(cadence[service]):
            using[service] = seen
        elif others.get(service, 0) > seen:
            gone.append(service)
        else:
            silent[service] = seen
    return LettingGo(using=using, silent=silent, gone=tuple(gone))


def _quiet(cadence_ms: int) -> int:
    """For how long a key has not to be named until that says something."""
    return min(max(LEAST_QUIET_MS, 2 * cadence_ms), MOST_QUIET_MS)
