"""The metrics, kept by prometheus-client in a registry of our own.

Every metric is built from its row in `bot.domain.metrics`. Counters and histograms with few
series exist from the start, at nought, so that a rate shows the first event too.
"""

from collections.abc import Mapping
from itertools import product
from math import prod
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.domain.metrics import METRICS, OTHER, Kind, Metric

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
MOST_FROM_THE_START: Final = 100
_FromClient = Counter | Gauge | Histogram


class PrometheusMeter:
    """Measures for Prometheus; see the port `Meter`."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # twice the series for nothing
        self._registry = CollectorRegistry()
        self._built = {row.name: _built(row, self._registry) for row in METRICS}
        self._values = {
            row.name: {label.name: frozenset(label.values) for label in row.labels}
            for row in METRICS
        }

    def count(self, metric: Metric, by: float = 1.0, **labels: str) -> None:
        one = self._one(metric, labels)
        assert isinstance(one, Counter)  # noqa: S101  # the row says so
        one.inc(by)

    def observe(self, metric: Metric, value: float, **labels: str) -> None:
        one = self._one(metric, labels)
        assert isinstance(one, Histogram)  # noqa: S101
        one.observe(value)

    def gauge(self, metric: Metric, value: float, **labels: str) -> None:
        one = self._one(metric, labels)
        assert isinstance(one, Gauge)  # noqa: S101
        one.set(value)

    def page(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self._registry)

    def _one(self, metric: Metric, labels: Mapping[str, str]) -> _FromClient:
        built, values = self._built[metric.name], self._values[metric.name]
        if not values and not labels:
            return built
        known = {
            name: value if value in values.get(name, ()) else OTHER
            for name, value in ((name, str(value)) for name, value in labels.items())
        }
        return built.labels(**known)


def _built(row: Metric, registry: CollectorRegistry) -> _FromClient:
    names = [label.name for label in row.labels]
    if row.kind is Kind.HISTOGRAM:
        built: _FromClient = Histogram(
            row.name, row.help, names, buckets=row.buckets, registry=registry
        )
    else:
        maker = Counter if row.kind is Kind.COUNTER else Gauge
        built = maker(row.name, row.help, names, registry=registry)
    if names and row.kind is not Kind.GAUGE:
        every = [label.values for label in row.labels]
        if prod(map(len, every)) <= MOST_FROM_THE_START:
            for values in product(*every):
                built.labels(*values)
    return built
