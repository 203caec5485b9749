"""A leader waits for what is not counted yet, heeds the rules, and fetches what they need."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.domain.heartbeat import Loop
from bot.domain.rules.chosen import Chosen, ChosenRule, save
from bot.domain.windows.changes import Change
from bot.domain.windows.series import Resolution, Series
from bot.domain.windows.sums import Sums
from bot.usecases.measure_reports import WAITS_S, MeasureReports, Measuring
from tests.fakes import FakeClock
from tests.usecases.alerts.world import CHECKOUT, FakeCounted, FakeRules

OFF = save(Chosen(rules={"error_rate": ChosenRule(on=False)}))


@dataclass
class FakeBacklog:
    """Is behind by as much as the test says, a second less with each look."""

    seconds: float = 0.0

    async def behind_s(self) -> float:
        self.seconds -= 1
        return self.seconds


@dataclass
class Asked(FakeCounted):
    """Notes which hours are asked for."""

    asked: list[tuple[Resolution, int]] = field(default_factory=list)

    async def history(
        self, series: Collection[Series], resolution: Resolution, start: int, end: int
    ) -> Iterable[Change]:
        self.asked.append((resolution, end - start))
        return [Change(one, resolution, start, Sums(100)) for one in series]


@dataclass
class Stage:
    clock: FakeClock = field(default_factory=FakeClock)
    rules: FakeRules = field(default_factory=FakeRules)
    slept: float = 0.0

    async def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.clock.advance(timedelta(seconds=seconds))

    def measuring(self, **more: object) -> Measuring:
        counted = more.pop("counted", None) or FakeCounted(self.clock)
        counted.goes(CHECKOUT, 20, server_error=10)  # type: ignore[attr-defined]
        work = MeasureReports(counted=counted, rules=self.rules, **more)  # type: ignore[arg-type]
        return Measuring(work, self.clock, self.sleep)


@pytest.mark.parametrize(("behind", "waits"), [(0, 0), (40, 25), (10_000, WAITS_S)])
async def test_a_leader_waits_within_reason_until_all_is_counted(behind: int, waits: float) -> None:
    stage = Stage()
    beats = list[str]()

    measuring = stage.measuring(backlog=FakeBacklog(behind))
    await measuring.begin(lambda: beats.append(Loop.READINGS))

    assert abs(stage.slept - waits) <= 1
    assert len(beats) >= waits


async def test_a_rule_that_is_changed_counts_from_the_next_look_on() -> None:
    stage = Stage()
    measuring = stage.measuring()
    await measuring.begin(lambda: None)
    _, before = await measuring.look(())

    stage.rules.texts, stage.rules.changes = {"": OFF}, 1
    stage.clock.advance(timedelta(seconds=5))
    _, after = await measuring.look(())

    assert [one.rule for one in before] == ["error_rate"]
    assert after == ()


async def test_rules_that_cannot_be_leave_the_others_in_force() -> None:
    stage = Stage()
    stage.rules.texts = {"": '{"v": 9}', "checkout": OFF}
    measuring = stage.measuring()
    await measuring.begin(lambda: None)

    _, readings = await measuring.look(())

    assert readings == ()


async def test_hours_are_fetched_for_the_rules_that_look_far_back() -> None:
    stage = Stage()
    burn = save(Chosen(rules={"burn_rate": ChosenRule(on=True)}))
    stage.rules.texts = {"": burn}
    counted = Asked(stage.clock)
    measuring = stage.measuring(counted=counted)
    await measuring.begin(lambda: None)

    for _ in range(3):
        await measuring.look(())
        stage.clock.advance(timedelta(seconds=5))

    assert {resolution for resolution, _ in counted.asked} == {Resolution.HOUR}
    assert len(counted.asked) <= 2
    series, slots = measuring.size
    assert (series, slots > 0) == (1, True)
