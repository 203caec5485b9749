"""The invented error texts of tests/data/errors, one file a cause.

One line is {"text", "cause", "from"}: to try one more wording, add a line.
"""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data" / "errors"


@dataclass(frozen=True, slots=True)
class Row:
    """An error text, the cause that it has to get, and how a test is called after it."""

    text: str
    cause: str
    name: str


def rows() -> tuple[Row, ...]:
    """All rows of all causes."""
    return tuple(
        Row(one["text"], one["cause"], f"{path.stem} {number}, {one['from']}")
        for path in sorted(FOLDER.glob("*.jsonl"))
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if line and (one := json.loads(line))
    )


ROWS = rows()
