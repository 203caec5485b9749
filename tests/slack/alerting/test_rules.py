"""Admins change rules: previewed, written once, told; everybody sees what is in force."""

import pytest

from bot.domain.rules.choices import Choices
from bot.domain.rules.registry import by_word
from bot.domain.subscriptions import Subscription
from bot.sandbox.slack.render import render_text
from tests.slack.alerting.world import Here

ERROR_RATE = by_word("error_rate")


async def form(here: Here, words: str = "rules", value: str = "error_rate|") -> None:
    await here.told(words, here.ada)
    await here.ada.click("rule_change", value=value)
    await here.sees(here.ada, "Warning from (%)")


def in_force(here: Here, service: str = "*") -> dict[str, float]:
    return dict(Choices.parse(here.store.texts).of(ERROR_RATE, service).values)


async def test_everybody_sees_them_and_admins_may_change(here: Here) -> None:
    told = await here.told("rules")
    to_ada = await here.told("rules", here.ada)

    assert "*The rules for all services*" in told
    assert "*Error rate*: on" in told
    assert "warning from 10 %" in told
    assert "Admins may change them" in told
    assert "[Change …]" not in told
    assert "[Change …]" in to_ada
    assert "[Reset]" not in to_ada


async def test_from_the_form_over_the_preview_to_the_word_in_the_channel(here: Here) -> None:
    await form(here)
    await here.ada.submit({"value_warning": "20 %"})
    preview = await here.sees(here.ada, "would have fired *twice*")
    await here.ada.submit({})
    await here.sees(here.ada, "Saved")
    await here.slack.until(lambda: here.slack.messages("ops"))

    assert "warning from 10 % → 20 %" in preview
    assert "for 25 min, critical: checkout → gpt-5: 34 % errors" in preview
    assert in_force(here)["warning"] == 0.2
    said = render_text(here.slack.messages("ops")[-1])
    assert f"<@{here.ada.id}> changed the rule *Error rate* for all services" in said
    assert "warning from 10 % → 20 %" in said
    told = await here.told("rules", here.ada)
    assert "warning from 20 % (chosen; default 10 %)" in told
    assert "[Reset]" in told


async def test_one_service_has_its_own(here: Here) -> None:
    await form(here)
    await here.ada.submit({"scope": "checkout", "value_warning": "15"})
    await here.sees(here.ada, "`checkout`: warning from 10 % → 15 %")
    await here.ada.submit({})
    await here.sees(here.ada, "Saved")

    assert in_force(here)["warning"] == 0.1
    assert in_force(here, "checkout")["warning"] == 0.15
    assert "The rules for `checkout`" in await here.told("rules checkout")


@pytest.mark.parametrize(
    ("values", "block", "why"),
    [
        ({"value_warning": "many"}, "value_warning", "Give a number from 0.1 % to 99 %."),
        ({"value_warning": "100"}, "value_warning", "Give a number from 0.1 % to 99 %."),
        ({"value_streak": "1"}, "value_streak", "Give a number from 2"),
        (
            {"value_warning": "60"},
            "value_warning",
            "cannot work together: critical (25 %) lies below",
        ),
        ({"scope": "a b"}, "scope", "letters, digits"),
        ({"runbook": "javascript:alert(1)"}, "runbook", "whole web address"),
    ],
)
async def test_what_is_impossible_is_refused_at_its_field(
    here: Here, values: dict[str, str], block: str, why: str
) -> None:
    await form(here)

    refused = await here.ada.submit(values)

    assert why in refused.errors[block]
    assert here.store.revision == 1


async def test_the_values_that_hold_already_change_nothing(here: Here) -> None:
    await form(here)
    await here.ada.submit({})
    await here.sees(here.ada, "these are the values that hold already")

    assert here.store.revision == 1


async def test_nobody_overwrites_what_they_have_not_seen(here: Here) -> None:
    await form(here)
    await here.ada.submit({"value_warning": "20"})
    await here.sees(here.ada, "would have fired *twice*")
    here.store.revision += 1
    await here.ada.submit({})
    await here.sees(here.ada, "somebody changed the rules after you looked")

    assert not here.store.texts
    assert not here.slack.messages("ops")


async def test_a_rule_is_switched_off_and_back_on(here: Here) -> None:
    await form(here)
    await here.ada.submit({"on": []})
    await here.sees(here.ada, "on → off")
    await here.ada.submit({})
    await here.sees(here.ada, "Saved")
    await here.ada.close_modal()
    off = await here.told("rules", here.ada)
    await here.ada.click("rule_reset", value="error_rate|")
    await here.slack.until(lambda: len(here.slack.messages("ops")) == 2)

    assert "*Error rate*: off" in off
    assert Choices.parse(here.store.texts).of(ERROR_RATE).on
    assert "off → on" in render_text(here.slack.messages("ops")[-1])
    assert "is back at its defaults" in render_text(here.ada.ephemerals[-1].message)


async def test_what_the_file_decides_is_changed_there(here: Here) -> None:
    here.filed = {"error_rate": {"warning": "15 %"}, "service": {"checkout": {}}}

    told = await here.told("rules", here.ada)
    own = await here.told("rules search", here.ada)
    await here.ada.click("rule_change", value="error_rate|search")
    await here.sees(here.ada, "Warning from (%)")
    refused = await here.ada.submit({"scope": ""})

    assert "warning from 15 % (from the file; default 10 %)" in told
    assert "RULES_FILE" in told
    assert "[Change …]" not in told
    assert "from the file for all services" in own
    assert "change it there" in refused.errors["scope"]


async def test_rules_that_cannot_be_read_are_told_and_the_rest_holds(here: Here) -> None:
    here.store.texts = {"": '{"v": 1, "error_rate": {"warning": 7}}'}

    told = await here.told("rules")

    assert "⚠️" in told
    assert "warning from 10 %" in told


async def test_who_is_no_admin_any_more_changes_nothing(here: Here) -> None:
    await form(here)
    view = here.ada.modal
    assert view is not None
    payload = {
        "type": "view_submission",
        "team": {"id": here.slack.team_id},
        "user": {"id": here.alice.id, "team_id": here.slack.team_id},
        "view": view,
    }

    answered = await here.slack.deliver(payload)

    assert answered.fields["response_action"] == "update"
    assert here.store.revision == 1


async def test_channels_that_hear_of_alerts_are_told_and_no_others(here: Here) -> None:
    general = here.slack.channel("general").id
    here.store.subscriptions = {general: Subscription(channel=general, alerts=True)}
    await form(here)
    await here.ada.submit({"value_warning": "20"})
    await here.sees(here.ada, "would have fired *twice*")
    await here.ada.submit({})
    await here.slack.until(lambda: here.slack.messages("general") and here.slack.messages("ops"))

    assert not here.slack.messages("random")


async def test_without_redis_nothing_is_changed(here: Here) -> None:
    await form(here)
    here.store.away = True

    await here.ada.submit({"value_warning": "20"})

    assert "Redis does not answer" in await here.sees(here.ada, "Nothing was changed")
