"""Whose calls are counted: a series is one service with one model; a subject may be many.

Rules measure each series, each service over all its models (where it has several), each
model over all services, and everything together. `ALL` stands for "all of them".
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

ALL: Final = "*"


class Resolution(IntEnum):
    """The width of a slot in seconds; what it is kept for is in `KEPT_S`."""

    FINE = 10
    MINUTE = 60
    HOUR = 3600


KEPT_S: Final = {
    Resolution.FINE: 90 * 60,
    Resolution.MINUTE: 26 * 3600,
    Resolution.HOUR: 35 * 86400,
}


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """One service with one model: what is counted."""

    service: str
    model: str


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What an alert is about: a series, or several together (`ALL` in place of a name)."""

    service: str = ALL
    model: str = ALL

    @property
    def is_series(self) -> bool:
        """Whether it is one service with one model."""
        return ALL not in (self.service, self.model)

    def holds(self, series: Series) -> bool:
        """Whether a series belongs to it."""
        return self.service in (ALL, series.service) and self.model in (ALL, series.model)

    def __str__(self) -> str:
        """As people read it: `checkout → gpt-5`."""
        service = "all services" if self.service == ALL else self.service
        return service if self.model == ALL else f"{service} → {self.model}"
