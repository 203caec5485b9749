"""What a command sees of the process that runs it, as a value: tests hand in their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Terminal:
    """The environment, the folder and the three streams."""

    environ: Mapping[str, str]
    cwd: Path
    stdin: TextIO
    out: TextIO
    err: TextIO

    def paints(self, stream: TextIO) -> bool:
        """Whether colours may be used there (https://no-color.org)."""
        dumb = self.environ.get("NO_COLOR") or self.environ.get("TERM") == "dumb"
        return stream.isatty() and not dumb


def printable(text: str) -> str:
    """The text on one line and without control characters.

    What a server or a file says must not move the cursor or colour the screen.
    """
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(shown.split())
