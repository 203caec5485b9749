"""Make Slack show what it should, for one term of being the leader.

The plan is drawn anew whenever a call ends or something else is wanted, so nothing queues up:
what was overtaken by events is never sent. What is written down is written before and after
each post and refused for a leader whose term is over; and before each call it is made sure
that the term outlasts the call. So a leader that was frozen says nothing when it thaws.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from typing import Final

from bot.domain.desired.delivered import Delivered
from bot.domain.desired.message import DesiredMessage
from bot.domain.desired.pace import Pace
from bot.domain.desired.plan import is_settled, next_steps
from bot.domain.desired.settle import Trouble, after, before
from bot.domain.desired.steps import CALL_TIMEOUT, Act, Done, NotDone, Outcome, Step, Why
from bot.domain.heartbeat import Loop
from bot.ports import Announcer, Beat, Clock, Sleep, State, Term
from bot.ports.heartbeat import no_beat

_LONGEST_WAIT: Final = 60.0

_log: Final = logging.getLogger(__name__)
Told = Callable[[Trouble], Awaitable[None]]
Reached = Callable[[str], Awaitable[None]]


class Deliver:
    """One term's delivery. `begin` and `want` say what there is to do, `run` does it.

    `told` hears of what only people can mend, `reached` of each channel that was posted to.
    """

    def __init__(
        self,
        *,
        term: Term,
        delivered: Iterable[Delivered],
        state: State,
        announcer: Announcer,
        clock: Clock,
        told: Told,
        reached: Reached,
        sleep: Sleep = asyncio.sleep,
        beat: Beat = no_beat,
    ) -> None:
        self._term = term
        self._known = {one.id: one for one in delivered}
        self._state = state
        self._announcer = announcer
        self._clock = clock
        self._told = told
        self._reached = reached
        self._sleep = sleep
        self._beat = beat
        self._open: dict[str, dict[str, DesiredMessage]] = {}
        self._pace = Pace()
        self._calls: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()

    @property
    def known(self) -> Mapping[str, Delivered]:
        """What is known of each message, by its name."""
        return self._known

    @property
    def waiting(self) -> int:
        """How many messages do not stand in Slack as they should."""
        return sum(map(len, self._open.values()))

    def begin(self, messages: Iterable[Delivered]) -> None:
        """Messages that begin, and were already written down."""
        for one in messages:
            self._known.setdefault(one.id, one)

    async def forget(self, names: Collection[str]) -> None:
        """Forget messages for good; one with a call under way goes another time."""
        idle = [n for n in names if n in self._known and not self._is_busy(n)]
        for name in idle:  # before anything is awaited, or a step might begin meanwhile
            del self._known[name]
            self._close(name)
        if idle:
            await self._state.keep(self._term, (), idle)

    def want(self, of: str, messages: Iterable[DesiredMessage]) -> None:
        """What Slack should show now of one subject, all of it; of others it stays as it was."""
        self._open[of] = {
            one.id: one
            for one in messages
            if one.id in self._known and not is_settled(one, self._known[one.id])
        }
        self._changed.set()

    def try_again(self, channels: Iterable[str]) -> None:
        """Somebody changed something about these channels."""
        self._pace.open_again(channels)
        self._changed.set()

    async def run(self) -> None:
        """Deliver until cancelled; raises `Unavailable` when nothing can be written down."""
        try:
            while True:
                self._changed.clear()
                wanted = [one for some in self._open.values() for one in some.values()]
                plan = next_steps(wanted, self._known, self._pace, self._clock.now())
                for step in plan.steps:
                    self._start(step)
                seconds = _LONGEST_WAIT
                if plan.again_at is not None:
                    seconds = (plan.again_at - self._clock.now()).total_seconds()
                seconds = max(0.0, min(seconds, _LONGEST_WAIT))
                self._beat(Loop.DELIVERY, seconds)
                await self._until_changed(seconds)
                self._raise_failures()
        finally:
            await self._finish()

    def _start(self, step: Step) -> None:
        self._pace.begin(step, self._clock.now())
        call = asyncio.create_task(self._take(step))
        self._calls.add(call)
        call.add_done_callback(lambda _: self._changed.set())

    async def _take(self, step: Step) -> None:
        """Take one step: write down, call, write down."""
        name = step.message.id
        known = self._known[name]
        prepared = before(known, step, self._clock.now())
        if prepared is not known:
            await self._write(prepared)
        outcome = await self._call(step)
        self._pace.end(step, outcome, self._clock.now())
        result = after(prepared, step, outcome)
        if result.delivered is not prepared:
            await self._write(result.delivered)
        wanted = self._wanted(name)
        if wanted is not None and is_settled(wanted, result.delivered):
            self._close(name)
        if isinstance(outcome, Done) and step.act is Act.POST:
            await self._reached(step.message.channel)
        if result.trouble is not None:
            await self._told(result.trouble)

    async def _call(self, step: Step) -> Outcome:
        # The last thing before the call: from here on nobody else may lead until it has ended.
        if self._term.left() <= CALL_TIMEOUT.total_seconds():
            return NotDone(Why.NOT_NOW)
        if step.act is Act.POST:
            return await self._announcer.post(step)
        if step.act is Act.EDIT:
            return await self._announcer.edit(step)
        return await self._announcer.look(step)

    async def _write(self, delivered: Delivered) -> None:
        await self._state.keep(self._term, (delivered,))
        self._known[delivered.id] = delivered

    def _wanted(self, name: str) -> DesiredMessage | None:
        return next((some[name] for some in self._open.values() if name in some), None)

    def _close(self, name: str) -> None:
        for some in self._open.values():
            some.pop(name, None)

    def _is_busy(self, name: str) -> bool:
        return self._known[name].channel in self._pace.busy

    async def _until_changed(self, seconds: float) -> None:
        waits = [
            asyncio.ensure_future(self._changed.wait()),
            asyncio.ensure_future(self._sleep(seconds)),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def _raise_failures(self) -> None:
        done = {call for call in self._calls if call.done()}
        self._calls -= done
        errors = [error for call in done if (error := call.exception())]
        if errors:
            raise errors[0]

    async def _finish(self) -> None:
        """Let calls that are under way end and be written down: a stop leaves nothing unclear."""
        for call in self._calls:
            if self._term.left() <= 0:
                call.cancel()
        if self._calls:
            await asyncio.wait(self._calls, timeout=CALL_TIMEOUT.total_seconds())
        for call in self._calls:
            call.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await call
