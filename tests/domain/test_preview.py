"""What a rule would have done in the last day."""

from bot.domain.preview import preview
from bot.domain.rules.choices import Choices
from bot.domain.rules.reading import Level
from bot.domain.rules.registry import by_word
from bot.domain.windows.changes import Change
from bot.domain.windows.series import Resolution, Series, Subject
from bot.domain.windows.sums import Sums

NOW = 1_790_000_040_000 // 60_000 * 60_000
CHECKOUT = Series("checkout", "gpt-5")
RATE = by_word("error_rate")
DEFAULTS = Choices().of(RATE).values


def a_day(*outages: tuple[int, int], series: Series = CHECKOUT, fault: int = 15) -> list[Change]:
    """A day of 20 calls a minute, with outages from so many to so many minutes ago."""
    return [
        Change(
            series,
            Resolution.MINUTE,
            NOW - minute * 60_000,
            Sums(20, {"server_error": fault} if any(b < minute <= a for a, b in outages) else {}),
        )
        for minute in range(1, 25 * 60)
    ]


def test_two_outages_are_two_episodes() -> None:
    episodes = preview(RATE, DEFAULTS, a_day((900, 880), (300, 290)), NOW)

    assert [one.subject for one in episodes] == [Subject("checkout", "gpt-5")] * 2
    assert all(one.worst is Level.CRITICAL for one in episodes)
    begun = [(NOW - one.begun) // 60_000 for one in episodes]
    assert 895 <= begun[0] <= 899
    assert 295 <= begun[1] <= 299
    ended = episodes[0].ended
    assert ended is not None
    assert 5 <= (880 * 60_000 - (NOW - ended)) / 60_000 <= 12


def test_one_that_lasts_is_still_open() -> None:
    (episode,) = preview(RATE, DEFAULTS, a_day((10, 0)), NOW)

    assert episode.ended is None
    assert "limit" in episode.says


def test_higher_limits_fire_less() -> None:
    day = a_day((900, 880), fault=4)

    assert len(preview(RATE, DEFAULTS, day, NOW)) == 1
    assert not preview(RATE, {**DEFAULTS, "warning": 0.3, "critical": 0.5}, day, NOW)


def test_what_comes_later_is_not_seen_before() -> None:
    (early,) = preview(RATE, DEFAULTS, a_day((300, 290)), NOW)
    (late,) = preview(RATE, DEFAULTS, a_day((300, 290), (100, 90))[100:], NOW)

    assert early == late


def test_a_quiet_day_and_rules_of_gauges_have_none() -> None:
    assert preview(RATE, DEFAULTS, a_day(), NOW) == ()
    assert preview(by_word("silence"), {}, a_day((300, 290)), NOW) == ()
