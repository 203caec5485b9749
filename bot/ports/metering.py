"""Measuring, for `/metrics`.

Ask for a `Meter` and call it where the thing happens, with a row of `bot.domain.metrics`:

    meter.count(REPORTS, by=len(batch))
    meter.count(REPORTS_REJECTED, reason=rejected.reason)
    meter.observe(PROBES, reply.seconds, outcome="answered")
    meter.gauge(ALERTS, 3, state="firing")

None of it waits, raises for a value, or costs more than some microseconds. A label that the
row does not have is a mistake in the code and does raise; a value that it does not list is
counted as `other`. `UNMETERED` is for whoever measures nothing, a test above all.
"""

from typing import Final, Protocol

from bot.domain.metrics import Metric


class Meter(Protocol):
    """Counts and measures."""

    def count(self, metric: Metric, by: float = 1.0, **labels: str) -> None:
        """Add to a counter."""
        ...

    def observe(self, metric: Metric, value: float, **labels: str) -> None:
        """Put one value into a histogram."""
        ...

    def gauge(self, metric: Metric, value: float, **labels: str) -> None:
        """Set a gauge; not a number where it is not known."""
        ...


class _Unmetered:
    """Measures nothing."""

    def count(self, metric: Metric, by: float = 1.0, **labels: str) -> None:
        del metric, by, labels

    def observe(self, metric: Metric, value: float, **labels: str) -> None:
        del metric, value, labels

    def gauge(self, metric: Metric, value: float, **labels: str) -> None:
        del metric, value, labels


UNMETERED: Final[Meter] = _Unmetered()
