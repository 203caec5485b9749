"""Which keys services report, and when a service counts as having let go of one."""

from hypothesis import given, strategies as st

from bot.domain.key_use import DAY_MS, LEAST_QUIET_MS, MOST_QUIET_MS, letting_go, uses
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Series

OLD, NEW = "sk-proj-…old1", "sk-proj-…new2"
MINUTE = 60_000
NOW = 40 * DAY_MS


def said(*keys: tuple[str, int, int], every_ms: int | None = None) -> Latest:
    """A series that named these keys: mask, first and last, as ages in ms."""
    return Latest(
        keys={mask: (NOW - first, NOW - last) for mask, first, last in keys}, interval_ms=every_ms
    )


def test_one_key_of_several_services_is_one_row() -> None:
    (one,) = uses(
        {
            Series("checkout", "gpt-5"): said((OLD, 9 * DAY_MS, MINUTE)),
            Series("checkout", "gpt-5-mini"): said((OLD, 12 * DAY_MS, 5 * MINUTE)),
            Series("search", "gpt-5"): said((OLD, DAY_MS, 2 * MINUTE)),
        }
    )

    assert one.masked == OLD
    assert one.days(NOW) == 12
    assert one.last_seen == NOW - MINUTE
    assert one.services == {"checkout": NOW - MINUTE, "search": NOW - 2 * MINUTE}
    assert one.models == ("gpt-5", "gpt-5-mini")


def test_old_is_what_is_in_use_and_known_long_enough() -> None:
    (one,) = uses({Series("checkout", "m"): said((OLD, 30 * DAY_MS, MINUTE))})
    (left,) = uses({Series("checkout", "m"): said((OLD, 30 * DAY_MS, 2 * DAY_MS))})

    assert one.is_too_old(NOW, 30)
    assert not one.is_too_old(NOW, 31)
    assert not one.is_too_old(NOW, 0), "0 is no wish at all"
    assert not left.is_too_old(NOW, 30), "nobody reports it any more"


def test_a_service_that_reports_it_still_uses_it() -> None:
    found = letting_go({Series("checkout", "m"): said((OLD, DAY_MS, MINUTE))}, OLD, NOW)

    assert dict(found.using) == {"checkout": NOW - MINUTE}
    assert not found.silent
    assert not found.gone


def test_a_rollout_half_way_still_uses_it() -> None:
    both = said((OLD, DAY_MS, MINUTE), (NEW, 5 * MINUTE, 0))

    assert letting_go({Series("checkout", "m"): both}, OLD, NOW).using


def test_a_service_that_went_on_with_another_key_has_let_go() -> None:
    changed = said((OLD, DAY_MS, LEAST_QUIET_MS), (NEW, LEAST_QUIET_MS, 0))

    assert letting_go({Series("checkout", "m"): changed}, OLD, NOW).gone == ("checkout",)


def test_a_service_that_is_merely_silent_may_still_hold_it() -> None:
    silent = said((OLD, 9 * DAY_MS, 3 * DAY_MS))
    before = said((NEW, 20 * DAY_MS, 10 * DAY_MS), (OLD, 9 * DAY_MS, 3 * DAY_MS))

    assert set(letting_go({Series("batch", "m"): silent}, OLD, NOW).silent) == {"batch"}
    assert set(letting_go({Series("batch", "m"): before}, OLD, NOW).silent) == {"batch"}


def test_a_job_that_runs_each_night_is_not_gone_by_noon() -> None:
    nightly = said((OLD, 9 * DAY_MS, DAY_MS // 2), every_ms=DAY_MS)

    assert letting_go({Series("batch", "m"): nightly}, OLD, NOW).using


ages = st.integers(0, 39 * DAY_MS)
series = st.builds(Series, st.sampled_from("abc"), st.sampled_from(["m", "n"]))
latest = st.builds(
    lambda keys, every: said(
        *((mask, max(pair), min(pair)) for mask, pair in keys.items()), every_ms=every
    ),
    st.dictionaries(st.sampled_from([OLD, NEW]), st.tuples(ages, ages), max_size=2),
    st.one_of(st.none(), st.integers(1, 5 * DAY_MS)),
)


@given(st.dictionaries(series, latest, max_size=6))
def test_each_service_that_named_it_stands_in_one_place(all_of: dict[Series, Latest]) -> None:
    found = letting_go(all_of, OLD, NOW)
    places = [*found.using, *found.silent, *found.gone]

    assert sorted(places) == sorted({one.service for one in all_of if OLD in all_of[one].keys})
    assert all(NOW - seen < MOST_QUIET_MS for seen in found.using.values())
    assert len({one.masked for one in uses(all_of)}) == len(uses(all_of))
