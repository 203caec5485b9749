"""Hours that somebody needs and the windows do not have."""

from dataclasses import dataclass

from bot.domain.windows.series import Resolution, Series


@dataclass(frozen=True, slots=True)
class Need:
    """What to ask `Counted.history` for: slots of these series from `start` up to `end`."""

    series: frozenset[Series]
    start: int
    end: int
    resolution: Resolution = Resolution.HOUR
