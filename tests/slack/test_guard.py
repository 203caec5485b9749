"""Whose requests are foreign."""

from typing import Any

import pytest

from bot.slack.guard import is_foreign
from bot.slack.web import Workspace

ALONE = Workspace(team="T1", enterprise="", bot="B1", bot_user="U1")
IN_ORG = Workspace(team="T1", enterprise="E1", bot="B1", bot_user="U1")


@pytest.mark.parametrize(
    ("body", "ours", "foreign"),
    [
        pytest.param({"team_id": "T1"}, ALONE, False, id="a command of ours"),
        pytest.param({"team_id": "T2"}, ALONE, True, id="a command from elsewhere"),
        pytest.param({"team": {"id": "T1"}}, ALONE, False, id="a click of ours"),
        pytest.param(
            {"team": {"id": "T1"}, "user": {"id": "U9", "team_id": "T2"}},
            ALONE,
            True,
            id="a stranger in a shared channel",
        ),
        pytest.param({}, ALONE, True, id="from nowhere"),
        pytest.param({"team": None}, ALONE, True, id="from no workspace"),
        pytest.param({"team": None, "enterprise": {"id": "E1"}}, IN_ORG, False, id="of our org"),
        pytest.param({"enterprise_id": "E2"}, IN_ORG, True, id="of another org"),
        pytest.param({"enterprise": None}, IN_ORG, True, id="of no org"),
    ],
)
def test_is_foreign(body: dict[str, Any], ours: Workspace, *, foreign: bool) -> None:
    assert is_foreign(body, ours) is foreign
