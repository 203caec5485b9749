"""Whole keys in a text, masked before anything else looks at it.

What people paste holds live keys: h11 and Go print the whole header into the error. So
this runs first, over the full text, and what comes out is all that the rest of the bot
ever sees. It errs on the side of masking; only what has the look of a live key counts as
`found`, since that raises an alarm and samples in a README must not.
To add a kind of key: one row in KEY_SHAPES.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

ELLIPSIS: Final = "…"
MINTED: Final = "T3BlbkFJ"  # base64 of "OpenAI": stands in every key that OpenAI mints
ENDS_SHOWN: Final = 4
WORTH_AN_END: Final = 20  # shorter secrets show no end at all
VARIETY: Final = 9  # different characters that a random key of this length surely has
SAMPLE_WORDS: Final = (
    *("your", "example", "sample", "placeholder", "dummy", "fake", "here", "redacted"),
    *("xxxx", "abcdef", "123456", "000000", "aaaaaa", "insert", "replace", "secret", "mykey"),
)
BEFORE_A_WORD: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
CUT_SHORT: Final = ("*", ELLIPSIS, "...")


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A whole key that stood in a text: whose it is, and how it may be shown."""

    provider: str
    masked: str


class Masked(NamedTuple):
    """A text that may be read, stored and shown, and the keys that stood in it."""

    text: str
    found: tuple[FoundKey, ...]


@dataclass(frozen=True, slots=True)
class KeyShape:
    """One kind of secret: `prefix` is looked for first, since that costs next to nothing."""

    provider: str
    prefix: str
    pattern: re.Pattern[str]


def _shape(provider: str, prefix: str, body: str) -> KeyShape:
    return KeyShape(provider, prefix, re.compile(re.escape(prefix) + body))


# The more special prefix stands first: what one row has masked the next no longer sees.
KEY_SHAPES: Final = (
    _shape("anthropic", "sk-ant-", r"[A-Za-z0-9_-]{16,}"),
    _shape("openrouter", "sk-or-v1-", r"[A-Za-z0-9_-]{16,}"),
    _shape("openai", "sk-proj-", r"[A-Za-z0-9_-]{16,}"),
    _shape("openai", "sk-svcacct-", r"[A-Za-z0-9_-]{16,}"),
    _shape("openai", "sk-service-", r"[A-Za-z0-9_-]{16,}"),
    _shape("openai", "sk-admin-", r"[A-Za-z0-9_-]{16,}"),
    _shape("openai", "sk-", r"[A-Za-z0-9_-]{18,}"),
    _shape("openai", "sess-", r"[A-Za-z0-9]{24,}"),
    _shape("groq", "gsk_", r"[A-Za-z0-9]{20,}"),
    _shape("xai", "xai-", r"[A-Za-z0-9_]{20,}"),
    _shape("google", "AIza", r"[A-Za-z0-9_-]{30,}"),
    _shape("huggingface", "hf_", r"[A-Za-z0-9]{20,}"),
    _shape("perplexity", "pplx-", r"[A-Za-z0-9]{20,}"),
    _shape("replicate", "r8_", r"[A-Za-z0-9]{20,}"),
    _shape("slack", "xox", r"[abeoprs]-[A-Za-z0-9-]{10,}"),
    _shape("slack", "xapp-", r"[A-Za-z0-9-]{10,}"),
    _shape("github", "gh", r"[oprsu]_[A-Za-z0-9]{20,}"),
    _shape("github", "github_pat_", r"[A-Za-z0-9_]{20,}"),
    _shape("aws", "AKIA", r"[A-Z0-9]{16}"),
    _shape("stripe", "sk_live_", r"[A-Za-z0-9]{16,}"),
    _shape("jwt", "eyJ", r"[A-Za-z0-9_.-]{40,}"),
)
# Keys without a shape of their own, known by where they stand.
PLACES: Final = (
    ("bearer ", re.compile(r"bearer ([A-Za-z0-9_.~+/=-]{20,})", re.IGNORECASE)),
    ("basic ", re.compile(r"authorization: basic ([A-Za-z0-9+/=]{12,})", re.IGNORECASE)),
    ("api-key", re.compile(r"api-key[\"']?: ?[\"']?([A-Za-z0-9_-]{24,})", re.IGNORECASE)),
    ("api_key", re.compile(r"api_key[\"']?\s?[=:]\s?[\"']?([A-Za-z0-9_-]{24,})", re.IGNORECASE)),
)
# A terminal breaks long lines: the half behind the break has no prefix left.
SECOND_HALF: Final = re.compile(r"(…[A-Za-z0-9_-]{4}[\"']?\s{0,3}\n\s{0,8})([A-Za-z0-9_-]{24,})")
STRAY_MINT: Final = re.compile(r"T3BlbkFJ[A-Za-z0-9_-]{8,}")
KEY_LETTERS: Final = BEFORE_A_WORD | {"_", "-"}


def mask_secrets(text: str) -> Masked:
    """Mask every whole key in the text; masking twice changes nothing more."""
    found: dict[FoundKey, None] = {}
    for shape in KEY_SHAPES:
        if shape.prefix in text:
            text = _mask_shape(text, shape, found)
    if MINTED in text:
        text = _mask_stray(text, found)
    lower = text.lower()
    for hint, pattern in PLACES:
        if hint in lower:
            text = pattern.sub(_mask_value, text)
    if ELLIPSIS in text:
        text = SECOND_HALF.sub(lambda seen: seen.group(1) + _mask(seen.group(2)), text)
    return Masked(text, tuple(found))


def _mask_shape(text: str, shape: KeyShape, found: dict[FoundKey, None]) -> str:
    def replace(seen: re.Match[str]) -> str:
        value = seen.group()
        if MINTED not in value and _inside_a_word(text, seen.start()):
            return value
        whole = not text.startswith(CUT_SHORT, seen.end()) and _looks_live(value, shape)
        masked = _mask(value, shape.prefix)
        if whole:
            found[FoundKey(shape.provider, masked)] = None
        return masked

    return shape.pattern.sub(replace, text)


def _mask_stray(text: str, found: dict[FoundKey, None]) -> str:
    """Mask what OpenAI minted even where its prefix is missing or broken."""
    pieces, done = [], 0
    for seen in STRAY_MINT.finditer(text):
        start = seen.start()
        while start > done and text[start - 1] in KEY_LETTERS:
            start -= 1
        masked = _mask(text[start : seen.end()])
        found[FoundKey("openai", masked)] = None
        pieces += [text[done:start], masked]
        done = seen.end()
    return "".join([*pieces, text[done:]])


def _mask_value(seen: re.Match[str]) -> str:
    value = seen.group(1)
    return seen.group().replace(value, _mask(value))


def _mask(value: str, prefix: str = "") -> str:
    end = value[-ENDS_SHOWN:] if len(value) - len(prefix) >= WORTH_AN_END else ""
    return f"{prefix}{ELLIPSIS}{end}"


def _inside_a_word(text: str, start: int) -> bool:
    """Whether the prefix is only the end of a longer word, as in "task-" or "disk-"."""
    if not start or text[start - 1] not in BEFORE_A_WORD:
        return False
    escaped = start > 1 and text[start - 2] == "\\" and text[start - 1] in "nrt"
    return not escaped


def _looks_live(value: str, shape: KeyShape) -> bool:
    body = value[len(shape.prefix) :]
    if MINTED in body:
        return True
    lower = body.lower()
    if any(word in lower for word in SAMPLE_WORDS):
        return False
    return len(set(body)) >= VARIETY and any(letter.isdigit() for letter in body)
