"""The table of docs/reports.md: what an entry counts, in the words of the page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "reports.md"


@dataclass(frozen=True)
class Case:
    """One row; `fields` has `NOW` in place of the time."""

    name: str
    fields: Mapping[str, str]
    times: int
    counts: str

    def sent_at(self, now: int) -> dict[str, str]:
        """The entry as it is sent."""
        return {name: _timed(text, now) for name, text in self.fields.items()}

    @property
    def rejected(self) -> str:
        """Why it does not count, "" if it does."""
        return self.counts.removeprefix("rejected: ") if self.counts.startswith("rejected") else ""


def _timed(text: str, now: int) -> str:
    shift = re.fullmatch(r"NOW([+-]\d+)?", text)
    return str(now + int(shift[1] or 0)) if shift else text


def cases() -> Sequence[Case]:
    """All rows of the table."""
    rows = re.findall(
        r"^\| ([^|`]+) \| `([^`|]+)`( twice)? \| ([^|]+) \|$", PAGE.read_text(), re.MULTILINE
    )
    return [
        Case(name, dict(zip(words[::2], words[1::2], strict=True)), 2 if twice else 1, counts)
        for name, entry, twice, counts in rows
        for words in [entry.split()]
    ]
