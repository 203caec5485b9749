"""The ten checks as rows for a terminal, while they run and at the end."""

from collections.abc import Iterable, Mapping
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.terminal import Terminal, printable
from bot.domain.case import Outcome
from bot.domain.diagnosis import Finding
from bot.views.findings import evidence
from bot.views.hiding import hide

MARKS: Final[Mapping[Outcome, str]] = {
    Outcome.PASS: "✓",
    Outcome.FAIL: "✗",
    Outcome.WARN: "!",
    Outcome.UNKNOWN: "?",
    Outcome.SKIPPED: "–",
}
STYLES: Final[Mapping[Outcome, str]] = {
    Outcome.PASS: "green",
    Outcome.FAIL: "bold red",
    Outcome.WARN: "yellow",
    Outcome.UNKNOWN: "yellow",
    Outcome.SKIPPED: "dim",
}
_WIDEST: Final = 100


def console_for(terminal: Terminal, *, errors: bool = False) -> Console:
    """A console that takes colours, and the width, from the terminal that it is given."""
    stream = terminal.err if errors else terminal.out
    console = Console(
        file=stream,
        no_color=not terminal.paints(stream),
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        _environ=terminal.environ,
    )
    if console.width > _WIDEST or not stream.isatty():
        console.width = _WIDEST
    return console


def rows(findings: Iterable[Finding], *, finished: bool = True) -> Table:
    """A table of the checks: mark, what it is about, what was found and by what it shows."""
    table = Table.grid(padding=(0, 2), expand=False)
    table.add_column(width=1)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        outcome = finding.check.outcome
        waits = not finished and outcome in {Outcome.UNKNOWN, Outcome.SKIPPED}
        mark = Text("·", "dim") if waits else Text(MARKS[outcome], STYLES[outcome])
        title = Text(finding.cause.title, "bold" if outcome is Outcome.FAIL else "")
        table.add_row(mark, title, Text("") if waits else _found(finding, shown=finished))
    return table


def _found(finding: Finding, *, shown: bool) -> Text:
    check = finding.check
    text = Text(printable(hide(check.summary)))
    if shown and check.evidence:
        text.append(f"\n{printable(evidence(check.evidence))}", "dim")
    return text
