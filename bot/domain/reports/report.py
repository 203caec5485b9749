"""One report: what a service says of its calls in one entry of a stream.

The fields are those of design.md section 6; names on the wire follow OpenTelemetry's semantic
conventions. Sums are whole numbers (milliseconds, millionths of a dollar), so that the order in
which reports are added up cannot matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

UNKNOWN_MODEL: Final = "unknown"
OTHER: Final = (
    "_OTHER"  # OpenTelemetry's value for an error, model or service with no name of its own
)
MICROS: Final = 1_000_000  # of a dollar


@dataclass(frozen=True, slots=True)
class Headroom:
    """The newest `x-ratelimit-*` headers of one meter; a limit of None is unknown."""

    limit: int | None = None
    remaining: int | None = None
    reset_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """A gauge of the service's own, such as `usd_per_month`."""

    used: float
    limit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One entry, read.

    `count` are calls attempted, errors included; `errors` says how many ended how. Times are
    unix milliseconds, durations milliseconds. `key` is a mask and never a key.
    """

    service: str
    model: str = UNKNOWN_MODEL
    count: int = 1
    errors: Mapping[str, int] = field(default_factory=dict)
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_micros: int | None = None
    duration_ms: int | None = None
    duration_max_ms: int | None = None
    requests: Headroom | None = None
    tokens: Headroom | None = None
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    instance: str = ""
    start_time: int = 0
    seq: int | None = None
    environment: str = ""
    sdk: str = ""
    key: str = ""
    time: int | None = None
    interval_ms: int | None = None
    heartbeat: bool = False
    ephemeral: bool = False
