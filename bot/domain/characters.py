"""Characters that do not belong into a key: unseen, look-alike, foreign.

What is clearly meant is put right, so that the clean key can still be checked; what is not
stays, and the key is not sent. Nothing but counts and positions leaves this module.
"""

import unicodedata
from typing import Final

# Letters of other alphabets that look like one of ours, and the dashes of typesetters.
_LOOK_ALIKES: Final = str.maketrans(
    {
        **dict(zip("АВЕЅІЈКМНОРСТХУаеіјорсѕухһԛԝк", "ABESIJKMHOPCTXYaeijopcsyxhqwk", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιρκυ", "ABEZHIKMNOPTYXoviPku".replace("P", "p"), strict=True)),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        "ı": "i",
        "ʋ": "u",
        "ɑ": "a",
        "ɡ": "g",
        "ǀ": "l",
        "ᴏ": "o",
        "＿": "_",
        "ß": "B",
        "ѕ": "s",
    },
)
_UNSEEN: Final = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_VARIATIONS: Final = frozenset(map(chr, (*range(0xFE00, 0xFE10), 0x034F, 0x115F, 0x1160, 0x3164)))
PLAIN_BLANKS: Final = " \t\r\n"


def is_unseen(character: str) -> bool:
    """Whether it takes no place on the screen, or passes for a plain blank without being one."""
    if character in PLAIN_BLANKS or "!" <= character <= "~":
        return False
    category = unicodedata.category(character)
    return category in _UNSEEN or category == "Zs" or character in _VARIATIONS


def without_unseen(text: str) -> tuple[str, int]:
    """The text without what cannot be seen, and how much that was."""
    kept = "".join(character for character in text if not is_unseen(character))
    return kept, len(text) - len(kept)


def without_look_alikes(text: str) -> tuple[str, int]:
    """The text in plain letters where it is clear which were meant, and how many were not."""
    if text.isascii():
        return text, 0
    plain = "".join(_plain(character) for character in text)
    return plain, sum(not character.isascii() for character in text)


def _plain(character: str) -> str:
    if character.isascii():
        return character
    meant = character.translate(_LOOK_ALIKES)
    if meant.isascii():
        return meant
    folded = unicodedata.normalize("NFKC", character)
    return folded if folded.isascii() and len(folded) == 1 else character


def first_foreign(text: str) -> int | None:
    """The position (from 1) of the first character that a header cannot carry."""
    return next(
        (place for place, character in enumerate(text, 1) if not "!" <= character <= "~"), None
    )
