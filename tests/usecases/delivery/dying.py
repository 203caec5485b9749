"""Time that passes only while nothing is under way, and a bot that dies at a chosen point.

Each call to Redis or Slack has two boundaries: before it, and after it was done but before
its answer is seen. `Life` counts them and ends the process at one of them: from there on
nothing of it reaches the outside any more, as after SIGKILL.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.domain.desired.delivered import Delivered
from bot.domain.desired.steps import Outcome, Step
from bot.domain.subscriptions import Paused, Subscription
from bot.ports import Announcer, Kept, State, Subscriptions, Term
from tests.fakes import FakeClock


@dataclass
class Time:
    """Jumps to the next thing that anybody sleeps for, as soon as nothing is under way."""

    clock: FakeClock = field(default_factory=FakeClock)
    under_way: int = 0
    _targets: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        target = self.clock.passed + seconds
        self._targets.append(target)
        try:
            while self.clock.passed < target:
                await asyncio.sleep(0.001)
                if not self.under_way:
                    self.clock.passed = max(self.clock.passed, min(self._targets))
        finally:
            self._targets.remove(target)


class Killed(BaseException):
    """The process is no more."""


@dataclass
class Life:
    """One process; `dies_at` is the boundary at which it ends, `at` is told of each one."""

    time: Time
    dies_at: int | None = None
    at: Callable[[str], Awaitable[None]] | None = None
    boundaries: int = 0
    dead: bool = False

    @asynccontextmanager
    async def call(self, name: str) -> AsyncIterator[None]:
        await self._boundary(f"before {name}")
        self.time.under_way += 1
        try:
            yield
        finally:
            self.time.under_way -= 1
        await self._boundary(f"after {name}")

    async def _boundary(self, name: str) -> None:
        if self.dead:
            raise Killed
        if "revision" not in name:  # asked every other second: one of them is like the next
            self.boundaries += 1
        if self.boundaries == self.dies_at:
            self.dead = True
            self.time.under_way += 1  # until the next process has begun
            raise Killed
        if self.at is not None:
            await self.at(name)


@dataclass
class MortalState:
    life: Life
    inner: State

    async def load(self, name: str) -> Kept:
        async with self.life.call("load"):
            return await self.inner.load(name)

    async def save(
        self, term: Term, name: str, text: str, after: int, begun: Collection[Delivered]
    ) -> int:
        async with self.life.call("save"):
            return await self.inner.save(term, name, text, after, begun)

    async def delivered(self) -> tuple[Delivered, ...]:
        async with self.life.call("delivered"):
            return await self.inner.delivered()

    async def keep(
        self, term: Term, changed: Collection[Delivered], dropped: Collection[str] = ()
    ) -> None:
        async with self.life.call("keep"):
            await self.inner.keep(term, changed, dropped)


@dataclass
class MortalAnnouncer:
    life: Life
    inner: Announcer

    async def post(self, step: Step) -> Outcome:
        async with self.life.call("post"):
            return await self.inner.post(step)

    async def edit(self, step: Step) -> Outcome:
        async with self.life.call("edit"):
            return await self.inner.edit(step)

    async def look(self, step: Step) -> Outcome:
        async with self.life.call("look"):
            return await self.inner.look(step)


@dataclass
class MortalSubscriptions:
    life: Life
    inner: Subscriptions

    async def revision(self) -> int:
        async with self.life.call("revision"):
            return await self.inner.revision()

    async def all(self) -> Mapping[str, Subscription]:
        async with self.life.call("all"):
            return await self.inner.all()

    async def paused(self) -> Mapping[str, Paused]:
        async with self.life.call("paused"):
            return await self.inner.paused()

    async def put(self, subscription: Subscription) -> None:
        async with self.life.call("put"):
            await self.inner.put(subscription)

    async def pause(self, term: Term, channel: str, paused: Paused | None) -> bool:
        async with self.life.call("pause"):
            return await self.inner.pause(term, channel, paused)
