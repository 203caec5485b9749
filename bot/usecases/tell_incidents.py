"""Telling of incidents: watch the page, and say which messages follow from what it says.

What the leader's subjects share stands in `bot.usecases.tell`.
"""

import random
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.desired.delivered import Delivered
from bot.domain.desired.incidents import PREFIX, enrol, messages, outlived
from bot.domain.desired.message import DesiredMessage
from bot.domain.desired.people import enrol_people, forgotten, notes
from bot.domain.heartbeat import Loop
from bot.domain.incidents.board_saved import save_board
from bot.domain.incidents.pace import next_wait_s
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.saved import load, save
from bot.domain.incidents.states import Kind
from bot.domain.incidents.told import FeedNews, News
from bot.ports import Unsettled
from bot.usecases.known_status import BOARD, INCIDENTS
from bot.usecases.tell import Telling
from bot.usecases.watch_status import Look, WatchStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class TellIncidents:
    """One of the leader's subjects; `poll_s` is a setting."""

    watch: WatchStatus
    poll_s: float
    unsettled: Unsettled | None = None
    draw: Callable[[], float] = random.random

    def __call__(self, telling: Telling) -> "IncidentsTold":
        """For one term."""
        return IncidentsTold(self, telling)


class IncidentsTold:
    """One term of it: what is known, kept in memory and written through."""

    name = "incidents"

    def __init__(self, work: TellIncidents, telling: Telling) -> None:
        self._work = work
        self._telling = telling
        self._remembered = Remembered()
        self._revision = 0
        self._board_revision = 0

    async def begin(self) -> None:
        state = self._telling.work.state
        kept = await state.load(INCIDENTS)
        self._remember(load(kept.text) if kept.text else Remembered())
        self._revision = kept.revision
        self._board_revision = (await state.load(BOARD)).revision

    def enrolled(self) -> tuple[Delivered, ...]:
        return self._enrolled(self._remembered, ())

    def outlived(self) -> tuple[str, ...]:
        known = self._telling.known
        gone = outlived(self._remembered, self._telling.in_force, _of_incidents(known))
        return gone + forgotten(self._remembered, known)

    def wanted(self) -> tuple[DesiredMessage, ...]:
        known, now = self._telling.known, self._telling.work.clock.now()
        wanted = messages(self._remembered, self._telling.in_force, _of_incidents(known), now)
        return *wanted, *notes(self._remembered, known)

    def loops(self) -> tuple[Coroutine[Any, Any, None], ...]:
        return (self._watch_page(),)

    async def _watch_page(self) -> None:
        """Look at the page again and again."""
        work, operators = self._work, self._telling.work.operators
        beat = self._telling.work.beat
        beat(Loop.STATUS_PAGE)
        while True:
            look = await work.watch(self._remembered)
            await self._take(look)
            for one in look.news:
                if isinstance(one, FeedNews):
                    await operators.hear(one)
            pause = next_wait_s(
                self._remembered, work.poll_s, work.draw(), retry_after_s=look.retry_after_s
            )
            beat(Loop.STATUS_PAGE, pause)
            await self._telling.work.sleep(pause)

    async def _take(self, look: Look) -> None:
        telling = self._telling
        async with telling.floor:
            await telling.catch_up()
            begun = self._enrolled(look.remembered, look.news)
            begun += await self._people(look.news)
            text = save(look.remembered)
            self._revision = await telling.save(INCIDENTS, text, self._revision, begun)
            self._remember(look.remembered)
            await telling.want(self)
        if look.board.components:
            self._board_revision = await telling.save(
                BOARD, save_board(look.board), self._board_revision, ()
            )

    def _remember(self, remembered: Remembered) -> None:
        self._remembered = remembered
        self._telling.incidents = tuple(
            one for one in remembered.open_now if one.kind is Kind.INCIDENT
        )

    def _enrolled(self, remembered: Remembered, news: Iterable[News]) -> tuple[Delivered, ...]:
        return enrol(remembered, news, self._telling.in_force, self._telling.known.keys())

    async def _people(self, news: Iterable[News]) -> tuple[Delivered, ...]:
        unsettled = self._work.unsettled
        if unsettled is None or not news:
            return ()
        return enrol_people(news, await unsettled.all(), self._telling.known.keys())


def _of_incidents(known: Mapping[str, Delivered]) -> tuple[Delivered, ...]:
    return tuple(one for name, one in known.items() if name.startswith(PREFIX))
