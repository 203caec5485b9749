"""A word after `/openai-diagnose`, and the call that it answers."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.explain import FoundKey
from bot.slack.answers import Answer
from bot.views.blocks import View
from bot.views.notes import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody typed the command or pressed its button. Holds no text with a secret in it."""

    person: str
    words: tuple[str, ...]  # what came after the subcommand
    blank_form: Callable[[], View]
    help: tuple[Line, ...]
    text: str = ""  # the same in one piece, for a subcommand that takes any text; keys masked
    keys: tuple[FoundKey, ...] = ()  # the whole keys that stood in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Subcommand:
    """One subcommand: how it is told, and what it does."""

    place: int  # its place in the help
    line: Line
    answer: Callable[[Call], Answer]
    takes_text: bool = False  # any text may follow: it is masked, where others refuse a key

    @property
    def word(self) -> str:
        """What people type."""
        return self.line.word
