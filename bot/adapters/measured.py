"""Adapters that measure another adapter: same port, one inside the other.

So nothing that works has to know that it is measured, and what is measured stands in one place.
"""

from collections.abc import Awaitable, Collection
from dataclasses import dataclass
from typing import Final

from bot.domain.case import Case
from bot.domain.desired.happened import happened_at
from bot.domain.desired.steps import Act, Done, Outcome, Step
from bot.domain.incidents.enrichment import Extras
from bot.domain.incidents.feed_read import FeedRead
from bot.domain.metrics import (
    ANSWERED,
    CHECKS,
    DELIVERIES,
    DELIVERY_DELAY,
    FEED_READS,
    NONE,
    PROBES,
)
from bot.domain.probes import NOT_SENT, Probe, Reply
from bot.ports import Announcer, Audit, AuditLine, Clock, Meter, OpenAI, StatusFeed

COMPLETE: Final = "complete"


@dataclass(frozen=True, slots=True)
class MeasuredOpenAI:
    """How long OpenAI takes."""

    inner: OpenAI
    meter: Meter

    async def send(self, probe: Probe, case: Case) -> Reply:
        """See the port."""
        reply = await self.inner.send(probe, case)
        if reply.code != NOT_SENT:
            self.meter.observe(PROBES, reply.seconds, outcome=reply.failure or ANSWERED)
        return reply


@dataclass(frozen=True, slots=True)
class MeasuredAudit:
    """What came of the checks: each ends with one line in the audit."""

    inner: Audit
    meter: Meter

    async def write(self, line: AuditLine) -> None:
        """See the port."""
        self.meter.count(CHECKS, verdict=line.verdict, cause=line.cause or NONE)
        await self.inner.write(line)


@dataclass(frozen=True, slots=True)
class MeasuredFeed:
    """Whether the status feed can be read."""

    inner: StatusFeed
    meter: Meter

    async def read(self) -> FeedRead:
        """See the port."""
        read = await self.inner.read()
        self.meter.count(FEED_READS, outcome=read.gap.reason if read.gap else COMPLETE)
        return read

    async def extras(self, incident_ids: Collection[str]) -> Extras:
        """See the port."""
        return await self.inner.extras(incident_ids)


@dataclass(frozen=True, slots=True)
class MeasuredAnnouncer:
    """What is delivered, and how long after it happened."""

    inner: Announcer
    meter: Meter
    clock: Clock

    async def post(self, step: Step) -> Outcome:
        """See the port."""
        return await self._counted(step, self.inner.post(step))

    async def edit(self, step: Step) -> Outcome:
        """See the port."""
        return await self._counted(step, self.inner.edit(step))

    async def look(self, step: Step) -> Outcome:
        """See the port."""
        return await self._counted(step, self.inner.look(step))

    async def _counted(self, step: Step, call: Awaitable[Outcome]) -> Outcome:
        outcome = await call
        done = isinstance(outcome, Done)
        self.meter.count(
            DELIVERIES, act=step.act, outcome="done" if isinstance(outcome, Done) else outcome.why
        )
        at = happened_at(step.message, step.part)
        if done and step.act is Act.POST and at is not None:
            self.meter.observe(DELIVERY_DELAY, max(0.0, (self.clock.now() - at).total_seconds()))
        return outcome
