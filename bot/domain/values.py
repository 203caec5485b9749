"""The value that was meant to be the key: cleaned layer by layer, each layer with its slip."""

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.case import Origin, Outcome, Slip
from bot.domain.characters import (
    PLAIN_BLANKS,
    first_foreign,
    without_look_alikes,
    without_unseen,
)
from bot.domain.keys import ApiKey, read_key
from bot.domain.providers import PROVIDERS
from bot.domain.shapes import looks_whole, odd_shape, shape_slip
from bot.domain.slips import slip

LONGEST: Final = 4096  # of a value; the longest header that anybody takes is not much more
_LAYERS: Final = 6
_SHORTEST: Final = 20
_STRAIGHT: Final = "\"'`"
_CURLY: Final = "“”„‟‘’‚‛«»‹›″′＂＇"
_PAIRS: Final = {"<": ">", "{": "}", "[": "]", "(": ")"}
_BEARER: Final = re.compile(r"bearer[\s:]+", re.IGNORECASE)
_REFERENCE: Final = re.compile(
    r"""(?:
        \$\{?[A-Za-z_]\w{0,80}(?::-[^}]{0,80})?\}? | %[A-Za-z_]\w{0,80}% | \$env:\w{1,80}
      | \$?\{\{[^{}]{1,200}\}\}
      | f?["']?\{(?:os\.|self\.|settings\.|config\.)?[A-Za-z_]\w{0,80}\}["']?
      | (?:process\.env|import\.meta\.env|env|config|settings|os\.environ|secrets)\.?
        [A-Za-z_\[(][^\s]{0,120}
      | os\.getenv\([^\n]{0,120}\)? | getenv\([^\n]{0,120}\)? | ENV\[[^\n]{0,120}\]?
      | (?!YOUR|INSERT|REPLACE)[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,8} | api_?key | openai_api_key | OPENAI
    )""",
    re.VERBOSE,
)
_TOKEN: Final = re.compile(r"sk-[\w-]{16,}|(?:gsk_|xai-|pplx-|hf_|AIza)[\w-]{16,}", re.ASCII)
# What sticks to a key that is told by its beginning: marks of lists and chats, `\\n`, commas.
_STRAY: Final = re.compile(
    r"([*_|~#>\\-]{0,3})(sk-[\w-]{20,})(?:\\[nrt]|[*|~.,;:\\]){0,4}", re.ASCII
)
_WORD: Final = re.compile(r"[A-Za-z]?[a-z]{0,14}[.,;:!?]?|[^\w-]{1,3}")


@dataclass(frozen=True, slots=True)
class Value:
    """A value, read: the clean key in it if there is one, and its mistakes."""

    key: ApiKey | None
    slips: tuple[Slip, ...]
    text: str = ""  # what is left when there is no key; for its mask only


def is_reference(text: str) -> bool:
    """Whether the text names a variable instead of being its value."""
    return _REFERENCE.fullmatch(text.strip(PLAIN_BLANKS + _STRAIGHT)[:300]) is not None


def read_value(raw: str, origin: Origin, around: str = "") -> Value:
    """Clean the value and say what was wrong; `around` is the text that it stood in."""
    if not raw.strip():
        return Value(None, (slip("empty"),))
    if is_reference(raw):
        return Value(None, (slip("variable_reference"),))
    text, slips = _without_unseen(raw[: LONGEST * 2])
    text = _stripped(text, origin, slips)
    text = _unwrapped(text, slips)
    if shape := shape_slip(text):
        return Value(None, (shape,), text)
    text = _look_alikes(text, slips)
    text = _repaired(_joined(text, slips), slips)
    if shape := shape_slip(text):
        return Value(None, (*slips, shape), text)
    return _as_key(text, slips, around)


def _as_key(text: str, slips: list[Slip], around: str) -> Value:
    foreign = first_foreign(text)
    if foreign is not None and text.startswith("sk-"):
        return Value(None, (*slips, slip("foreign_characters", str(foreign))), text)
    key = None if foreign else read_key(text, around)
    if key is None or len(text) > LONGEST:
        return Value(None, (slip("not_a_key"),), text)
    if not key.may_be_sent:
        return Value(key, (*slips, slip("other_provider", _title(key))), text)
    return Value(key, (*slips, *odd_shape(text)), text)


def _repaired(text: str, slips: list[Slip]) -> str:
    """A capital at the beginning, or the whole key twice (and that once more)."""
    if text[:3] != "sk-" and text[:3].lower() == "sk-":
        slips.append(slip("changed_case"))
        text = text[:3].lower() + text[3:]
    half = len(text) // 2
    while half > _SHORTEST and text.startswith("sk-") and text == text[:half] * 2:
        slips.append(slip("pasted_twice"))
        text = text[:half]
        half = len(text) // 2
    return text


def _title(key: ApiKey) -> str:
    return next(row.title for row in PROVIDERS if row.slug == key.provider)


def _without_unseen(text: str) -> tuple[str, list[Slip]]:
    kept, count = without_unseen(text)
    return kept, [slip("invisible_characters", str(count))] if count else []


def _stripped(text: str, origin: Origin, slips: list[Slip]) -> str:
    if origin is Origin.PIPE:
        text = text.removesuffix("\n").removesuffix("\r")
    stripped = text.strip(PLAIN_BLANKS)
    if stripped != text:
        outcome = Outcome.FAIL if origin is Origin.VARIABLE else Outcome.WARN
        slips.append(slip("outer_blanks", outcome=outcome))
    return stripped


def _unwrapped(text: str, slips: list[Slip]) -> str:
    """Take quotes, brackets and the word Bearer away, as often as they come."""
    seen: dict[str, None] = {}
    for _ in range(_LAYERS):
        name, rest = _outermost(text)
        if name is None:
            break
        seen[name] = None
        text = rest.strip(PLAIN_BLANKS)
    slips += [slip(name) for name in seen]
    return text


def _outermost(text: str) -> tuple[str | None, str]:
    if bearer := _BEARER.match(text):
        return "bearer_in_value", text[bearer.end() :]
    if text[:1] in _PAIRS and text.endswith(_PAIRS[text[0]]) and "sk-" in text:
        return "brackets", text[1:-1]
    for name, marks in (("quotes", _STRAIGHT), ("smart_quotes", _CURLY)):
        bare = text.strip(marks)
        if text and bare != text:
            return name, bare
    stray = _STRAY.fullmatch(text)
    if stray and stray[2] != text:
        return "stray_characters", stray[2]
    return None, text


def _look_alikes(text: str, slips: list[Slip]) -> str:
    plain, count = without_look_alikes(text)
    if count and plain != text:
        changed = sum(1 for a, b in zip(text, plain, strict=False) if a != b)
        slips.append(slip("look_alike_characters", str(changed)))
    return plain


def _joined(text: str, slips: list[Slip]) -> str:
    """Put a broken key together, or take a whole one out of a sentence."""
    parts = text.split()
    if len(parts) <= 1:
        return text
    tokens: list[str] = list(dict.fromkeys(_TOKEN.findall(text)))
    is_sentence = any(_WORD.fullmatch(part) for part in parts) or len(parts) > _LAYERS
    if len(tokens) > 1 or (tokens and (is_sentence or looks_whole(tokens[0]))):
        slips.append(slip("several_keys" if len(tokens) > 1 else "words_around"))
        return next((token for token in tokens if token.startswith("sk-")), tokens[0])
    if is_sentence or not parts[0].startswith("sk-"):
        return text
    slips.append(slip("inner_blanks"))
    return "".join(parts)
