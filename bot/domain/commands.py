r"""A pasted command (curl, or PowerShell's web request): its headers, its URL, its body.

The words are split as a shell would, in one pass: quotes of both kinds, and lines that go
on after `\`, `^` or a backtick. The body is looked at for the model and then forgotten.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Final

_START: Final = re.compile(
    r"(?:^|[\s;|&$>(])(?:curl(?:\.exe)?|http|https|wget|invoke-restmethod|invoke-webrequest|irm|iwr)\s",
    re.IGNORECASE,
)
_CONTINUED: Final = re.compile(r"[\\^`][ \t]*\r?\n")
_LONGEST: Final = 65_536
_MODEL: Final = re.compile(r"""["']model["']\s{0,8}:\s{0,8}["']([^"'\s]{1,300})["']""")
_HEADER: Final = frozenset({"-H", "--header", "-Headers"})
_DATA: Final = frozenset(
    {
        "-d",
        "--data",
        "--data-raw",
        "--data-binary",
        "--data-ascii",
        "--json",
        "-Body",
        "--post-data",
    }
)
_USER: Final = frozenset({"-u", "--user"})
_IN_BRACES: Final = re.compile(
    r"""["']?([A-Za-z][A-Za-z-]{1,40})["']?\s{0,8}=\s{0,8}(["'])([^"'\n]{0,4096})\2"""
)


@dataclass(slots=True)
class Word:
    """One word of a command; `single` is whether a part of it stood in single quotes."""

    text: str
    single: bool = False


@dataclass(slots=True, kw_only=True)
class Command:
    """What a command would send, in so far as it tells about the key."""

    headers: list[tuple[str, str, bool]] = field(default_factory=list)  # name, value, single
    url: str = ""
    model: str | None = None
    user: str = ""


def read_command(text: str) -> Command | None:
    """The command in a text, or None if there is none."""
    started = _START.search(text)
    if started is None:
        return None
    words = split(_CONTINUED.sub(" ", text[started.start() : started.start() + _LONGEST]))
    command = Command()
    for place, word in enumerate(words):
        _take(command, word, words[place + 1] if place + 1 < len(words) else None)
    # PowerShell gives its headers as a table in braces, which no shell's words show.
    if not command.headers:
        command.headers = [(m[1], m[3], m[2] == "'") for m in _IN_BRACES.finditer(text[:_LONGEST])]
    return command


class _Splitter:
    """Cuts a command line into words, one character after the other."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self._parts: list[str] = []
        self._quote = ""
        self._escaped = self._single = self._begun = False

    def feed(self, character: str) -> None:
        if self._escaped:
            self._parts.append(character)
            self._escaped = False
        elif character == "\\" and self._quote != "'":
            self._escaped = True
        elif self._quote:
            self._inside(character)
        elif character in "\"'":
            self._quote, self._begun = character, True
            self._single = self._single or character == "'"
        elif character.isspace():
            self.end()
        else:
            self._parts.append(character)

    def _inside(self, character: str) -> None:
        if character == self._quote:
            self._quote = ""
        else:
            self._parts.append(character)

    def end(self) -> None:
        if self._parts or self._begun:
            self.words.append(Word("".join(self._parts), self._single))
        self._parts, self._single, self._begun = [], False, False


def split(text: str) -> list[Word]:
    """The words of a command line; a quote that is never closed ends with the text."""
    splitter = _Splitter()
    for character in text:
        splitter.feed(character)
    splitter.end()
    return splitter.words


def _take(command: Command, word: Word, following: Word | None) -> None:
    """Take what one word of the command tells, alone or with the word after it."""
    text = word.text
    if text.startswith(("http://", "https://")):
        command.url = command.url or text
        return
    if text.startswith("-H") and ":" in text:
        _take_header(command, Word(text[2:], word.single))
        return
    option, _, glued = text.partition("=")
    value = Word(glued, word.single) if glued else following
    if value is not None:
        _take_option(command, option, value)


def _take_option(command: Command, option: str, value: Word) -> None:
    if option in _HEADER:
        _take_header(command, value)
    elif option == "--oauth2-bearer":
        command.headers.append(("Authorization", f"Bearer {value.text}", value.single))
    elif option in _DATA:
        command.model = command.model or model_in(value.text)
    elif option in _USER:
        command.user = value.text


def _take_header(command: Command, word: Word) -> None:
    name, _, content = word.text.partition(":")
    command.headers.append((name.strip(), content, word.single))


def model_in(text: str) -> str | None:
    """The model that a JSON body names, also if the JSON is not quite right."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        found = _MODEL.search(text)
        return found[1] if found else None
    model = body.get("model") if isinstance(body, dict) else None
    return model if isinstance(model, str) and model else None
