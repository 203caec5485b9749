"""The ten checks as rows for a terminal, while they run and at the end."""

from collections.abc import Iterable, Mapping
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.terminal import Terminal, printable
from bot.domain.case import Outcome
from bot.domain.diagnosis import Finding
from bot.views.findings import worth_showing
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
_FACTS: Final = 400  # characters; all of them are in --json
_FACTS_IF_FINE: Final = 140


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
    """A table of the checks: mark, cause, what was found and by what it shows.

    While they run each has one line, so that the picture does not jump.
    """
    findings = tuple(findings)
    longest = max((len(finding.cause.slug) for finding in findings), default=0)
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=1)
    table.add_column(min_width=longest)
    table.add_column(overflow="fold" if finished else "ellipsis", no_wrap=not finished)
    for finding in findings:
        outcome = finding.check.outcome
        waits = not finished and outcome in {Outcome.UNKNOWN, Outcome.SKIPPED}
        mark = Text("·", "dim") if waits else Text(MARKS[outcome], STYLES[outcome])
        # Not the title, "The key is not valid": beside a tick that would read as its opposite.
        name = Text(finding.cause.slug.replace("_", " "), "bold" if outcome is Outcome.FAIL else "")
        table.add_row(mark, name, Text("") if waits else _found(finding, shown=finished))
    return table


def _found(finding: Finding, *, shown: bool) -> Text:
    check = finding.check
    text = Text(printable(hide(check.summary)))
    facts = printable(hide(_facts(worth_showing(check))))
    if shown and facts:
        most = _FACTS_IF_FINE if check.outcome is Outcome.PASS else _FACTS
        text.append(f"\n{facts if len(facts) <= most else f'{facts[:most]}…'}", "dim")
    return text


def _facts(evidence: Mapping[str, object]) -> str:
    parts = ((name.replace("_", " "), _fact(value)) for name, value in evidence.items())
    return " · ".join(f"{name}: {fact}" for name, fact in parts if fact)


def _fact(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Mapping() if "detail" in value:  # a rung of the ladder: its own words say it all
            return str(value["detail"]).rstrip(".")
        case Mapping():
            return ", ".join(f"{name} {_fact(one)}" for name, one in value.items())
        case list() | tuple() | set() | frozenset():
            return ", ".join(_fact(one) for one in value)
        case _:
            return str(value)
