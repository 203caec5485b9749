"""Laws of the sums: order, repetition and split of reports change nothing."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from bot.domain.reports.report import Headroom, Quota, Report
from bot.domain.windows.fold import Arrived, Folded, fold
from bot.domain.windows.placing import Clocks, month_of, place
from bot.domain.windows.said import latest_of

NOW = 1_764_000_000_000
MINUTE = 60_000


@st.composite
def batches(draw: st.DrawFn) -> list[Arrived]:
    """Entries of a few services, each of a process with counters of its own."""
    arrived = []
    for n in range(draw(st.integers(1, 25))):
        count = draw(st.integers(0, 100))
        failed = draw(st.integers(0, count))
        report = Report(
            service=draw(st.sampled_from(["a", "b"])),
            model=draw(st.sampled_from(["m", "n"])),
            count=count,
            errors={draw(st.sampled_from(["timeout", "429"])): failed} if failed else {},
            input_tokens=draw(st.none() | st.integers(0, 1000)),
            duration_max_ms=draw(st.none() | st.integers(0, 1000)),
            instance="pod",
            seq=n,
            time=NOW + draw(st.integers(-15 * MINUTE, MINUTE)),
            requests=draw(st.none() | st.builds(Headroom, st.integers(1, 9), st.integers(0, 9))),
            quotas=draw(st.just({}) | st.builds(lambda n: {"q": Quota(n, 9)}, st.floats(0, 9))),
            sdk=draw(st.sampled_from(["", "x/1", "x/2"])),
        )
        arrived.append(Arrived(f"{NOW + n}-0", NOW + draw(st.integers(0, MINUTE)), report))
    return arrived


class Kept:
    """What the script keeps, in short."""

    def __init__(self) -> None:
        self.slots: dict[object, object] = {}
        self.said: dict[object, tuple[int, str]] = {}
        self.counted = 0

    def add(self, folded: Folded) -> None:
        self.counted += folded.counted
        for series, line in folded.lines.items():
            for kind, slots in (("fine", line.fine), ("late", line.late)):
                for start, tally in slots.items():
                    sums = (tally.count, tally.input_tokens, tally.errors.get("429", 0))
                    most = (tally.duration_max_ms, tally.quotas.get("q", 0.0))
                    before = self.slots.get((series, kind, start), ((0, 0, 0), (0, 0.0)))
                    assert isinstance(before, tuple)
                    self.slots[series, kind, start] = (
                        tuple(map(sum, zip(sums, before[0], strict=True))),
                        tuple(map(max, zip(most, before[1], strict=True))),
                    )
            for field, one in line.said.items():
                key = (series, field)
                self.said[key] = max(one, self.said.get(key, one))


def kept(*batches: Sequence[Arrived]) -> tuple[object, object, int]:
    result = Kept()
    for batch in batches:
        result.add(fold(batch, Clocks()))
    return result.slots, result.said, result.counted


@given(batches(), st.randoms(), st.integers(0, 25))
def test_order_and_split_change_nothing(
    batch: list[Arrived], chance: random.Random, cut: int
) -> None:
    shuffled = list(batch)
    chance.shuffle(shuffled)

    assert kept(shuffled[:cut], shuffled[cut:]) == kept(batch)


@given(batches(), st.randoms())
def test_a_repeated_report_counts_once(batch: list[Arrived], chance: random.Random) -> None:
    again = [one._replace(id=f"{n}-9") for n, one in enumerate(batch)]
    both = [*batch, *again]
    chance.shuffle(both)

    # `said` and slots go by the arrival of whichever came first; the sums are the same
    assert fold(both, Clocks()).duplicates == len(batch)
    assert fold(both, Clocks()).counted + fold(both, Clocks()).too_old == len(batch)


@pytest.mark.parametrize(
    ("time", "at", "late"),
    [
        pytest.param(None, NOW, False, id="none given"),
        pytest.param(NOW - 5000, NOW - 5000, False, id="on time"),
        pytest.param(NOW + 5000, NOW, False, id="a little ahead"),
        pytest.param(NOW + MINUTE, NOW, False, id="ahead"),
        pytest.param(NOW - 10 * MINUTE, NOW - 10 * MINUTE, False, id="late"),
        pytest.param(NOW - 11 * MINUTE, NOW - 11 * MINUTE, True, id="too late for alerts"),
        pytest.param(month_of(NOW), month_of(NOW), True, id="at the start of the month"),
    ],
)
def test_when_a_report_counts(time: int | None, at: int, late: bool) -> None:  # noqa: FBT001
    placed = place(Report(service="shop", time=time), NOW)

    assert placed is not None
    assert (placed.at, placed.late) == (at, late)
    assert placed.skewed == (time == NOW + MINUTE)


def test_what_is_older_than_the_month_does_not_count() -> None:
    assert place(Report(service="shop", time=month_of(NOW) - 1), NOW) is None


def test_a_wrong_clock_is_told_by_its_last_twenty_reports() -> None:
    clocks = Clocks()
    slow = Report(service="shop", instance="a", time=NOW - 5 * MINUTE)
    for _ in range(19):
        clocks.note(slow, NOW)
    assert not clocks.wrong(slow)

    clocks.note(slow, NOW)

    assert clocks.wrong(slow)
    assert not clocks.wrong(Report(service="shop", instance="b", time=NOW))
    placed = place(slow, NOW, clock_wrong=True)
    assert placed is not None
    assert placed.at == NOW


def test_what_is_kept_becomes_what_was_last_said() -> None:
    report = Report(
        service="shop",
        requests=Headroom(10, None, 5),
        quotas={"usd": Quota(1.5, 3.0)},
        sdk="x|y",
        key="sk-…",
        environment="live",
        interval_ms=10_000,
        ephemeral=True,
    )
    line = next(iter(fold([Arrived("1-0", NOW, report)], Clocks()).lines.values()))
    fields = {name: f"{at}|{text}" for name, (at, text) in line.said.items()}

    latest = latest_of({"first": str(NOW), "last": str(NOW), "f:sk-…": "7", **fields})

    assert latest.requests == Headroom(10, None, 5)
    assert latest.quotas == {"usd": (NOW, Quota(1.5, 3.0))}
    assert latest.sdks == {"x|y": NOW}
    assert latest.keys == {"sk-…": (7, NOW)}
    assert latest.interval_ms == 10_000
    assert latest.ephemeral
    assert not latest.steady
