"""A click or a command becomes an act with what the person saw; what is in vain is told at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.alerts.alert import Alert, Deed, Happened, State, What
from bot.domain.desired.alerts import AlertShown, Around
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Series
from bot.sandbox.slack.render import render_text
from bot.views.alert import shown
from tests.slack.alerting.world import Here
from tests.views.alert.building import NOON, a_reading, an_alert, at

ACKNOWLEDGED = replace(
    an_alert(), state=State.ACKNOWLEDGED, acknowledged_by="U0BOB", acknowledged_at=at(2)
)


async def posted(here: Here, alert: Alert) -> dict[str, Any]:
    """Post the alert's message as the leader would."""
    message = shown(AlertShown(alert=alert, around=Around()))
    here.store.alerts = [alert]
    ops = here.slack.channel("ops")
    client = AsyncWebClient(token=here.slack.bot_token, base_url=here.slack.api_url)
    await client.chat_postMessage(channel=ops.id, text=message.text, blocks=list(message.blocks))
    return here.slack.messages("ops")[-1]


async def test_a_click_acknowledges_and_says_nothing(here: Here) -> None:
    said = await posted(here, an_alert())

    await here.alice.click("alert_ack", where=said)
    await here.slack.until(lambda: True)

    (act,) = here.store.acts
    assert (act.alert, act.revision, act.deed) == (an_alert().id, 3, Deed.ACKNOWLEDGE)
    assert act.by == here.alice.id
    assert not here.alice.ephemerals


async def test_a_second_click_is_told_who_was_first(here: Here) -> None:
    said = await posted(here, an_alert())
    here.store.alerts = [ACKNOWLEDGED]

    await here.alice.click("alert_ack", where=said)
    (told,) = await here.slack.until(lambda: here.alice.ephemerals)

    assert not here.store.acts
    assert "acknowledged already, by <@U0BOB>" in render_text(told.message)


async def test_a_click_on_what_is_over_is_told_so(here: Here) -> None:
    said = await posted(here, an_alert())
    here.store.alerts = [an_alert(state=State.RESOLVED, resolved=at(30))]

    await here.alice.click("alert_ack", where=said)
    (told,) = await here.slack.until(lambda: here.alice.ephemerals)

    assert not here.store.acts
    assert "It is over already" in render_text(told.message)


async def test_take_back(here: Here) -> None:
    said = await posted(here, ACKNOWLEDGED)

    await here.alice.click("alert_unack", where=said)

    assert [act.deed for act in here.store.acts] == [Deed.UNACKNOWLEDGE]


@pytest.mark.parametrize(
    ("label", "until"),
    [
        ("Silence for 30 minutes", NOON + timedelta(minutes=30)),
        ("Silence for a week", NOON + timedelta(days=7)),
        # Noon in UTC is one o'clock in Berlin, where alice lives.
        ("Silence until 09:00", datetime(2026, 11, 25, 8, 0, tzinfo=UTC)),
    ],
)
async def test_the_menu_silences(here: Here, label: str, until: datetime) -> None:
    said = await posted(here, an_alert())

    await here.alice.choose("alert_silence", label, where=said)

    (act,) = here.store.acts
    assert (act.deed, act.until) == (Deed.SILENCE, until)


async def test_the_menu_ends_a_silence(here: Here) -> None:
    silenced = an_alert(
        state=State.SILENCED, silenced_by="U0BOB", silenced_until=NOON + timedelta(hours=1)
    )
    said = await posted(here, silenced)

    await here.alice.choose("alert_silence", "Silence no longer: tell again", where=said)

    assert [act.deed for act in here.store.acts] == [Deed.UNSILENCE]


async def test_a_name_too_long_for_the_menu_is_told_by_its_number(here: Here) -> None:
    long = an_alert(reading=a_reading(subject=replace(an_alert().subject, model="m" * 200)))
    said = await posted(here, long)

    await here.alice.choose("alert_silence", "Silence for 1 hour", where=said)

    assert here.store.acts[0].alert == long.id


