"""What a subcommand is, and how its arguments are read without being repeated.

argparse quotes what it does not understand. Here that may be a key, and what a terminal
shows is soon in a log or a ticket; so the parser says which option it is about and no more.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final, NoReturn

from bot.cli.terminal import Terminal

_KEY: Final = re.compile(r"sk-[\w-]{12,}")
_NAMES_A_KEY: Final = re.compile(r"--(api[-_]?)?(key|token|secret)\b", re.IGNORECASE)
_OPTION: Final = re.compile(r"--[a-z-]+")
_HARMLESS: Final = re.compile(r"argument (-h, )?--[a-z-]+: expected one argument")


class Misuse(Exception):
    """The command was called in a way that it does not understand; the text quotes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One subcommand. `run` imports what is heavy when it is called, so that help is quick."""

    word: str
    summary: str
    examples: str
    run: Callable[[argparse.Namespace, Terminal], int]
    arguments: Callable[[argparse.ArgumentParser], None] = field(default=lambda _: None)
    extras: str = "bot"  # what of the package it needs besides the plain one
    stray: str = "there is an argument too many, or a value where none is wanted"

    def parser(self) -> argparse.ArgumentParser:
        """Build the parser of its arguments; `--help` is a flag like any other."""
        parser = _Parser(
            prog=f"openai-diagnose {self.word}",
            description=self.summary,
            epilog=f"examples:\n{self.examples}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            add_help=False,
        )
        self.arguments(parser)
        parser.add_argument("-h", "--help", action="store_true", help="show this and leave")
        return parser

    def read(self, argv: Sequence[str]) -> argparse.Namespace:
        """Read the arguments that follow the word; raises `Misuse`."""
        if any(_KEY.search(word) or _NAMES_A_KEY.fullmatch(word.split("=")[0]) for word in argv):
            raise Misuse(KEY_REFUSED)
        if {"-h", "--help"} & {*argv}:  # whoever asks for help need not give what is required
            return argparse.Namespace(help=True)
        parser = self.parser()
        try:
            return parser.parse_args(argv)
        except Misuse as misuse:
            raise Misuse(str(misuse) or self._hint(parser, argv)) from None

    def _hint(self, parser: argparse.ArgumentParser, argv: Sequence[str]) -> str:
        ours = set(_OPTION.findall(parser.format_help()))
        for word in (word.split("=")[0] for word in argv if word.startswith("--")):
            if word not in ours:
                near = get_close_matches(word, ours, 1, 0.6)
                meant = f": did you mean {near[0]}?" if near else ""
                return f"there is an option that this command does not know{meant}"
        return self.stray


class _Parser(argparse.ArgumentParser):
    """Raises instead of quoting and leaving; an empty text is for what could not be repeated."""

    def error(self, message: str) -> NoReturn:
        raise Misuse(message if _HARMLESS.fullmatch(message) else "")


KEY_REFUSED: Final = """\
a key is never an argument: arguments show in the list of processes and in the shell's history.
Set OPENAI_API_KEY, or pipe the key in:
  openai-diagnose check --key-stdin < file-with-the-key
If that was a real key, treat it as exposed: make a new one and delete this one."""
