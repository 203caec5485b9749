"""The page's list of components as one JSON text, and back.

It only enriches, so one that cannot be read is no list at all and never an error.
"""

import json
from datetime import datetime

from bot.domain.incidents.enrichment import Board, BoardComponent
from bot.domain.incidents.states import Impact


def save_board(board: Board) -> str:
    """The list as text."""
    rows = [[one.id, one.name, one.group, one.impact] for one in board.components]
    read_at = board.read_at.isoformat() if board.read_at else None
    return json.dumps({"read_at": read_at, "components": rows}, ensure_ascii=False)


def load_board(text: str) -> Board:
    """The list out of its text; an empty one out of anything else."""
    try:
        tree = json.loads(text)
        read_at = datetime.fromisoformat(tree["read_at"]) if tree["read_at"] else None
        components = tuple(
            BoardComponent(id=str(id_), name=str(name), group=str(group), impact=Impact(impact))
            for id_, name, group, impact in tree["components"]
        )
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return Board()
    return Board(components=components, read_at=read_at)
