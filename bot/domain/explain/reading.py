"""A pasted text made readable: one flat line, whatever it was wrapped in.

JSON within JSON, Python's repr, JavaScript's dumps, HTML and log lines differ in quotes,
escapes and line breaks and in nothing that matters here. So escapes are undone, colours
and frames are taken away, blanks are folded, and phrases are looked for in what is left.
That also reads what no parser can: the half of a JSON object that a terminal kept.
"""

import re
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Final

from bot.domain.explain.phrases import words_of

MOST: Final = 65_536  # characters that are read; of a longer text the parts that look like errors
HEAD: Final = 8_192
HTML_LEVELS: Final = 3
TAIL: Final = 24_576
AROUND: Final = 700
PLACES: Final = 40
TROUBLE: Final = ("error", "Error", "ERROR", "xception", "ailed", "openai", "OpenAI", "HTTP")

_COLOUR: Final = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]|\[[0-9;]{1,12}m")
_LONG_RUN: Final = re.compile(r"\\{3,}")  # of backslashes: each level of JSON doubles them
_ESCAPED_QUOTE: Final = re.compile(r"\\{1,2}(?=[\"'`/])")
_ESCAPED_BREAK: Final = re.compile(
    r"\\{1,2}[nrt](?![a-z])|(?<![A-Za-z0-9_:.])\\{1,2}[nrt]|\\{2}n\b"
)
_ESCAPED_ASCII: Final = re.compile(
    r"\\{1,2}[uU]00([2-7][0-9a-fA-F]|1b)|\\{1,2}x([2-7][0-9a-fA-F]|1b)"
)
_ESCAPED_LETTER: Final = re.compile(r"\\{1,2}u((?!00[0-7]|[dD][89a-fA-F])[0-9a-fA-F]{4})")
# What stands before each line of a log, a quotation or a container: it breaks sentences apart.
_LINE_START: Final = re.compile(
    r"^[ \t>]{0,40}(?:[\w.-]{1,60}[-_]\d{1,3} {1,40}\| ?)?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,\dZ]{0,12}[ \t]{1,40})?",
    re.MULTILINE,
)
# What a server of one's own wrote of a call to itself: its status is not OpenAI's.
_OWN_ACCESS: Final = re.compile(
    r"(?:- |\] )\"[A-Z]{3,7} /[^\" ]{0,200} HTTP/[12][.\d]{0,2}\" \d{3}(?: [A-Z][A-Za-z ]{1,40})?"
)
_EMPHASIS: Final = re.compile(
    r"(?<![\w.*/\\-])_(?=[A-Za-z])|(?<=[A-Za-z0-9.!])_(?![\w*….-])"
)  # Markdown's
_FRAME: Final = dict.fromkeys(map(ord, "│┃║┆╎▏▕╭╮╰╯┌┐└┘─━═░▒▓\x00"), " ")
_CURLY: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "İ": "I", "：": ": "}
)

