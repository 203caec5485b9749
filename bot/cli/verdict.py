"""A diagnosis as a page for the terminal: the verdict, what to do, and the ten checks."""

from typing import Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.findings import console_for, rows
from bot.cli.terminal import Terminal, printable
from bot.domain.case import Outcome
from bot.domain.diagnosis import Diagnosis, Verdict
from bot.views.headline import effort, headline
from bot.views.hiding import hide

_STYLES: Final = {
    Verdict.WORKS: "bold green",
    Verdict.BROKEN: "bold red",
    Verdict.DEGRADED: "bold yellow",
    Verdict.UNDETERMINED: "bold yellow",
}


def show(diagnosis: Diagnosis, terminal: Terminal) -> None:
    """Print the page."""
    console = console_for(terminal)
    console.print()
    console.print(Text(headline(diagnosis), _STYLES[diagnosis.verdict]))
    console.print(Padding(Text(printable(hide(diagnosis.summary))), (0, 0, 1, 3)))
    if diagnosis.next_steps:
        console.print(Text("What to do", "bold"))
        console.print(Padding(_steps(diagnosis.next_steps), (0, 0, 1, 1)))
    console.print(Text("What was checked", "bold"))
    console.print(Padding(rows(diagnosis.findings), (0, 0, 1, 1)))
    for line in _foot(diagnosis):
        console.print(Text(line, "dim"))


def _steps(steps: tuple[str, ...]) -> Table:
    table = Table.grid(padding=(0, 1))
    for place, step in enumerate(steps, 1):
        table.add_row(f"{place}.", Text(printable(hide(step)), overflow="fold"))
    return table


def _foot(diagnosis: Diagnosis) -> list[str]:
    blamed = diagnosis.cause.slug if diagnosis.cause else None
    ruled_out = [cause.title for cause in diagnosis.ruled_out if cause.slug != blamed]
    open_ones = [one for one in diagnosis.findings if one.check.outcome is Outcome.UNKNOWN]
    key = f"Key: {printable(diagnosis.masked)} ({diagnosis.kind.value.replace('_', ' ')})"
    lines = [f"{key}." if diagnosis.masked else "No key was found.", effort(diagnosis)]
    if ruled_out:
        lines.insert(0, f"Ruled out: {', '.join(ruled_out)}.")
    if open_ones:
        lines.insert(1, f"Not known: {', '.join(one.cause.title for one in open_ones)}.")
    return lines
