"""Quiet hours, and whose word counts."""

from datetime import UTC, datetime, time

import pytest

from bot.domain.stored import Unreadable
from bot.domain.subscriptions import Paused, QuietHours, Subscription, in_force
from bot.domain.subscriptions_saved import load, load_paused, save, save_paused

BERLIN = QuietHours(begin=time(22), end=time(7), zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        pytest.param((2026, 7, 1, 19, 59), None, id="a minute before"),
        pytest.param((2026, 7, 1, 20, 0), (2026, 7, 2, 5, 0), id="the evening"),
        pytest.param((2026, 7, 2, 4, 59), (2026, 7, 2, 5, 0), id="the morning"),
        pytest.param((2026, 7, 2, 5, 0), None, id="over"),
        pytest.param((2026, 10, 24, 21, 0), (2026, 10, 25, 6, 0), id="the night of the clocks"),
    ],
)
def test_quiet_hours(now: tuple[int, ...], until: tuple[int, ...] | None) -> None:
    expected = datetime(*until, tzinfo=UTC) if until else None  # type: ignore[arg-type,misc]

    assert BERLIN.until(datetime(*now, tzinfo=UTC)) == expected  # type: ignore[arg-type,misc]


def test_what_people_chose_wins_over_the_settings() -> None:
    chosen = {"C1": Subscription(channel="C1", incidents=False, maintenance=False)}

    subscriptions = in_force(chosen, ["C1", "C2"], ["C2", "C3"])

    assert subscriptions["C1"].wants_nothing
    assert (subscriptions["C2"].incidents, subscriptions["C2"].alerts) == (True, True)
    assert (subscriptions["C3"].incidents, subscriptions["C3"].alerts) == (False, True)


def test_a_subscription_of_another_release_is_not_guessed_at() -> None:
    text = save(Subscription(channel="C1"))

    with pytest.raises(Unreadable, match="version 2"):
        load(text.replace('"v":1', '"v":2'))
    with pytest.raises(Unreadable):
        load(text.replace('"degraded"', '"a bit slow"'))


def test_a_pause_reads_back_what_it_wrote() -> None:
    paused = Paused(since=datetime(2026, 9, 3, tzinfo=UTC), says="is_archived")

    assert load_paused(save_paused(paused)) == paused
    for junk in ("", "[]", '{"since": "2026-09-03T00:00:00", "says": ""}'):
        with pytest.raises(Unreadable):
            load_paused(junk)
