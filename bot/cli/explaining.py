"""What `explain` does: read the texts, explain each, print it, and choose the exit code.

Of the package it needs the domain alone, so it works with the plain install and starts
quickly: it stands at the end of a pipe.
"""

import argparse
import codecs
import json
from collections import deque
from collections.abc import Iterator
from io import StringIO
from typing import Final, TextIO

from bot.cli.command import Misuse
from bot.cli.explained import show
from bot.cli.terminal import Terminal, printable
from bot.domain.explain import explain, to_json
from bot.domain.explain.explanation import UNKNOWN

NAMED: Final = 0
UNREADABLE: Final = 1
NOT_KNOWN: Final = 3
STDIN: Final = "-"
LARGEST: Final = 16  # pieces: of what is longer the end is read, where the error stands
PIECE: Final = 1_000_000
_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def explain_all(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Explain what the arguments name."""
    names = arguments.files or [STDIN]
    if arguments.jsonl:
        good = [_line(line, terminal) for name in names for line in _lines(name, terminal)]
        return NAMED if all(good) else UNREADABLE
    texts = [(name, _text(name, terminal)) for name in names]
    known = True
    for name, text in texts:
        explanation = explain(text)
        known = known and explanation.cause != UNKNOWN
        if arguments.json:
            _print(to_json(explanation), terminal)
        else:
            show(explanation, text, printable(name) if len(texts) > 1 else "", terminal)
    return NAMED if known else NOT_KNOWN


def _line(line: str, terminal: Terminal) -> bool:
    """Answer one line; False if it could not be read."""
    text = _text_of(line)
    if text is not None:
        _print(to_json(explain(text)), terminal)
        return True
    wrong = 'the line is not a JSON object with a "text"'
    _print(to_json(explain("")) | {"confidence": 0.0, "error": wrong}, terminal)
    return False


def _text_of(line: str) -> str | None:
    try:
        read = json.loads(line.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return None
    text = read.get("text") if isinstance(read, dict) else None
    return text if isinstance(text, str) else None


def _print(shown: dict[str, object], terminal: Terminal) -> None:
    # At once: whoever writes into our pipe may wait for this answer before the next line.
    print(json.dumps(shown), file=terminal.out, flush=True)


def _lines(name: str, terminal: Terminal) -> Iterator[str]:
    if name == STDIN:
        yield from terminal.stdin
    else:
        yield from StringIO(_text(name, terminal))


def _text(name: str, terminal: Terminal) -> str:
    if name == STDIN:
        return _end_of(_asked(terminal))
    try:
        content = (terminal.cwd / name).read_bytes()[-LARGEST * PIECE :]
    except OSError as error:
        why = error.strerror or "it cannot be opened"
    except ValueError:
        why = "that is no name of a file"
    else:
        return content.decode(_MARKS.get(content[:2], "utf-8-sig"), "replace")
    raise Misuse(f"a file cannot be read: {why}")


def _asked(terminal: Terminal) -> TextIO:
    if terminal.stdin.isatty():
        print("Paste the error, then press Ctrl-D on a new line.", file=terminal.err)
    return terminal.stdin


def _end_of(stream: TextIO) -> str:
    pieces: deque[str] = deque(maxlen=LARGEST)
    while True:
        pieces.append(stream.read(PIECE))
        if len(pieces[-1]) < PIECE:  # the last: a terminal would want a second Ctrl-D
            return "".join(pieces)
