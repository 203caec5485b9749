"""One small real class a port, for tests that must not wait for the world.

Feed `FakeOpenAI` with replies by the probe's name and `FakeLadder` with rungs; give either
an `asyncio.Event` to wait for, or an exception to raise, to see what a use case makes of it.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.domain.case import Case, Outcome, Rung, Step
from bot.domain.metrics import Metric
from bot.domain.probes import Body, Model, Probe, Reply
from bot.ports import AuditLine

GOOD_MODELS = (Model("gpt-sandbox-mini"), Model("text-embedding-sandbox"))


@dataclass
class FakeClock:
    """Stands still until it is moved."""

    time: datetime = datetime(2026, 11, 24, 12, tzinfo=UTC)
    passed: float = 0.0

    def now(self) -> datetime:
        return self.time + timedelta(seconds=self.passed)

    def seconds(self) -> float:
        return self.passed

    def advance(self, span: timedelta) -> None:
        self.passed += span.total_seconds()


def a_good_reply(probe: Probe) -> Reply:
    """What OpenAI answers a key that may do everything."""
    is_list = probe.path == "/models"
    status = 200 if probe.method == "GET" or probe.billed else 400
    return Reply(
        probe=probe.name,
        status=status,
        type="invalid_request_error" if status == 400 else None,
        body=Body.JSON,
        models=GOOD_MODELS if is_list else (),
        seconds=0.01,
    )


@dataclass
class FakeOpenAI:
    """Answers with `replies`, else as for a good key; `hangs` names probes without an answer."""

    replies: Mapping[str, Reply] = field(default_factory=dict)
    hangs: frozenset[str] = frozenset()
    raises: Exception | None = None
    waits_for: asyncio.Event | None = None
    sent: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    _at_once: int = 0

    async def send(self, probe: Probe, case: Case) -> Reply:
        del case
        self.sent[probe.name] += 1
        self.asked.set()
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            await self._wait(probe)
        finally:
            self._at_once -= 1
        if self.raises is not None:
            raise self.raises
        return self.replies.get(probe.name) or a_good_reply(probe)

    async def _wait(self, probe: Probe) -> None:
        await asyncio.sleep(0)
        if self.waits_for is not None:
            await self.waits_for.wait()
        if probe.name in self.hangs:
            await asyncio.Event().wait()


def a_rung(step: Step, outcome: Outcome = Outcome.PASS) -> Rung:
    return Rung(step=step, outcome=outcome, detail=f"{step.value} is as it should be")


@dataclass
class FakeLadder:
    """Gives its rungs; hangs after them, or raises, if told to."""

    rungs: tuple[Rung, ...] = tuple(a_rung(step) for step in Step)
    hangs: bool = False
    raises: Exception | None = None
    waits_for: asyncio.Event | None = None

    async def climb(self, base_url: str) -> AsyncIterator[Rung]:
        del base_url
        if self.waits_for is not None:
            await self.waits_for.wait()
        for rung in self.rungs:
            await asyncio.sleep(0)
            yield replace(rung, seconds=0.01)
        if self.hangs:
            await asyncio.Event().wait()
        if self.raises is not None:
            raise self.raises


@dataclass
class FakeAudit:
    """Keeps the lines in memory."""

    lines: list[AuditLine] = field(default_factory=list)

    async def write(self, line: AuditLine) -> None:
        self.lines.append(line)


@dataclass
class FakeAllowance:
    """Allows `per_hour` checks in any hour, for this process alone."""

    per_hour: int
    clock: FakeClock
    taken: dict[str, list[datetime]] = field(default_factory=dict)

    async def take(self, person: str) -> datetime | None:
        now, hour = self.clock.now(), timedelta(hours=1)
        recent = [when for when in self.taken.get(person, []) if when > now - hour]
        if len(recent) >= self.per_hour:
            return recent[0] + hour
        self.taken[person] = [*recent, now]
        return None


@dataclass
class FakeUnsettled:
    """Remembers people and endpoints for good."""

    kept: list[tuple[str, str]] = field(default_factory=list)

    async def add(self, person: str, endpoint: str) -> None:
        self.kept.append((person, endpoint))

    async def all(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.kept)


@dataclass
class FakeMeter:
    """Keeps what was measured, by the metric's name and the labels' values in their order."""

    counted: Counter[tuple[str, ...]] = field(default_factory=Counter)
    observed: dict[tuple[str, ...], list[float]] = field(default_factory=dict)
    gauges: dict[tuple[str, ...], float] = field(default_factory=dict)

    def count(self, metric: Metric, by: float = 1.0, **labels: str) -> None:
        self.counted[_labelled(metric, labels)] += int(by)

    def observe(self, metric: Metric, value: float, **labels: str) -> None:
        self.observed.setdefault(_labelled(metric, labels), []).append(value)

    def gauge(self, metric: Metric, value: float, **labels: str) -> None:
        self.gauges[_labelled(metric, labels)] = value


def _labelled(metric: Metric, labels: Mapping[str, str]) -> tuple[str, ...]:
    return metric.name, *(str(labels[label.name]) for label in metric.labels)
