"""Phrases: how the signs say what they look for, without a regular expression.

A phrase is plain lower-case text in which "…" stands for up to GAP characters of anything.
It is found by `str.find` alone, so its time grows with the text and never faster, and an
entry reads like the error that it stands for. A phrase that begins or ends with a letter
or digit matches whole words only.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

GAP: Final = 90
GAP_SIGN: Final = "…"
# Where phrases without a word of their own stand in an index; no word reads so.
ANY_TEXT: Final = ""
NOT_ASCII: Final = "é"
T = TypeVar("T")
_TOKEN: Final = re.compile(r"[a-z0-9_]+")
WORD: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to look for in a flattened lower-case text."""

    words: str
    parts: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        parts = tuple(part.strip() for part in self.words.split(GAP_SIGN))
        object.__setattr__(self, "parts", parts)

    def find(self, text: str) -> tuple[int, int] | None:
        """Where the phrase stands in the text: start and end, or None."""
        first = self.parts[0]
        start = text.find(first)
        while start >= 0:
            end = self._end(text, start)
            if end:
                return start, end
            start = text.find(first, start + 1)
        return None

    def _end(self, text: str, start: int) -> int:
        """Where a match that begins at `start` ends; 0 if there is none."""
        if not _is_edge(text, start):
            return 0
        end = start + len(self.parts[0])
        for part in self.parts[1:]:
            at = text.find(part, end, end + GAP + len(part))
            if at < 0:
                return 0
            end = at + len(part)
        return end if _is_edge(text, end) else 0


def _is_edge(text: str, at: int) -> bool:
    """Whether no word runs across this place."""
    return not (0 < at < len(text) and text[at - 1] in WORD and text[at] in WORD)


def words_of(text: str) -> frozenset[str]:
    """The different words of a flat lower-case text."""
    return frozenset(_TOKEN.findall(text))


class Index(Generic[T]):
    """Phrases with what they stand for, by the longest of the words that a text must have.

    A text has a hundred different words and there are thousands of phrases, so this is
    what makes a table of signs cheap however long it grows. A phrase is looked for only
    where all its words are.
    """

    def __init__(self, entries: Iterable[tuple[Phrase, T]]) -> None:
        self._by_word: dict[str, list[tuple[int, frozenset[str], Phrase, T]]] = {}
        for place, (phrase, value) in enumerate(entries):
            needed = frozenset(_whole_words(phrase))
            key = max(
                needed, key=len, default=ANY_TEXT if "".join(phrase.parts).isascii() else NOT_ASCII
            )
            group = self._by_word.setdefault(key, [])
            group.append((place, needed, phrase, value))

    def found_in(self, text: str, words: frozenset[str]) -> Iterable[tuple[T, int, int]]:
        """Each phrase that stands in the text, in the order of the table, and where."""
        keys = words | ({ANY_TEXT} if text.isascii() else {ANY_TEXT, NOT_ASCII})
        groups = [self._by_word[word] for word in keys & self._by_word.keys()]
        tried = [entry for group in groups for entry in group if entry[1] <= words]
        for _, _, phrase, value in sorted(tried, key=lambda entry: entry[0]):
            at = phrase.find(text)
            if at:
                yield value, *at


def _whole_words(phrase: Phrase) -> Iterable[str]:
    """The words of a phrase that are whole words in any text in which it is found.

    Beside a gap a word of the text may go on.
    """
    last = len(phrase.parts) - 1
    for number, part in enumerate(phrase.parts):
        for token in _TOKEN.finditer(part):
            cut_left = number > 0 and token.start() == 0
            cut_right = number < last and token.end() == len(part)
            if not (cut_left or cut_right):
                yield token.group()
