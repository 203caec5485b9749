"""The page's list of components as one JSON text, and back.

It only enriches, so one that cannot be read is no list at all and never an error.
"""

from typing import Any, Final

from bot.domain.incidents.enrichment import Board, BoardComponent
from bot.domain.incidents.states import Impact
from bot.domain.stored import Stored, Unreadable, read_time

RECORD: Final = Stored("the list of components", version=1)


def save_board(board: Board) -> str:
    """The list as text."""
    rows = [[one.id, one.name, one.group, one.impact] for one in board.components]
    read_at = board.read_at.isoformat() if board.read_at else None
    return RECORD.write({"read_at": read_at, "components": rows})


def load_board(text: str) -> Board:
    """The list out of its text; an empty one out of anything else."""
    try:
        return RECORD.read(text, _board)
    except Unreadable:
        return Board()


def _board(tree: dict[str, Any]) -> Board:
    return Board(
        components=tuple(
            BoardComponent(id=str(id_), name=str(name), group=str(group), impact=Impact(impact))
            for id_, name, group, impact in tree["components"]
        ),
        read_at=read_time(tree["read_at"]) if tree["read_at"] else None,
    )