async def test_without_redis_the_clicker_is_told(here: Here) -> None:
    said = await posted(here, an_alert())
    here.store.away = True

    await here.alice.click("alert_ack", where=said)
    (told,) = await here.slack.until(lambda: here.alice.ephemerals)

    assert "Redis does not answer" in render_text(told.message)


async def test_the_key_form_knows_the_model(here: Here) -> None:
    said = await posted(here, an_alert())

    await here.alice.click("alert_check_key", where=said)
    await here.slack.until(lambda: here.alice.modal)

    assert "gpt-5" in here.alice.modal_text


async def test_details_say_all(here: Here) -> None:
    history = (
        *an_alert().history,
        Happened(what=What.ROSE, at=at(2), reason="at least 27.9 % > 25 %"),
        Happened(what=What.SILENCED, at=at(3), reason="", by="U0BOB", until=at(63)),
    )
    said = await posted(here, an_alert(history=history))

    await here.alice.click("alert_details", where=said)
    told = await here.sees(here.alice, "What happened")

    assert "at least 27.9 % > 25 %" in told
    assert "Silenced" in told
    assert "`timeout`: 31" in told
    assert "OpenAI has trouble" in told
    assert "The account cannot pay or is closed" in told


async def test_commands_do_the_same(here: Here) -> None:
    here.store.alerts = [an_alert()]
    here.store.latest = {Series("checkout", "gpt-5"): Latest(last_seen=1)}

    acknowledged = await here.told("ack 12")
    silenced = await here.told("silence #12 1h")
    service = await here.told("silence checkout 09:00")
    ended = await here.told("silence checkout off")

    assert "You have acknowledged" in acknowledged
    assert "You have silenced" in silenced
    assert "whatever opens meanwhile" in service
    assert "ended the silence over" in ended
    assert [(act.alert, act.deed) for act in here.store.acts] == [
        (an_alert().id, Deed.ACKNOWLEDGE),
        (an_alert().id, Deed.SILENCE),
        ("service/checkout", Deed.SILENCE),
        ("service/checkout", Deed.UNSILENCE),
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("ack", "Which alert?"),
        ("ack 99", "I know no alert `99`"),
        ("ack checkout", "I know no alert `checkout`"),
        ("ack 12 off", "nothing to take back"),
        ("silence", "Whom, and for how long?"),
        ("silence 12", "Whom, and for how long?"),
        ("silence 12 forever", "I cannot read `forever` as a time"),
        ("silence 99 1h", "I know no alert `99`"),
        ("silence checkouts 1h", "Did you mean `checkout`?"),
        ("silence 12 off", "It is not silenced"),
        ("ack <!channel>", "I know no alert"),
    ],
)
async def test_what_cannot_be_done_is_told(here: Here, words: str, told: str) -> None:
    here.store.alerts = [an_alert()]
    here.store.latest = {Series("checkout", "gpt-5"): Latest(last_seen=1)}

    assert told in await here.told(words)
    assert not here.store.acts


@pytest.mark.parametrize("action", ["alert_ack", "alert_details"])
async def test_a_click_on_what_is_forgotten_is_told_so(here: Here, action: str) -> None:
    said = await posted(here, an_alert())
    here.store.alerts = []

    await here.alice.click(action, where=said)
    (told,) = await here.slack.until(lambda: here.alice.ephemerals)

    assert "no such alert any more" in render_text(told.message)


@pytest.mark.parametrize("words", ["ack 12", "silence 12 1h"])
async def test_a_command_without_redis_is_told_so(here: Here, words: str) -> None:
    here.store.away = True

    assert "Redis does not answer" in await here.told(words)


async def test_details_without_redis_are_told_so(here: Here) -> None:
    said = await posted(here, an_alert())
    here.store.away = True

    await here.alice.click("alert_details", where=said)
    (told,) = await here.slack.until(lambda: here.alice.ephemerals)

    assert "Redis does not answer" in render_text(told.message)


async def test_details_are_shown_even_if_nothing_can_be_counted(here: Here) -> None:
    said = await posted(here, an_alert())
    here.store.counted_away = True

    await here.alice.click("alert_details", where=said)

    assert "Errors by type" in await here.sees(here.alice, "What happened")
