"""What is seen while a check runs, on stderr: stdout is for the result alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Group
from rich.live import Live
from rich.padding import Padding
from rich.spinner import Spinner
from rich.text import Text

from bot.cli.findings import MARKS, console_for, rows
from bot.cli.terminal import Terminal, printable
from bot.domain.case import Case, Evidence
from bot.domain.verdict import judge_all

Learn = Callable[[Evidence], None]


@contextmanager
def progress(case: Case, terminal: Terminal) -> Iterator[Learn]:
    """Give the function that is told of each answer; draws if a person is looking."""
    key = case.pasted.key
    shown = key.secret.masked if key else case.pasted.masked or "no key"
    said = printable(f"Checking {shown} at {case.base_url} …")
    if not terminal.err.isatty():
        print(said, file=terminal.err, flush=True)
        yield _Lines(terminal)
        return
    spinner = Spinner("dots", Text(said))
    console = console_for(terminal, errors=True)
    with Live(spinner, console=console, transient=True, refresh_per_second=12) as live:
        yield lambda evidence: live.update(
            Group(spinner, Padding(rows(judge_all(evidence), finished=False), (0, 0, 0, 1)))
        )


class _Lines:
    """A line for each rung and answer: for pipes, logs and build servers."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._told: set[str] = set()

    def __call__(self, evidence: Evidence) -> None:
        lines = {
            f"rung {rung.step}": f"{MARKS[rung.outcome]} {rung.detail}" for rung in evidence.rungs
        }
        for name, reply in evidence.replies.items():
            lines[f"probe {name}"] = f"· {name}: {reply.status or reply.failure}"
        for name in [name for name in lines if name not in self._told]:
            self._told.add(name)
            print(f"  {printable(lines[name])}", file=self._terminal.err, flush=True)
