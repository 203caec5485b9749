"""The leader's work on incidents: watch the page, enrol the channels, have it delivered.

What a look found and the messages that begin with it are written in one step, so a leader
that dies in between has either not looked or owes what it found. The subscriptions are
watched beside it: whoever subscribes now gets what is open now.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.desired.delivered import Delivered
from bot.domain.desired.incidents import PREFIX, enrol, messages, outlived
from bot.domain.desired.people import enrol_people, forgotten, notes
from bot.domain.desired.settle import Trouble, TroubleKind
from bot.domain.incidents.board_saved import save_board
from bot.domain.incidents.pace import next_wait_s
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.saved import load, save
from bot.domain.incidents.told import FeedNews, News
from bot.domain.stored import Unreadable
from bot.domain.subscriptions import Paused, Subscription, in_force
from bot.ports import (
    Announcer,
    Clock,
    Operators,
    Sleep,
    State,
    Subscriptions,
    Term,
    Unsettled,
)
from bot.usecases.deliver import Deliver
from bot.usecases.known_status import BOARD, INCIDENTS
from bot.usecases.watch_status import WatchStatus

SUBSCRIPTIONS_EVERY_S: Final = 2.0
UNREADABLE_WAIT_S: Final = 60.0

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TellIncidents:
    """The leader's work; call it with a term. `poll_s` and the channels are settings."""

    watch: WatchStatus
    state: State
    subscriptions: Subscriptions
    announcer: Announcer
    operators: Operators
    clock: Clock
    poll_s: float
    unsettled: Unsettled | None = None
    incident_channels: tuple[str, ...] = ()
    alert_channels: tuple[str, ...] = ()
    sleep: Sleep = asyncio.sleep
    draw: Callable[[], float] = random.random

    async def __call__(self, term: Term) -> None:
        """Work until the term is over."""
        telling = Telling(self, term)
        try:
            await telling.begin()
        except Unreadable as error:
            # Of a newer release, most likely: one of those may lead, this one must not guess.
            _log.error("cannot lead: %s", error)
            await self.operators.hear(Trouble(TroubleKind.UNREADABLE_STATE, "", str(error)))
            await self.sleep(UNREADABLE_WAIT_S)
            return
        await _together(telling.deliver.run(), telling.watch_page(), telling.watch_subscriptions())


class Telling:
    """One term of it: what is known, kept in memory and written through."""

    def __init__(self, work: TellIncidents, term: Term) -> None:
        self._work = work
        self._term = term
        self._remembered = Remembered()
        self._revision = 0
        self._board_revision = 0
        self._chosen: Mapping[str, Subscription] = {}
        self._chosen_revision = -1
        self._paused: Mapping[str, Paused] = {}
        self._heard: set[Trouble] = set()
        self._one_at_a_time = asyncio.Lock()
        self.deliver: Deliver

    async def begin(self) -> None:
        """Read what is stored, and go on from there before the page is looked at."""
        work = self._work
        kept = await work.state.load(INCIDENTS)
        self._remembered = load(kept.text) if kept.text else Remembered()
        self._revision = kept.revision
        self._board_revision = (await work.state.load(BOARD)).revision
        self.deliver = Deliver(
            term=self._term,
            delivered=await work.state.delivered(),
            state=work.state,
            announcer=work.announcer,
            clock=work.clock,
            told=self._told,
            reached=self._reached,
            sleep=work.sleep,
        )
        await self._read_subscriptions()

    async def watch_page(self) -> None:
        """Look at the page again and again."""
        work = self._work
        while True:
            look = await work.watch(self._remembered)
            async with self._one_at_a_time:
                await self._catch_up()  # who unsubscribed a second ago hears of nothing new
                begun = self._enrolled(look.remembered, look.news)
                begun += await self._people(look.news)
                self._revision = await work.state.save(
                    self._term, INCIDENTS, save(look.remembered), self._revision, begun
                )
                self._remembered = look.remembered
                self.deliver.begin(begun)
                await self._want()
            if look.board.components:
                self._board_revision = await work.state.save(
                    self._term, BOARD, save_board(look.board), self._board_revision, ()
                )
            for one in look.news:
                if isinstance(one, FeedNews):
                    await work.operators.hear(one)
            pause = next_wait_s(
                self._remembered, work.poll_s, work.draw(), retry_after_s=look.retry_after_s
            )
            await work.sleep(pause)

    async def watch_subscriptions(self) -> None:
        """See to it that who subscribes now gets what is open now."""
        while True:
            await self._work.sleep(SUBSCRIPTIONS_EVERY_S)
            if await self._work.subscriptions.revision() != self._chosen_revision:
                await self._read_subscriptions()

    async def _read_subscriptions(self) -> None:
        work = self._work
        async with self._one_at_a_time:
            await self._catch_up()
            begun = self._enrolled(self._remembered, ())
            if begun:
                await work.state.keep(self._term, begun)
            self.deliver.begin(begun)
            await self._want()

    async def _catch_up(self) -> None:
        subscriptions = self._work.subscriptions
        revision = await subscriptions.revision()
        if revision != self._chosen_revision:
            self._chosen = await subscriptions.all()
            self._paused = await subscriptions.paused()
            self._chosen_revision = revision
            self.deliver.try_again(self._in_force.keys() - self._paused.keys())

    @property
    def _in_force(self) -> Mapping[str, Subscription]:
        return in_force(self._chosen, self._work.incident_channels, self._work.alert_channels)

    def _enrolled(self, remembered: Remembered, news: Iterable[News]) -> tuple[Delivered, ...]:
        return enrol(remembered, news, self._in_force, self.deliver.known.keys())

    async def _people(self, news: Iterable[News]) -> tuple[Delivered, ...]:
        unsettled = self._work.unsettled
        if unsettled is None or not news:
            return ()
        return enrol_people(news, await unsettled.all(), self.deliver.known.keys())

    async def _want(self) -> None:
        known, now = self.deliver.known, self._work.clock.now()
        gone = outlived(self._remembered, self._in_force, _of_incidents(known))
        gone += forgotten(self._remembered, known)
        if gone:
            await self.deliver.forget(gone)
        wanted = messages(self._remembered, self._in_force, _of_incidents(known), now)
        self.deliver.want((*wanted, *notes(self._remembered, known)))

    async def _told(self, trouble: Trouble) -> None:
        """Pass it on to the operators, each trouble once a term, a closed channel once at all."""
        if trouble.kind is TroubleKind.CHANNEL_CLOSED:
            paused = Paused(since=self._work.clock.now(), says=trouble.says)
            new = await self._work.subscriptions.pause(self._term, trouble.channel, paused)
            self._paused = {**self._paused, trouble.channel: paused}
        else:
            new = trouble not in self._heard
            self._heard.add(trouble)
        if new:
            _log.warning("%s %s: %s", trouble.kind, trouble.channel, trouble.says)
            await self._work.operators.hear(trouble)

    async def _reached(self, channel: str) -> None:
        if channel in self._paused:
            await self._work.subscriptions.pause(self._term, channel, None)
            self._paused = {name: one for name, one in self._paused.items() if name != channel}


def _of_incidents(known: Mapping[str, Delivered]) -> tuple[Delivered, ...]:
    return tuple(one for name, one in known.items() if name.startswith(PREFIX))


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
