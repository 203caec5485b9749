"""What people do, and what of it comes too late."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.alerts.acts import Refused, Why, refusal, take
from bot.domain.alerts.alert import Act, Alert, Deed, State
from tests.domain.alerts.playing import CLEAR, CRITICAL, NOON, WARNING, Life

HOUR = timedelta(hours=1)


def an_act(alert: Alert, deed: Deed, by: str = "U0BOB", **more: object) -> Act:
    plain = Act(alert=alert.id, revision=alert.revision, deed=deed, by=by, at=NOON)
    return replace(plain, **more)  # type: ignore[arg-type]


def opened() -> Life:
    life = Life()
    life.read(WARNING)
    return life


def test_an_acknowledgement_after_the_end_leaves_it_ended() -> None:
    life = opened()
    late = an_act(life.open, Deed.ACKNOWLEDGE)
    life.reads(CLEAR, 6)

    assert refusal(life.open, late) == Refused(Why.RESOLVED, at=life.open.resolved)
    assert take(life.open, late, life.now).alert == life.open


def test_of_two_acknowledgements_the_first_counts_and_the_second_hears_of_it() -> None:
    life = opened()
    second = an_act(life.open, Deed.ACKNOWLEDGE)
    life.act(Deed.ACKNOWLEDGE, by="U0ADA")

    assert refusal(life.open, second) == Refused(Why.ACKNOWLEDGED, "U0ADA", NOON)
    assert take(life.open, second, life.now).happened == ()
    assert life.open.acknowledged_by == "U0ADA"


def test_what_was_seen_before_a_newer_acknowledgement_does_not_take_it_back() -> None:
    life = opened()
    life.act(Deed.ACKNOWLEDGE, by="U0ADA")
    old = an_act(life.open, Deed.UNACKNOWLEDGE)
    life.act(Deed.UNACKNOWLEDGE, by="U0ADA")
    assert refusal(life.open, old) == Refused(Why.NOT_ACKNOWLEDGED)
    life.act(Deed.ACKNOWLEDGE, by="U0CLEO")

    refused = refusal(life.open, old)

    assert refused is not None
    assert (refused.why, refused.by) == (Why.OVERTAKEN, "U0CLEO")


def test_that_it_got_worse_meanwhile_does_not_hinder_taking_back() -> None:
    life = opened()
    life.act(Deed.ACKNOWLEDGE)
    back = an_act(life.open, Deed.UNACKNOWLEDGE)
    life.read(CRITICAL)

    assert refusal(life.open, back) is None
    assert take(life.open, back, life.now).alert is not None


def test_a_longer_silence_by_who_saw_the_shorter_one_counts_and_by_who_did_not_does_not() -> None:
    life = opened()
    unseeing = an_act(life.open, Deed.SILENCE, until=NOON + 4 * HOUR)
    life.act(Deed.SILENCE, by="U0ADA", until=NOON + HOUR)
    seeing = an_act(life.open, Deed.SILENCE, until=NOON + 4 * HOUR)

    assert refusal(life.open, unseeing) == Refused(Why.SILENCED, "U0ADA", until=NOON + HOUR)
    after = take(life.open, seeing, life.now).alert
    assert after is not None
    assert (after.silenced_by, after.silenced_until) == ("U0BOB", NOON + 4 * HOUR)


def test_who_did_not_see_that_it_became_critical_does_not_silence_it() -> None:
    life = opened()
    old = an_act(life.open, Deed.SILENCE, until=NOON + HOUR)
    life.read(CRITICAL)

    refused = refusal(life.open, old)

    assert refused is not None
    assert refused.why is Why.OVERTAKEN


def test_a_silence_without_time_and_the_end_of_none() -> None:
    life = opened()

    assert refusal(life.open, an_act(life.open, Deed.SILENCE, until=NOON)) == Refused(
        Why.NO_TIME, until=NOON
    )
    assert refusal(life.open, an_act(life.open, Deed.UNSILENCE)) == Refused(Why.NOT_SILENCED)
    assert refusal(None, an_act(life.open, Deed.UNSILENCE)) == Refused(Why.UNKNOWN)


def test_a_silence_is_ended_by_anybody_who_sees_it() -> None:
    life = opened()
    life.act(Deed.SILENCE, by="U0ADA", until=NOON + HOUR)

    life.act(Deed.UNSILENCE, by="U0BOB")

    assert (life.open.state, life.told[-1].by) == (State.FIRING, "U0BOB")


def test_a_clock_that_is_ahead_dates_nothing_into_the_future() -> None:
    life = opened()

    life.act(Deed.ACKNOWLEDGE, at=NOON + HOUR)

    assert life.open.acknowledged_at == NOON
