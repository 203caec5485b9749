"""Packed slots: whatever is put in comes out, in any order and twice."""

from hypothesis import given, strategies as st

from bot.domain.windows.rows import Names, Rows
from bot.domain.windows.sums import Sums

SMALL = st.integers(0, 10**6)
LARGE = st.integers(0, 10**14)
SUMS = st.builds(
    Sums,
    count=SMALL,
    errors=st.dictionaries(st.sampled_from(["a", "b", "429"]), st.integers(1, 10**5)),
    input_tokens=LARGE,
    output_tokens=SMALL,
    cost_micros=SMALL,
    duration_ms=LARGE,
    duration_max_ms=SMALL,
    quotas=st.dictionaries(st.sampled_from(["x", "y"]), st.floats(0, 9), max_size=2),
)
PUT = st.lists(st.tuples(st.integers(0, 60), SUMS), max_size=12)


def filled(puts: list[tuple[int, Sums]]) -> Rows:
    rows = Rows(10_000, Names())
    for slot, sums in puts:
        rows.put(slot * 10_000, sums)
    return rows


@given(PUT, st.integers(0, 60), st.integers(0, 60))
def test_rows_add_up_what_stands_in_their_slots(
    puts: list[tuple[int, Sums]], low: int, high: int
) -> None:
    rows, stands = filled(puts), dict(puts)

    expected = Sums.total(sums for slot, sums in stands.items() if low <= slot < high)

    assert rows.between(low * 10_000, high * 10_000) == expected
    assert [at // 10_000 for at in rows.starts(0, 10**9)] == sorted(stands)
    assert list(rows.backwards(0, 10**9)) == [
        (slot * 10_000, stands[slot]) for slot in sorted(stands, reverse=True)
    ]


@given(PUT, st.integers(0, 60))
def test_putting_twice_changes_nothing_and_dropping_forgets(
    puts: list[tuple[int, Sums]], before: int
) -> None:
    rows, again = filled(puts), filled([*puts, *dict(puts).items()])
    kept = {slot: sums for slot, sums in dict(puts).items() if slot >= before}

    rows.drop_before(before * 10_000)
    again.drop_before(before * 10_000)

    expected = [(slot * 10_000, kept[slot]) for slot in sorted(kept, reverse=True)]
    assert list(rows.backwards(0, 10**9)) == list(again.backwards(0, 10**9)) == expected
    assert rows.has_errors == any(sums.errors for sums in kept.values())


def test_very_many_names_of_errors_are_one() -> None:
    names = Names()
    numbers = {names.number(str(n)) for n in range(70_000)}

    assert len(numbers) == 65_536
    assert names.name(names.number("69999")) == "_OTHER"
