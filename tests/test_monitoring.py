"""The dashboard and the rules name metrics that there are, with values that they can have."""

import json
import re
from typing import Any

import pytest
import yaml

from bot.domain.metrics import METRICS, PREFIX, Kind, Metric
from tests.generate_docs import ROOT

BY_NAME = {metric.name: metric for metric in METRICS}
_NAME = re.compile(rf"\b{PREFIX}\w+")
_SELECTED = re.compile(r"(\w+)(!?=~?)\"([^\"]*)\"")
_GROUPED = re.compile(r"by \(([^)]*)\)")
_MEASURED = re.compile(rf"({PREFIX}\w+)(?:\{{([^}}]*)\}})?")


def rules() -> list[dict[str, Any]]:
    read = yaml.safe_load((ROOT / "docs" / "prometheus-rules.yml").read_text("utf-8"))
    return [rule for group in read["groups"] for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    read = json.loads((ROOT / "docs" / "grafana-dashboard.json").read_text("utf-8"))
    return [panel for panel in read["panels"] if panel["type"] != "row"]


EXPRESSIONS = [rule["expr"] for rule in rules()] + [
    target["expr"] for panel in panels() for target in panel["targets"]
]


def row(name: str) -> Metric:
    """The row of a name as Prometheus stores it: a histogram is three."""
    bare = re.sub(r"_(bucket|sum|count)$", "", name)
    metric = BY_NAME.get(name) or BY_NAME[bare]
    assert (metric.name == bare != name) == (metric.kind is Kind.HISTOGRAM), name
    return metric


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_names_what_there_is(expression: str) -> None:
    measured = _MEASURED.findall(expression)
    assert measured
    for name, selected in measured:
        values = {label.name: label.values for label in row(name).labels}
        for label, _, wanted in _SELECTED.findall(selected):
            assert set(wanted.split("|")) <= set(values[label])
        grouped = {
            one.strip() for group in _GROUPED.findall(expression) for one in group.split(",")
        }
        assert grouped <= {*values, "le"}
    assert expression.count("(") == expression.count(")")


def test_every_metric_is_on_the_dashboard() -> None:
    shown = {row(name).name for one in EXPRESSIONS for name in _NAME.findall(one)}

    assert shown == BY_NAME.keys()


def test_every_rule_says_what_to_do_and_no_two_have_one_name() -> None:
    names = [rule["alert"] for rule in rules()]

    assert len(set(names)) == len(names)
    assert all(set(rule["annotations"]) == {"summary", "action"} for rule in rules())


def test_the_panels_do_not_lie_on_each_other() -> None:
    cells = set[tuple[int, int]]()
    for panel in panels():
        place = panel["gridPos"]
        mine = {
            (place["x"] + dx, place["y"] + dy)
            for dx in range(place["w"])
            for dy in range(place["h"])
        }
        assert not cells & mine
        assert max(x for x, _ in mine) < 24
        cells |= mine
