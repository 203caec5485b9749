"""Diagnose one key: send what the planning asks for, watch the way there, weigh it all.

The ladder and the probes start together, because on a good day neither has to wait for the
other, and on a bad one either may hang. What the domain asks for in one batch goes out in
parallel. When the time is over, whatever still hangs is written down as cut, and the verdict
is drawn from what did arrive: a partial answer after ten seconds beats a full one after sixty.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bot.domain.case import Case, Evidence, Outcome, Rung, Step
from bot.domain.diagnosis import Diagnosis
from bot.domain.planning import next_probes
from bot.domain.probes import NOT_SENT, Failure, Probe, Reply
from bot.domain.verdict import diagnose
from bot.ports import Clock, Ladder, OpenAI, OpenIncidents

RUN_SECONDS: Final = 9.5  # of the ten that people are promised; the rest is for cleaning up
NEVER_SENT: Final = frozenset(
    {Failure.DNS, Failure.REFUSED, Failure.UNREACHABLE, Failure.TLS, Failure.PROXY}
)

Progress = Callable[[Evidence], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DiagnoseKey:
    """The main job of the bot: a case in, a diagnosis out."""

    openai: OpenAI
    ladder: Ladder
    clock: Clock
    budget: float = RUN_SECONDS
    incidents: OpenIncidents | None = None

    async def __call__(self, case: Case, on_progress: Progress | None = None) -> Diagnosis:
        """Run one diagnosis; `on_progress` hears of the evidence after each answer and rung."""
        started, now = self.clock.seconds(), self.clock.now()
        run = _Run(
            self.openai,
            self.ladder,
            self.clock,
            Evidence(case=case, today=now.date(), at=now),
            on_progress,
        )
        try:
            async with asyncio.timeout(self.budget), asyncio.TaskGroup() as both:
                both.create_task(run.climb())
                both.create_task(run.ask())
                both.create_task(run.look(self.incidents))
        except TimeoutError:
            run.cut()
        return diagnose(
            replace(run.evidence, finished=True),
            requests=run.requests,
            seconds=self.clock.seconds() - started,
        )


@dataclass(slots=True)
class _Run:
    """What one run has seen so far."""

    openai: OpenAI
    ladder: Ladder
    clock: Clock
    evidence: Evidence
    on_progress: Progress | None
    climbed: bool = False
    under_way: dict[str, float] = field(default_factory=dict)  # probe: when it was sent

    @property
    def requests(self) -> int:
        """HTTP requests that really went out: one for each answer, and one on the top rung."""
        answers: list[Reply | Rung] = [*self.evidence.replies.values()]
        answers += [rung for rung in self.evidence.rungs if rung.step is Step.HTTP]
        return sum(_was_sent(answer) for answer in answers)

    async def climb(self) -> None:
        """Climb the ladder; should it break, the probes go on without it."""
        try:
            async for rung in self.ladder.climb(self.evidence.case.base_url):
                self._learn(replace(self.evidence, rungs=(*self.evidence.rungs, rung)))
        except Exception as error:  # noqa: BLE001  # see _log_kind
            _log_kind("the ladder", error)
        self.climbed = True

    async def look(self, incidents: OpenIncidents | None) -> None:
        """See what OpenAI itself reports."""
        if incidents is not None and (reported := await incidents.open_now()):
            self._learn(replace(self.evidence, incidents=reported))

    async def ask(self) -> None:
        """Send batch after batch until nothing is left to ask."""
        while batch := next_probes(self.evidence):
            async with asyncio.TaskGroup() as together:
                for probe in batch:
                    together.create_task(self._send(probe))

    def cut(self) -> None:
        """Write down what was still under way when the time was over."""
        now = self.clock.seconds()
        replies = {
            name: Reply(probe=name, failure=Failure.CUT, seconds=now - sent)
            for name, sent in self.under_way.items()
        }
        rungs = self.evidence.rungs
        if not self.climbed and len(rungs) < len(Step):
            step = tuple(Step)[len(rungs)]
            # Each rung has a limit of its own, so one that is cut was slow, not broken.
            said = "Not known: the time for the whole check was over."
            rungs += (Rung(step=step, outcome=Outcome.UNKNOWN, detail=said, failure=Failure.CUT),)
        self.evidence = replace(
            self.evidence, rungs=rungs, replies={**self.evidence.replies, **replies}
        )

    async def _send(self, probe: Probe) -> None:
        self.under_way[probe.name] = self.clock.seconds()
        try:
            reply = await self.openai.send(probe, self.evidence.case)
        except Exception as error:  # noqa: BLE001  # see _log_kind
            _log_kind(f"probe {probe.name}", error)
            reply = Reply(probe=probe.name, failure=Failure.PROTOCOL)
        del self.under_way[probe.name]
        self._learn(replace(self.evidence, replies=_with(self.evidence.replies, probe, reply)))

    def _learn(self, evidence: Evidence) -> None:
        self.evidence = evidence
        if self.on_progress is None:
            return
        try:
            self.on_progress(evidence)
        except Exception as error:  # noqa: BLE001  # a view that breaks must not cost the verdict
            _log_kind("showing progress", error)


def _with(replies: Mapping[str, Reply], probe: Probe, reply: Reply) -> Mapping[str, Reply]:
    return {**replies, probe.name: reply}


def _was_sent(answer: Reply | Rung) -> bool:
    if isinstance(answer, Reply) and answer.code == NOT_SENT:
        return False
    return answer.failure not in NEVER_SENT


def _log_kind(what: str, error: Exception) -> None:
    """Log a broken promise by its kind alone: the text of an exception may hold the key."""
    _log.error("%s failed with %s", what, type(error).__name__)
