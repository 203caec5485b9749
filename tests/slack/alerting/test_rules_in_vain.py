"""A rule that cannot be changed now, or not by this person, says so and stays as it is."""

import pytest

from bot.sandbox.slack.person import Person
from bot.sandbox.slack.render import render_text
from tests.slack.alerting.test_rules import form
from tests.slack.alerting.world import Here


async def press(here: Here, person: Person, action: str, value: str) -> None:
    """Press a button that stands in no message any more."""
    await here.slack.deliver(
        {
            "type": "block_actions",
            "team": {"id": here.slack.team_id},
            "user": {"id": person.id, "team_id": here.slack.team_id},
            "actions": [{"type": "button", "action_id": action, "value": value}],
        }
    )


async def test_a_button_of_a_rule_that_is_gone(here: Here) -> None:
    await press(here, here.ada, "rule_change", "no_such_rule|")
    (told,) = await here.slack.until(lambda: here.ada.dms)

    assert "no such rule" in render_text(told)


@pytest.mark.parametrize("action", ["rule_change", "rule_reset"])
async def test_who_may_not_is_told_who_may(here: Here, action: str) -> None:
    await press(here, here.alice, action, "error_rate|")
    (told,) = await here.slack.until(lambda: here.alice.dms)

    assert here.ada.id in render_text(told)
    assert here.store.revision == 1


@pytest.mark.parametrize("action", ["rule_change", "rule_reset"])
async def test_a_button_without_redis(here: Here, action: str) -> None:
    here.store.away = True

    await press(here, here.ada, action, "error_rate|")
    (told,) = await here.slack.until(lambda: here.ada.dms)

    assert "Redis does not answer" in render_text(told)


async def test_a_reset_that_would_leave_what_cannot_be_is_refused(here: Here) -> None:
    here.store.texts = {
        "": '{"v": 1, "error_rate": {"warning": 0.4, "critical": 0.6}}',
        "checkout": '{"v": 1, "error_rate": {"warning": 0.3, "critical": 0.35}}',
    }
    lower = '{"v": 1, "error_rate": {"warning": 0.3}}'
    here.store.texts["search"] = lower

    await press(here, here.ada, "rule_reset", "error_rate|")
    (told,) = await here.slack.until(lambda: here.ada.dms)

    assert "lies below warning" in render_text(told)
    assert here.store.revision == 1


async def test_redis_that_goes_away_before_the_save(here: Here) -> None:
    await form(here)
    await here.ada.submit({"value_warning": "20"})
    await here.sees(here.ada, "would have fired *twice*")
    here.store.away = True
    await here.ada.submit({})

    assert "Redis does not answer" in await here.sees(here.ada, "Nothing was changed")
