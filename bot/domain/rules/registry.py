"""All kinds of rule, found in the folder beside this: to add one, add a file there."""

from typing import Final

from bot.domain.registry import members
from bot.domain.rules import kinds
from bot.domain.rules.kind import Kind

KINDS: Final[tuple[Kind, ...]] = tuple(
    sorted(members(kinds.__name__, kinds.__path__, "KIND", Kind), key=lambda kind: kind.place)
)

_BY_WORD: Final = {kind.word: kind for kind in KINDS}


def by_word(word: str) -> Kind:
    """The kind of that name; KeyError if there is none."""
    return _BY_WORD[word]
