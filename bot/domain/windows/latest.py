"""What a series last said of itself: gauges, labels, and when.

Each value carries the time of the report that said it (unix ms); of two the later one counts,
whatever order they arrive in. Labels are kept with the time they were last seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.reports.report import Headroom, Quota


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The newest of everything that is not a sum. Times are unix ms.

    `first_seen` and `last_seen` are arrival times. `interval_ms` is the cadence that the
    service promised, `gap_ms` the median gap of its last reports (at most 20), None before there
    are three. `steady` says that it was seen in at least 3 of the last 5 intervals for an
    hour or more, so that its silence means something.
    """

    first_seen: int = 0
    last_seen: int = 0
    interval_ms: int | None = None
    gap_ms: int | None = None
    steady: bool = False
    ephemeral: bool = False
    requests: Headroom | None = None
    tokens: Headroom | None = None
    limits_at: int = 0
    quotas: Mapping[str, tuple[int, Quota]] = field(default_factory=dict)
    sdks: Mapping[str, int] = field(default_factory=dict)
    keys: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # mask: first, last seen
    environments: Mapping[str, int] = field(default_factory=dict)
