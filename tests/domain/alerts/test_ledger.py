"""Acts on the ledger: one alert, a whole service, one that nobody knows."""

from datetime import timedelta

from bot.domain.alerts.acts import Why, refusal_for_service
from bot.domain.alerts.alert import Act, Deed, State, What
from bot.domain.alerts.judging import judge
from bot.domain.alerts.ledger import Ledger, pruned, take_act
from bot.domain.alerts.saved import load, save
from bot.domain.windows.series import ALL, Subject
from tests.domain.alerts.playing import NOON, WARNING, a_reading

HOUR = timedelta(hours=1)


def a_ledger() -> Ledger:
    readings = [WARNING, a_reading(subject=Subject("search", "gpt-4o"))]
    readings.append(a_reading(subject=Subject(ALL, "gpt-4.1")))
    return judge(Ledger(), readings, NOON).ledger


def an_act(deed: Deed, on: str = "service/checkout", hours: float = 1) -> Act:
    until = NOON + timedelta(hours=hours) if deed is Deed.SILENCE else None
    return Act(alert=on, revision=1, deed=deed, by="U0ADA", at=NOON, until=until)


def test_a_silence_over_a_service_is_for_what_it_has_and_gets() -> None:
    ledger = take_act(a_ledger(), "1", an_act(Deed.SILENCE), NOON).ledger

    more = a_reading(subject=Subject("checkout", "gpt-4o"))
    ledger = judge(ledger, [more], NOON + timedelta(minutes=1)).ledger

    states = {one.key: one.state for one in ledger.open}
    assert states == {
        "checkout/gpt-5/error_rate": State.SILENCED,
        "checkout/gpt-4o/error_rate": State.SILENCED,
        "search/gpt-4o/error_rate": State.FIRING,
        "*/gpt-4.1/error_rate": State.FIRING,
    }
    assert load(save(ledger)) == ledger


def test_it_ends_by_itself_and_by_whoever_ends_it() -> None:
    silent = take_act(a_ledger(), "1", an_act(Deed.SILENCE), NOON).ledger
    assert pruned(silent, NOON + 2 * HOUR).silences == {}
    late = judge(silent, [WARNING], NOON + 2 * HOUR).ledger
    assert late.newest["checkout/gpt-5/error_rate"].state is State.FIRING

    ended = take_act(silent, "2", an_act(Deed.UNSILENCE), NOON + HOUR / 2)

    assert [one.what for d in ended.decisions for one in d.happened] == [What.SILENCE_ENDED]
    assert (ended.ledger.silences, ended.ledger.taken) == ({}, "2")


def test_what_cannot_be_done_leaves_its_mark_and_nothing_else() -> None:
    ledger = a_ledger()

    for mark, act in enumerate(
        (
            an_act(Deed.UNSILENCE),
            an_act(Deed.SILENCE, hours=-1),
            an_act(Deed.ACKNOWLEDGE),
            an_act(Deed.ACKNOWLEDGE, "checkout/gpt-5/error_rate#99"),
        )
    ):
        taken = take_act(ledger, str(mark), act, NOON)
        assert taken.ledger.alerts == ledger.alerts
        assert taken.ledger.taken == str(mark)
        assert taken.decisions[0].reason.startswith("not done")


def test_why_a_service_cannot_be_silenced_or_the_silence_not_ended() -> None:
    told = [
        refused.why
        for act in (
            an_act(Deed.UNSILENCE),
            an_act(Deed.SILENCE, hours=-1),
            an_act(Deed.ACKNOWLEDGE),
        )
        if (refused := refusal_for_service(None, act))
    ]

    assert told == [Why.NOT_SILENCED, Why.NO_TIME, Why.UNKNOWN]
