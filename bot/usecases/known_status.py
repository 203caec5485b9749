"""What the leader has found out about the status page, for whoever asks any replica."""

import asyncio
from dataclasses import dataclass
from typing import Final

from bot.domain.incidents.board_saved import load_board
from bot.domain.incidents.overview import Known
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.saved import UnreadableMemory, load
from bot.ports import State, Unavailable

INCIDENTS: Final = "incidents"
BOARD: Final = "board"


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
        except UnreadableMemory as error:
            raise Unavailable(str(error)) from None
        return Known(remembered=remembered, board=load_board(board.text))


def _remembered(text: str) -> Remembered:
    return load(text) if text else Remembered()
