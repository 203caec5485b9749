"""A diagnosis as a page for the terminal: the verdict, what to do, and the ten checks."""

from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.findings import console_for, rows
from bot.cli.terminal import Terminal, printable
from bot.domain.case import Outcome
from bot.domain.diagnosis import Cause, Diagnosis, Verdict
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
    with console.capture() as page:
        _draw(diagnosis, console)
    for line in page.get().splitlines():
        print(line.rstrip(), file=terminal.out)  # rich fills lines up with blanks


def _draw(diagnosis: Diagnosis, console: Console) -> None:
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
    open_ones = [one.cause for one in diagnosis.findings if one.check.outcome is Outcome.UNKNOWN]
    kind = diagnosis.kind.value.replace("_", " ")
    shown = f"Key: {printable(diagnosis.masked)} ({kind})." if diagnosis.masked else ""
    lines = {
        "Ruled out": ", ".join(_name(cause) for cause in diagnosis.ruled_out),
        "Not known": ", ".join(_name(cause) for cause in open_ones),
    }
    listed = [f"{word}: {names}." for word, names in lines.items() if names]
    return [*listed, " ".join(part for part in (shown, effort(diagnosis)) if part)]


def _name(cause: Cause) -> str:
    return cause.slug.replace("_", " ")
