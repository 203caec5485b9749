"""The metrics are what their table says, whatever is measured."""

from itertools import product
from math import prod

import pytest
from hypothesis import given, strategies as st
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.parser import text_string_to_metric_families

from bot.adapters.metrics import PrometheusMeter
from bot.domain.metrics import CHECKS, LEADER, METRICS, OTHER, PREFIX, PROBES, SLACK_CALLS, Kind
from bot.http import METRICS_TYPE

MOST_SERIES = 1_500


def page(meter: PrometheusMeter) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    families = text_string_to_metric_families(meter.page().decode())
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_the_table() -> None:
    names = [metric.name for metric in METRICS]

    assert len(set(names)) == len(names)
    assert all(name.startswith(PREFIX) for name in names)
    assert all(one.help.endswith(".") for one in METRICS)
    assert all(one.name.endswith("_total") == (one.kind is Kind.COUNTER) for one in METRICS)
    assert all(bool(one.buckets) == (one.kind is Kind.HISTOGRAM) for one in METRICS)
    assert METRICS_TYPE == CONTENT_TYPE_PLAIN_0_0_4
    # If every value of every label were seen, `other` among them.
    series = sum(
        prod(len(label.values) + 1 for label in one.labels)
        * (len(one.buckets) + 3 if one.buckets else 1)
        for one in METRICS
    )
    assert series < MOST_SERIES


def test_what_is_counted_is_told() -> None:
    meter = PrometheusMeter()
    meter.count(CHECKS, verdict="broken", cause="billing")
    meter.count(CHECKS, 2, verdict="broken", cause="billing")
    meter.gauge(LEADER, 1)
    meter.observe(PROBES, 0.3, outcome="answered")

    told = page(meter)
    assert told[f"{PREFIX}checks_total", (("cause", "billing"), ("verdict", "broken"))] == 3
    assert told[f"{PREFIX}leader", ()] == 1
    assert told[f"{PREFIX}probe_seconds_sum", (("outcome", "answered"),)] == 0.3
    assert not [name for name, _ in told if name.endswith("_created")]


def test_two_meters_share_nothing() -> None:
    one, two = PrometheusMeter(), PrometheusMeter()
    one.gauge(LEADER, 1)

    assert page(two)[f"{PREFIX}leader", ()] == 0


def test_what_may_happen_seldom_is_there_from_the_start() -> None:
    told = page(PrometheusMeter())

    assert told[f"{PREFIX}redis_errors_total", (("kind", "timeout"),)] == 0
    assert told[f"{PREFIX}acknowledgement_seconds_count", (("request", "command"),)] == 0


@given(st.lists(st.text(), max_size=20))
def test_no_value_makes_a_series_that_the_table_does_not_have(values: list[str]) -> None:
    meter = PrometheusMeter()
    for metric, value in product(METRICS, values):
        labels = dict.fromkeys((label.name for label in metric.labels), value)
        match metric.kind:
            case Kind.COUNTER:
                meter.count(metric, 1, **labels)
            case Kind.GAUGE:
                meter.gauge(metric, 1, **labels)
            case Kind.HISTOGRAM:
                meter.observe(metric, 1, **labels)

    listed = {
        (label.name, value) for one in METRICS for label in one.labels for value in label.values
    }
    for _, labelled in page(meter):
        for name, value in labelled:
            assert name == "le" or value == OTHER or (name, value) in listed


def test_a_label_that_the_table_does_not_have_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="label"):
        PrometheusMeter().count(SLACK_CALLS, method="views.open", outcome="ok", person="U1")
    with pytest.raises(ValueError, match="label"):
        PrometheusMeter().count(SLACK_CALLS)
