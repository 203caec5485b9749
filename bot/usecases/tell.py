"""The leader's work: telling the channels what there is to tell, for one term after another.

There are several subjects (incidents, alerts) and one of everything that they share: one delivery
with Slack's limits, one view of the subscriptions, one list of troubles that operators heard of.
A subject says which messages begin and what they should show; what it found and the messages
that begin with it are written in one step, so a leader that dies in between has either not
looked or owes what it found. The subscriptions are watched here: whoever subscribes now gets
what is open now.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from bot.domain.desired.delivered import Delivered
from bot.domain.desired.message import DesiredMessage
from bot.domain.desired.settle import Trouble, TroubleKind
from bot.domain.heartbeat import Loop
from bot.domain.incidents.incident import Incident
from bot.domain.stored import Unreadable
from bot.domain.subscriptions import Paused, Subscription, in_force
from bot.ports import (
    UNMETERED,
    Announcer,
    Beat,
    Clock,
    Meter,
    Operators,
    Sleep,
    State,
    Subscriptions,
    Term,
)
from bot.ports.heartbeat import no_beat
from bot.usecases.deliver import Deliver

SUBSCRIPTIONS_EVERY_S: Final = 2.0
UNREADABLE_WAIT_S: Final = 60.0

_log: Final = logging.getLogger(__name__)


class Teller(Protocol):
    """One subject, for one term. All but `begin` and its loops is called while it has the floor."""

    name: str

    async def begin(self) -> None:
        """Read what is stored, before anything else."""
        ...

    def enrolled(self) -> tuple[Delivered, ...]:
        """The messages that begin because of who is subscribed now."""
        ...

    def outlived(self) -> tuple[str, ...]:
        """The names of messages that need not be known any more."""
        ...

    def wanted(self) -> tuple[DesiredMessage, ...]:
        """What Slack should show now."""
        ...

    def loops(self) -> Sequence[Coroutine[Any, Any, None]]:
        """What runs for as long as the term lasts."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """The leader's work; call it with a term. `tellers` make the subjects, in order."""

    tellers: Sequence[Callable[["Telling"], Teller]]
    state: State
    subscriptions: Subscriptions
    announcer: Announcer
    operators: Operators
    clock: Clock
    incident_channels: tuple[str, ...] = ()
    alert_channels: tuple[str, ...] = ()
    sleep: Sleep = asyncio.sleep
    beat: Beat = no_beat
    meter: Meter = UNMETERED

    async def __call__(self, term: Term) -> None:
        """Work until the term is over."""
        telling = Telling(self, term)
        try:
            await telling.begin()
        except Unreadable as error:
            # Of a newer release, most likely: one of those may lead, this one must not guess.
            _log.error("cannot lead: %s", error)
            await self.operators.hear(Trouble(TroubleKind.UNREADABLE_STATE, "", str(error)))
            self.beat(Loop.DELIVERY, UNREADABLE_WAIT_S)
            await self.sleep(UNREADABLE_WAIT_S)
            return
        await _together(*telling.loops())


class Telling:
    """One term of it. `floor` is for one subject at a time; `incidents` are open at OpenAI."""

    def __init__(self, work: Tell, term: Term) -> None:
        self.work = work
        self.term = term
        self.floor = asyncio.Lock()
        self.incidents = tuple[Incident, ...]()
        self._tellers = [make(self) for make in work.tellers]
        self._chosen: Mapping[str, Subscription] = {}
        self._chosen_revision = -1
        self._paused: Mapping[str, Paused] = {}
        self._heard: set[Trouble] = set()
        self._deliver: Deliver

    async def begin(self) -> None:
        """Read what is stored, and go on from there."""
        work = self.work
        for teller in self._tellers:
            await teller.begin()
        self._deliver = Deliver(
            term=self.term,
            delivered=await work.state.delivered(),
            state=work.state,
            announcer=work.announcer,
            clock=work.clock,
            told=self._told,
            reached=self._reached,
            sleep=work.sleep,
            beat=work.beat,
        )
        await self._read_subscriptions()

    def loops(self) -> list[Coroutine[Any, Any, None]]:
        """All that runs for as long as the term lasts."""
        own = [self._deliver.run(), self._watch_subscriptions()]
        return own + [loop for teller in self._tellers for loop in teller.loops()]

    @property
    def known(self) -> Mapping[str, Delivered]:
        """What is known of each message, by its name."""
        return self._deliver.known

    @property
    def in_force(self) -> Mapping[str, Subscription]:
        """Who wants to hear of what, by channel."""
        return in_force(self._chosen, self.work.incident_channels, self.work.alert_channels)

    async def catch_up(self) -> None:
        """Read the subscriptions if they have changed: who left a second ago hears no more."""
        subscriptions = self.work.subscriptions
        revision = await subscriptions.revision()
        if revision != self._chosen_revision:
            self._chosen = await subscriptions.all()
            self._paused = await subscriptions.paused()
            self._chosen_revision = revision
            self._deliver.try_again(self.in_force.keys() - self._paused.keys())

    async def save(self, name: str, text: str, after: int, begun: Collection[Delivered]) -> int:
        """Write a state and the messages that begin with it in one step; gives its revision."""
        revision = await self.work.state.save(self.term, name, text, after, begun)
        self._deliver.begin(begun)
        return revision

    async def want(self, teller: Teller) -> None:
        """Have delivered what a subject wants to show now."""
        gone = teller.outlived()
        if gone:
            await self._deliver.forget(gone)
        self._deliver.want(teller.name, teller.wanted())

    async def _watch_subscriptions(self) -> None:
        while True:
            self.work.beat(Loop.SUBSCRIPTIONS)
            await self.work.sleep(SUBSCRIPTIONS_EVERY_S)
            if await self.work.subscriptions.revision() != self._chosen_revision:
                await self._read_subscriptions()

    async def _read_subscriptions(self) -> None:
        async with self.floor:
            await self.catch_up()
            for teller in self._tellers:
                begun = teller.enrolled()
                if begun:
                    await self.work.state.keep(self.term, begun)
                self._deliver.begin(begun)
                await self.want(teller)

    async def _told(self, trouble: Trouble) -> None:
        """Pass it on to the operators, each trouble once a term, a closed channel once at all."""
        if trouble.kind is TroubleKind.CHANNEL_CLOSED:
            paused = Paused(since=self.work.clock.now(), says=trouble.says)
            new = await self.work.subscriptions.pause(self.term, trouble.channel, paused)
            self._paused = {**self._paused, trouble.channel: paused}
        else:
            new = trouble not in self._heard
            self._heard.add(trouble)
        if new:
            _log.warning("%s %s: %s", trouble.kind, trouble.channel, trouble.says)
            await self.work.operators.hear(trouble)

    async def _reached(self, channel: str) -> None:
        if channel in self._paused:
            await self.work.subscriptions.pause(self.term, channel, None)
            self._paused = {name: one for name, one in self._paused.items() if name != channel}


async def _together(*endless: Coroutine[Any, Any, None]) -> None:
    """Run these until the first fails; then end the others, and raise what it raised."""
    tasks = [asyncio.create_task(one) for one in endless]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
