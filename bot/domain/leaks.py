"""Whole keys in what people post, told from masks, samples and look-alikes.

Masking errs on the side of masking; here it is the other way round. Whoever is warned of a
placeholder once will not read the warning that counts, so a key has to have all that OpenAI's
keys have: the infix that it mints into them with enough on both sides, or a length and a mix
of letters that no word has.
"""

import re
from typing import Final

from bot.domain.explain.masking import CUT_SHORT, SAMPLE_WORDS, FoundKey, mask_secrets
from bot.domain.keys import KINDS, MINTED, mask, prefix_of

_CANDIDATE: Final = re.compile(r"sk-[A-Za-z0-9_-]{36,}")
_MASKS: Final = (*CUT_SHORT, "•", "●", "█", "[")
_HALF: Final = 16  # characters on each side of the infix
_VARIETY: Final = 9  # different characters among those
_LEGACY: Final = re.compile(r"sk-[A-Za-z0-9]{48}")
_LONG: Final = 48  # of a body without the infix
_RANDOM: Final = 16  # different characters that so long a random body surely has
_NO_KEYS: Final = frozenset({"openai", "jwt"})  # told here, and no key that one could revoke


def leaked_in(text: str) -> tuple[FoundKey, ...]:
    """The whole OpenAI keys in a text, each once; a text of any kind, never raises."""
    found: dict[FoundKey, None] = {}
    for seen in _CANDIDATE.finditer(text):
        value = seen.group()
        begins = MINTED in value or not _inside_a_word(text, seen.start())
        if begins and not text.startswith(_MASKS, seen.end()) and _is_whole(value):
            found[FoundKey("openai", mask(value))] = None
    return tuple(found)


def whole_keys_in(text: str) -> tuple[FoundKey, ...]:
    """Those, and the keys of other providers: none of them is a secret any more."""
    others = (key for key in mask_secrets(text).found if key.provider not in _NO_KEYS)
    return (*leaked_in(text), *others)


def _is_whole(value: str) -> bool:
    body = value.removeprefix(prefix_of(value))
    head, infix, tail = body.partition(MINTED)
    if infix:
        return min(len(head), len(tail)) >= _HALF and len({*head, *tail}) >= _VARIETY
    shaped = _LEGACY.fullmatch(value) or (prefix_of(value) in KINDS and len(body) >= _LONG)
    return bool(shaped) and _is_random(body)


def _is_random(body: str) -> bool:
    """Whether no person made it up: all kinds of characters, many of them, and no sample's word."""
    kinds = (str.isdigit, str.islower, str.isupper)
    mixed = all(any(kind(letter) for letter in body) for kind in kinds)
    lower = body.lower()
    return mixed and len({*body}) >= _RANDOM and not any(word in lower for word in SAMPLE_WORDS)


def _inside_a_word(text: str, start: int) -> bool:
    """Whether it is the end of a longer word ("task-…"), unless that is an escaped line break."""
    before = text[max(0, start - 2) : start]
    return before[-1:].isalnum() and not (before[:1] == "\\" and before[1:] in "nrt")
