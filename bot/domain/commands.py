"""A pasted command (curl, or PowerShell's web request): its headers, its URL, its body.

The words are split as a shell would, in one pass: quotes of both kinds, and lines that go
on after `\\`, `^` or a backtick. The body is looked at for the model and then forgotten.
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


def split(text: str) -> list[Word]:
    """The words of a command line; a quote that is never closed ends with the text."""
    words: list[Word] = []
    parts: list[str] = []
    quote, single, begun = "", False, False
    escaped = False
    for character in text:
        if escaped:
            parts.append(character)
            escaped = False
        elif quote:
            escaped, quote = _inside(character, quote, parts)
        elif character == "\\":
            escaped = True
        elif character in "\"'":
            quote, begun, single = character, True, single or character == "'"
        elif character.isspace():
            if parts or begun:
                words.append(Word("".join(parts), single))
            parts, single, begun = [], False, False
        else:
            parts.append(character)
    if parts or begun:
        words.append(Word("".join(parts), single))
    return words


def _inside(character: str, quote: str, parts: list[str]) -> tuple[bool, str]:
    if character == quote:
        return False, ""
    if character == "\\" and quote == '"':
        return True, quote
    parts.append(character)
    return False, quote


def _take(command: Command, word: Word, following: Word | None) -> None:
    text = word.text
    if text.startswith(("http://", "https://")) and not command.url:
        command.url = text
    option, _, glued = text.partition("=")
    value = Word(glued, word.single) if glued else following
    if value is None:
        return
    if option in _HEADER:
        name, colon, content = value.text.partition(":")
        if colon:
            command.headers.append((name.strip(), content, value.single))
        else:
            command.headers.append(("", value.text, value.single))
    elif text.startswith("-H") and ":" in text:
        name, _, content = text[2:].partition(":")
        command.headers.append((name.strip(), content, word.single))
    elif option == "--oauth2-bearer":
        command.headers.append(("Authorization", f"Bearer {value.text}", value.single))
    elif option in _DATA:
        command.model = command.model or model_in(value.text)
    elif option in _USER:
        command.user = value.text


def model_in(text: str) -> str | None:
    """The model that a JSON body names, also if the JSON is not quite right."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        found = _MODEL.search(text)
        return found[1] if found else None
    model = body.get("model") if isinstance(body, dict) else None
    return model if isinstance(model, str) and model else None
