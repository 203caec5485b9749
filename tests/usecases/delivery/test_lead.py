"""When to lead, when to stop, and what to do when the work fails."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from structlog.contextvars import get_contextvars

from bot.ports import Deposed, Term, Unavailable
from bot.usecases.lead import AFTER_FAILURE_SECONDS, EVERY_SECONDS, Lead
from tests.fakes import FakeClock


@dataclass
class FakeTerm:
    """A term that ends at a time of the clock."""

    token: str
    clock: FakeClock
    until: float

    def left(self) -> float:
        return self.until - self.clock.seconds()


@dataclass
class FakeLease:
    """Gives a term of eight seconds; `away` is a Redis that does not answer, `lost` another leader."""

    clock: FakeClock
    away: bool = False
    lost: bool = False
    released: int = 0
    term: FakeTerm | None = None
    taken: int = 0

    async def take(self) -> Term | None:
        if self.away:
            raise Unavailable("Redis does not answer")
        if self.lost:
            return None
        if self.term is None or self.term.left() <= 0:
            self.taken += 1
            self.term = FakeTerm(str(self.taken), self.clock, 0)
        self.term.until = self.clock.seconds() + 8
        return self.term

    async def release(self) -> None:
        self.released += 1
        self.term = None


@dataclass
class Stage:
    """A replica whose time passes second by second, as the test says."""

    clock: FakeClock = field(default_factory=FakeClock)
    begun: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    fails: Exception | None = None

    def __post_init__(self) -> None:
        self.lease = FakeLease(self.clock)
        self.lead = Lead(self.lease, self.work, self.sleep)

    async def work(self, term: Term) -> None:
        self.begun.append(term.token)
        try:
            if self.fails is not None:
                raise self.fails
            await asyncio.Event().wait()
        finally:
            self.ended.append(term.token)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        target = self.clock.passed + seconds
        while self.clock.passed < target:  # noqa: ASYNC110  # the test's time has no event
            await asyncio.sleep(0)

    async def passes(self, seconds: float) -> None:
        for _ in range(int(seconds)):
            self.clock.advance(timedelta(seconds=1))
            for _ in range(20):
                await asyncio.sleep(0)


async def played(stage: Stage, script: Callable[[], Awaitable[None]]) -> None:
    running = asyncio.create_task(stage.lead.run())
    try:
        await stage.passes(1)
        await script()
    finally:
        running.cancel()
        await asyncio.wait({running})


async def test_it_leads_on_and_on_and_hands_over_at_the_end() -> None:
    stage = Stage()

    async def script() -> None:
        await stage.passes(60)
        assert stage.lead.leads
        assert (stage.begun, stage.ended, stage.lease.released) == (["1"], [], 0)

    await played(stage, script)

    assert (stage.ended, stage.lease.released, stage.lead.leads) == (["1"], 1, False)


async def test_without_redis_it_stops_when_its_term_is_over_and_begins_anew_later() -> None:
    stage = Stage()

    async def script() -> None:
        stage.lease.away = True
        await stage.passes(5)
        assert stage.lead.leads  # nobody else can lead yet
        await stage.passes(5)
        assert (stage.lead.leads, stage.ended) == (False, ["1"])
        stage.lease.away = False
        await stage.passes(3)
        assert (stage.lead.leads, stage.begun) == (True, ["1", "2"])

    await played(stage, script)


async def test_it_stops_at_once_when_another_one_leads() -> None:
    stage = Stage()

    async def script() -> None:
        stage.lease.lost = True
        await stage.passes(2)
        assert (stage.lead.leads, stage.ended) == (False, ["1"])

    await played(stage, script)


async def test_who_was_frozen_past_its_term_begins_anew() -> None:
    stage = Stage()

    async def script() -> None:
        stage.clock.advance(timedelta(seconds=30))
        await stage.passes(3)
        first, second = stage.begun
        assert stage.ended == [first]
        assert second != first

    await played(stage, script)


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (Deposed("another one"), EVERY_SECONDS),
        (Unavailable("Redis"), EVERY_SECONDS),
        (ValueError("a fault of ours"), AFTER_FAILURE_SECONDS),
    ],
)
async def test_work_that_fails_leaves_the_lease_to_others(error: Exception, pause: float) -> None:
    stage = Stage(fails=error)

    async def script() -> None:
        assert (stage.lead.leads, stage.lease.released) == (False, 1)
        assert stage.slept[-1] == pause
        await stage.passes(pause + 1)
        assert stage.begun[:2] == ["1", "2"]

    await played(stage, script)


async def test_its_heart_beats_from_the_beginning_of_a_term_and_at_each_renewal_alone() -> None:
    stage = Stage()
    beats: list[str] = []

    async def renewed(term: Term) -> None:
        beats.append(term.token)

    stage.lead.renewed = renewed

    async def script() -> None:
        assert beats[0] == "1"
        before = len(beats)
        await stage.passes(10)
        assert before + 8 <= len(beats) <= before + 11
        stage.lease.away = True
        await stage.passes(2)
        silent = len(beats)
        await stage.passes(20)
        assert len(beats) == silent

    await played(stage, script)


async def test_what_the_work_logs_bears_the_term() -> None:
    stage = Stage()
    bound: list[object] = []

    async def work(term: Term) -> None:
        await asyncio.create_task(asyncio.sleep(0))
        bound.append(get_contextvars().get("term"))
        stage.begun.append(term.token)
        await asyncio.Event().wait()

    stage.lead = Lead(stage.lease, work, stage.sleep)

    async def script() -> None:
        assert bound == stage.begun == ["1"]
        assert "term" not in get_contextvars()

    await played(stage, script)