_NUMBER: Final = re.compile(r"(?<![\w.])([45]\d\d)(?![\w%]|\.\d)")
_BEFORE_STATUS: Final = (
    "status",
    "http",
    "code",
    "error",
    "returned",
    "response",
    "got",
    "failed",
    "exception",
    "received",
    "api",
    "reply",
    "answer",
    "answered",
    "openai",
    "request",
    "code is",
    *("http/1.0", "http/1.1", "http/2", "http/2.0", "http/3"),
)
_AFTER_STATUS: Final = (
    "status code",
    "http",
    "too many requests",
    "unauthorized",
    "forbidden",
    "not found",
    "bad request",
    "bad gateway",
    "service",
    "internal server",
    "gateway",
    "payment",
    "you ",
    "incorrect",
    "rate limit",
    "the ",
    "unsupported",
    "unprocessable",
    "invalid",
    "your ",
    "error",
    "{",
    "- ",
    "project",
    "request",
    "country",
    "billing",
    "client error",
    "server error",
    "from http",
)
_NOT_STATUS: Final = ("line", "port", "limit", "used", "requested", "position", "column", "pid")
_TROUBLED: Final = ("error", "fail", "status", "http", "request", "exception", "openai")
HTTPS_PORT: Final = "443"
TOO_MANY: Final = "429"  # hardly ever anything but a status
MOST_NUMBERS: Final = 200
_METHODS: Final = ("get:", "post:", "put:", "delete:", "patch:")
_GLUE: Final = ("$", "#", "/", ",", "port=")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, read: `clean` as people wrote it, `flat` on one line, `lower` for phrases.

    `flat` and `lower` have the same length, so that a place in one is a place in the other.
    """

    clean: str
    flat: str
    lower: str
    words: frozenset[str]  # of `lower`, each once
    statuses: tuple[int, ...]

    @property
    def status(self) -> int | None:
        """The HTTP status, if the text names one."""
        return self.statuses[0] if self.statuses else None


def read(text: str) -> Reading:
    """Read a masked text; any text at all."""
    clean = _excerpt(text)
    for _ in range(HTML_LEVELS):
        if "&" in clean:
            clean = unescape(clean)
    if "\\" in clean:
        clean = _undo_escapes(clean)
    if "\x1b" in clean or "m" in clean:
        clean = _COLOUR.sub("", clean)
    if "HTTP/" in clean:
        clean = _OWN_ACCESS.sub("- ", clean)
    broken = _LINE_START.sub("", clean) if "\n" in clean else clean
    flat = " ".join(broken.translate(_FRAME).translate(_CURLY).split())
    if "_" in flat:
        flat = _EMPHASIS.sub(" ", flat)
    lower = flat.lower()
    return Reading(clean, flat, lower, words_of(lower), _statuses(lower))


def _excerpt(text: str) -> str:
    """Of a long text the beginning, the end and what looks like trouble in between."""
    if len(text) <= MOST:
        return text
    middle = len(text) - TAIL
    places: list[str] = []
    words: tuple[str, ...] = TROUBLE
    at = middle
    while len(places) < PLACES and at > HEAD:
        last = {word: text.rfind(word, HEAD, at) for word in words}
        words = tuple(word for word in words if last[word] >= 0)  # gone above as well
        if not words:
            break
        found = max(last.values())
        places.append(text[max(HEAD, found - AROUND) : min(middle, found + AROUND)])
        at = found - AROUND
    return "\n".join([text[:HEAD], *reversed(places), text[middle:]])


def _undo_escapes(text: str) -> str:
    text = _LONG_RUN.sub(lambda _: "\\\\", text)
    if "codec can" not in text:  # there the escape itself is the news
        text = _ESCAPED_LETTER.sub(lambda seen: chr(int(seen[1], 16)), text)
    text = _ESCAPED_ASCII.sub(lambda seen: chr(int(seen[1] or seen[2], 16)), text)
    text = _ESCAPED_QUOTE.sub("", text)
    return _ESCAPED_BREAK.sub(" ", text)


def _statuses(lower: str) -> tuple[int, ...]:
    trouble = any(word in lower for word in _TROUBLED)
    found: dict[int, None] = {}
    for seen in islice(_NUMBER.finditer(lower), MOST_NUMBERS):
        if _is_status(lower, seen.start(), seen.end(), trouble=trouble):
            found[int(seen[1])] = None
    return tuple(found)


def _is_status(lower: str, start: int, end: int, *, trouble: bool) -> bool:
    """Whether a number between 400 and 599 stands where a status stands."""
    before = lower[max(0, start - 26) : start].rstrip(" \"'=:([-<")
    named = before.endswith(_BEFORE_STATUS) or "status" in before
    touching = lower[max(0, start - 6) : start]
    if before.endswith(_NOT_STATUS) or touching.endswith(_GLUE) or lower[start:end] == HTTPS_PORT:
        return False
    if touching.endswith(":") and not touching.endswith(_METHODS):
        return named
    if touching.endswith("-") and not touching[:-1][-1:].isalnum():
        return False
    if lower[start:end] == TOO_MANY:
        return trouble
    after = lower[end : end + 24].lstrip(" :,()-|\"'")
    return named or start == 0 or after.lstrip("]").lstrip().startswith(_AFTER_STATUS)
