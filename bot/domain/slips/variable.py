"""Mistakes in how a variable is set or named."""

from typing import Final

from bot.domain.case import Outcome, Slip
from bot.domain.gates import Gate

_ALONE: Final = "Set the variable to the key alone: `export OPENAI_API_KEY=sk-…`."
_RESTART: Final = "Restart the program, so that it reads the new value."


def _row(name: str, says: str, *steps: str, outcome: Outcome = Outcome.FAIL) -> Slip:
    return Slip(
        name=name, cause="environment", outcome=outcome, gate=Gate.VARIABLE, says=says, steps=steps
    )


ROWS: Final = (
    _row("variable_line", "The key was taken from the line that sets {}.", outcome=Outcome.PASS),
    _row(
        "near_miss_variable",
        "The variable is called {}, but the libraries read OPENAI_API_KEY.",
        "Rename it to OPENAI_API_KEY, in capitals and with both underscores.",
        _RESTART,
    ),
    _row(
        "other_variable",
        "The variable is called {}; the libraries read OPENAI_API_KEY by themselves.",
        "Pass it on in the code, or rename it to OPENAI_API_KEY.",
        outcome=Outcome.WARN,
    ),
    _row(
        "variable_reference",
        "The name of a variable was given instead of its value: nothing filled it in.",
        "Print what the program really gets: is it the key, or still the name?",
        "In a shell use double quotes, not single ones, around `$OPENAI_API_KEY`.",
        "Check that whatever reads the file fills in `${…}`: many do not.",
    ),
    _row(
        "line_in_value",
        "The variable holds a whole line ({}=…) instead of the key alone.",
        _ALONE,
        _RESTART,
    ),
    _row(
        "empty_assignment",
        "{} is set, but to nothing.",
        _ALONE,
        "Look for a later line that sets it to nothing again.",
        _RESTART,
    ),
    _row(
        "blanks_around_equals",
        "There are blanks around the equals sign, so the shell does not set {}.",
        "Write it without: `export OPENAI_API_KEY=sk-…`.",
    ),
    _row(
        "cmd_quotes",
        "Windows' command prompt makes the quotes a part of the value of {}.",
        "Write `set OPENAI_API_KEY=sk-…` without quotes.",
        "Open a new window and start the program again.",
    ),
    _row(
        "browser_variable",
        "A variable called {} ends up in the web page, where everybody can read the key.",
        "Keep the key on a server, in OPENAI_API_KEY, and let the page call that server.",
        "If the page is already public, revoke this key.",
        outcome=Outcome.WARN,
    ),
)
