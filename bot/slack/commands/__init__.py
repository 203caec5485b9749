"""The subcommands. To add one: a file in this folder with a `SUBCOMMAND`, and its test.

Help, the buttons and the search for the nearest word are made from here; the manifest
knows only the one command.
"""

from difflib import get_close_matches
from typing import Final

from bot.domain.registry import members
from bot.slack.commands.check import SUBCOMMAND as CHECK
from bot.slack.subcommand import Subcommand

SUBCOMMANDS: Final = tuple(
    sorted(
        members(__name__, __path__, "SUBCOMMAND", Subcommand),
        key=lambda subcommand: subcommand.place,
    ),
)
OPENING: Final = CHECK.line  # behind the button that is offered when a form could not be shown
HELP: Final = tuple(subcommand.line for subcommand in SUBCOMMANDS)


def by_word(word: str) -> Subcommand | None:
    """The subcommand that is called so."""
    return next((one for one in SUBCOMMANDS if one.word == word.casefold()), None)


def nearest(word: str) -> Subcommand | None:
    """The subcommand that somebody may have meant."""
    words = [subcommand.word for subcommand in SUBCOMMANDS]
    return next((by_word(one) for one in get_close_matches(word.casefold(), words, 1, 0.5)), None)
