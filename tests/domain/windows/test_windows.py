"""The windows of everything: parts add up, order and repetition do not matter, what is old goes."""

import random

import pytest
from hypothesis import given, strategies as st

from bot.domain.windows.changes import Change, Changes
from bot.domain.windows.latest import Latest
from bot.domain.windows.need import Need
from bot.domain.windows.series import ALL, Resolution, Series, Subject
from bot.domain.windows.sums import Sums
from bot.domain.windows.windows import FORGOTTEN_MS, Windows

NOW = 1_790_000_000_000
SERIES = [Series("a", "m"), Series("a", "n"), Series("b", "m"), Series("c", "o")]
CHANGES = st.lists(
    st.builds(
        Change,
        series=st.sampled_from(SERIES),
        resolution=st.just(Resolution.FINE),
        start=st.integers(0, 30).map(lambda slot: NOW - slot * 10_000),
        sums=st.builds(
            Sums,
            count=st.integers(1, 50),
            errors=st.dictionaries(st.sampled_from(["x", "y"]), st.integers(1, 5)),
            duration_ms=st.integers(0, 5000),
        ),
    ),
    max_size=40,
    unique_by=lambda change: (change.series, change.start),
)
SUBJECTS = [
    Subject(),
    Subject("a"),
    Subject("b"),
    Subject(ALL, "m"),
    Subject("a", "m"),
    Subject("c", "o"),
]


def applied(changes: list[Change]) -> Windows:
    windows = Windows()
    for change in changes:
        windows.apply(Changes("", [change], {}))
    return windows


@given(CHANGES)
def test_every_subject_is_the_sum_of_its_series(changes: list[Change]) -> None:
    windows = applied(changes)

    for subject in SUBJECTS:
        mine = [change.sums for change in changes if subject.holds(change.series)]
        assert windows.seen(subject, NOW).last(600) == Sums.total(mine)


@given(CHANGES, st.randoms(use_true_random=False))
def test_order_repetition_and_batches_do_not_matter(
    changes: list[Change], shuffle: random.Random
) -> None:
    early = [Change(one.series, one.resolution, one.start, Sums(1)) for one in changes]
    others = [*changes, *changes]
    shuffle.shuffle(others)
    other = Windows()
    other.apply(Changes("", early, {}))
    other.apply(Changes("", others, {}))
    one = applied(changes)

    for subject in SUBJECTS:
        seen = [windows.seen(subject, NOW) for windows in (one, other)]
        assert seen[0].slots(600, 10) == seen[1].slots(600, 10)
        assert list(seen[0].backwards(600)) == list(seen[1].backwards(600))


@given(CHANGES, st.data())
def test_a_series_in_two_is_as_one(changes: list[Change], data: st.DataObject) -> None:
    """What one service reports under two models is, over all, what it would be under one."""
    split = []
    for change in changes:
        part = data.draw(st.integers(0, change.sums.count))
        split += [
            Change(Series("s", "1"), change.resolution, change.start, Sums(part)),
            Change(
                Series("s", "2"), change.resolution, change.start, Sums(change.sums.count - part)
            ),
        ]
    per_slot: dict[tuple[str, int], int] = {}
    for change in split:
        key = (change.series.model, change.start)
        per_slot[key] = per_slot.get(key, 0) + change.sums.count
    windows = applied(
        [
            Change(Series("s", model), Resolution.FINE, start, Sums(n))
            for (model, start), n in per_slot.items()
        ]
    )

    total = sum(change.sums.count for change in changes)
    assert windows.seen(Subject("s"), NOW).last(600).count == total


def test_a_window_begins_with_the_first_slot_inside() -> None:
    windows = applied(
        [Change(SERIES[0], Resolution.FINE, NOW + 10_000 * n, Sums(1)) for n in range(-9, 1)]
    )
    subject = Subject("a", "m")

    assert windows.seen(subject, NOW).last(60).count == 7
    assert windows.seen(subject, NOW + 5000).last(60).count == 6


def test_spans_beyond_ninety_minutes_go_on_in_hours() -> None:
    hour = NOW // 3_600_000 * 3_600_000
    fine = [Change(SERIES[0], Resolution.FINE, NOW - 10_000 * n, Sums(1)) for n in range(540)]
    windows = applied(fine)
    need = Need(frozenset({SERIES[0]}), hour - 7 * 3_600_000, NOW)
    windows.load(
        [Change(SERIES[0], Resolution.HOUR, hour - n * 3_600_000, Sums(360)) for n in range(8)],
        need,
    )
    seen = windows.seen(Subject("a", "m"), NOW)

    fine_from = hour - 3_600_000  # NOW is 13 min past: the hour before is whole in fine slots
    assert seen.last(3600).count == 361
    assert seen.between(fine_from - 3_600_000, fine_from).count == 360
    assert abs(seen.last(6 * 3600).count - 6 * 360) <= 180
    assert windows.fetched[SERIES[0]] == (need.start, NOW)


def test_slots_of_a_minute_are_made_of_the_fine_ones() -> None:
    windows = applied(
        [Change(SERIES[0], Resolution.FINE, NOW - 10_000 * n, Sums(n + 1)) for n in range(12)]
    )
    minutes = windows.seen(Subject("a", "m"), NOW).slots(120, 60)

    assert sum(sums.count for _, sums in minutes) == 78
    assert all(start % 60_000 == 0 for start, _ in minutes)
    assert len(minutes) in {2, 3}


def test_what_is_old_is_forgotten_and_a_silent_series_after_a_week() -> None:
    windows = applied([Change(SERIES[0], Resolution.FINE, NOW, Sums(1))])
    windows.meet({SERIES[0]: Latest(last_seen=NOW), SERIES[2]: Latest(last_seen=NOW)})

    windows.forget(NOW + 5_500_000)
    assert windows.seen(Subject("a", "m"), NOW).last(600).count == 0
    assert windows.members(Subject("a", "m")) == [SERIES[0]]
    windows.forget(NOW + FORGOTTEN_MS + 1)
    assert not list(windows.subjects())


@pytest.mark.parametrize(
    ("names", "others"),
    [
        ([SERIES[0]], []),
        ([SERIES[0], SERIES[1]], [Subject("a")]),
        ([SERIES[0], SERIES[2]], [Subject(ALL, "m"), Subject()]),
        ([SERIES[0], SERIES[3]], [Subject()]),
    ],
)
def test_roll_ups_are_only_where_there_are_several(
    names: list[Series], others: list[Subject]
) -> None:
    windows = applied([Change(one, Resolution.FINE, NOW, Sums(1)) for one in names])

    assert {*windows.subjects()} == {*(Subject(one.service, one.model) for one in names), *others}
