"""The quotas of a subject as it last said them, and in words."""

from dataclasses import dataclass

from bot.domain.reports.report import Quota
from bot.domain.rules.kind import Seen
from bot.domain.rules.periods import what
from bot.domain.rules.spoken import amount, money, percent


@dataclass(frozen=True, slots=True)
class Gauge:
    """A quota as it was last reported, `at` (unix ms)."""

    name: str
    at: int
    used: float
    limit: float

    @property
    def share(self) -> float:
        """How much of it is used."""
        return self.used / self.limit

    @property
    def says(self) -> str:
        """`$412 of $500 (82 %)`."""
        if what(self.name) == "usd":
            used, unit = f"{money(self.used)} of {money(self.limit)}", ""
        else:
            used = f"{amount(self.used)} of {amount(self.limit)}"
            unit = f" {what(self.name).replace('_', ' ')}"
        return f"{used}{unit} ({percent(self.share)})"


def gauges(seen: Seen) -> tuple[Gauge, ...]:
    """All with a limit, of several words on one quota the newest, by name."""
    newest = dict[str, tuple[int, Quota]]()
    for latest in seen.latest.values():
        for name, (at, quota) in latest.quotas.items():
            if quota.limit > 0 and (name not in newest or at > newest[name][0]):
                newest[name] = (at, quota)
    return tuple(
        Gauge(name, at, quota.used, quota.limit) for name, (at, quota) in sorted(newest.items())
    )
