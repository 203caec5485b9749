"""What the leader has found out about the status page, for whoever asks any replica."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.domain.incidents.board_saved import load_board
from bot.domain.incidents.incident import Incident
from bot.domain.incidents.overview import Known
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.saved import load
from bot.domain.incidents.states import Kind
from bot.domain.stored import Unreadable
from bot.ports import Clock, State, Unavailable

INCIDENTS: Final = "incidents"
BOARD: Final = "board"
LATELY: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class KnownStatus:
    """Reads what is stored."""

    state: State

    async def __call__(self) -> Known:
        """Read it; raises `Unavailable`."""
        incidents, board = await asyncio.gather(self.state.load(INCIDENTS), self.state.load(BOARD))
        try:
            # Ninety days take some milliseconds: beside the loop, where nobody waits for them.
            remembered = await asyncio.to_thread(_remembered, incidents.text)
        except Unreadable as error:
            raise Unavailable(str(error)) from None
        return Known(remembered=remembered, board=load_board(board.text))


@dataclass(frozen=True, slots=True)
class OpenNow:
    """What is open, for a check that cannot wait: see the port `OpenIncidents`."""

    known: KnownStatus
    clock: Clock

    async def open_now(self) -> tuple[Incident, ...]:
        """What is known to be open; what nobody looked at lately counts as not known."""
        try:
            remembered = (await self.known()).remembered
        except Unavailable:
            return ()
        read_at = remembered.read_at
        if read_at is None or self.clock.now() - read_at > LATELY:
            return ()
        return tuple(one for one in remembered.open_now if one.kind is Kind.INCIDENT)


def _remembered(text: str) -> Remembered:
    return load(text) if text else Remembered()
