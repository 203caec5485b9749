"""What the counting hands to whoever looks at it: slots as they stand, not differences.

So reading a slot twice, or late, does no harm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Resolution, Series
from bot.domain.windows.sums import Sums


@dataclass(frozen=True, slots=True)
class Change:
    """A slot as it stands now: `start` in unix ms."""

    series: Series
    resolution: Resolution
    start: int
    sums: Sums


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since a mark; `mark` is where to go on."""

    mark: str
    slots: Sequence[Change]
    latest: Mapping[Series, Latest]
