"""The values of an entry's fields: numbers, labels, and what must never be one of them.

A value that cannot be what its field wants raises `Unfit`; the text says what was wanted and
never repeats the value, since somebody may have put a key there. Python's own `int` and
`float` are too kind for this: they take `1_000`, `nan` and digits of any script.
"""

import re
from functools import lru_cache
from typing import Final

from bot.domain.explain.masking import mask_secrets
from bot.domain.reports.rejected import Reason, Rejected

MOST_NUMBER: Final = 10**12  # 9 million such reports in one slot still fit into 64 bits
_DIGITS: Final = len(str(MOST_NUMBER)) + 3
_DECIMAL: Final = re.compile(r"[0-9]{1,16}(\.[0-9]{0,30})?([eE][+-]?[0-9]{1,3})?|\.[0-9]{1,30}")
_LABEL: Final = re.compile(r"[^\x00-\x20\x7f]{1,128}")
_MASKED: Final = re.compile(r"…|\.\.\.|\*")
_WORTH_A_MASK: Final = 20  # shorter ones are a name that somebody gave, not a key
# Labels are the same in each entry, so they are looked at once. What raises is not kept.
_looked_at: Final = lru_cache(maxsize=4096)


class Unfit(Exception):
    """A value, or an entry, is not what it has to be."""

    def __init__(self, reason: Reason, says: str) -> None:
        super().__init__(says)
        self.rejected = Rejected(reason, says)


def whole(text: str) -> int:
    """A whole number that is not negative."""
    if text.isdigit() and text.isascii() and len(text) <= _DIGITS:
        number = int(text)
        if number <= MOST_NUMBER:
            return number
    return _round(text)


def _round(text: str) -> int:
    number = decimal(text)  # `3.0`: what Lua and JavaScript make of 3
    if number != int(number):
        raise Unfit(Reason.NUMBER, "has to be a whole number")
    return int(number)


def decimal(text: str) -> float:
    """A number that is not negative."""
    if not _DECIMAL.fullmatch(text):
        wanted = "must not be negative" if text.startswith("-") else "has to be a number"
        raise Unfit(Reason.NUMBER, wanted)
    number = float(text)
    if number > MOST_NUMBER:
        raise Unfit(Reason.NUMBER, "is larger than anything that can be counted")
    return number


def thousandths(text: str) -> int:
    """A number as thousandths of it: seconds in milliseconds."""
    return _scaled(text, 1000)


def millionths(text: str) -> int:
    """A number as millionths of it: dollars in micros."""
    return _scaled(text, 1_000_000)


def _scaled(text: str, by: int) -> int:
    number = round((float(text) if _DECIMAL.fullmatch(text) else decimal(text)) * by)
    if number > MOST_NUMBER:
        raise Unfit(Reason.NUMBER, "is larger than anything that can be counted")
    return number


def or_unknown(text: str) -> int | None:
    """A number of a rate limit's header: what is not positive is unknown (Azure sends -1)."""
    if text.startswith("-"):
        decimal(text[1:])
        return None
    return int(decimal(text))


def unix_ms(text: str) -> int:
    """A time in unix milliseconds."""
    # 12 or 13 digits: March 1973 to 2286; in seconds a time of today has ten
    if text.isdigit() and text.isascii() and 12 <= len(text) <= 13:  # noqa: PLR2004
        return int(text)
    raise Unfit(Reason.NUMBER, "has to be a whole number of milliseconds since 1970")


@_looked_at
def whole_time(text: str) -> int:
    """A time in milliseconds since whenever; up to the year 2286."""
    if not (text.isdigit() and text.isascii() and len(text) <= 13):  # noqa: PLR2004
        raise Unfit(Reason.NUMBER, "has to be a whole number of milliseconds")
    return int(text)


def counter(text: str) -> int:
    """A counter: 53 bits, as Lua can tell them apart."""
    if not (text.isdigit() and text.isascii() and len(text) <= 15):  # noqa: PLR2004
        raise Unfit(Reason.NUMBER, "has to be a whole number of at most 15 digits")
    return int(text)


def flag(text: str) -> bool:
    """Yes or no."""
    return text.lower() not in {"", "0", "false", "no"}


@_looked_at
def label(text: str) -> str:
    """A text without blanks; "" for what is none."""
    return checked(text) if _LABEL.fullmatch(text) else (checked(text) and "")


@_looked_at
def masked_key(text: str) -> str:
    """The mask of a key; a text that may be a whole one is refused."""
    if len(text) >= _WORTH_A_MASK and not _MASKED.search(text):
        raise Unfit(Reason.KEY, "has to be masked: sk-proj-…wxyz")
    return label(text)


@_looked_at
def checked(text: str) -> str:
    """The text itself, if no whole key stands in it."""
    if mask_secrets(text).text != text:
        raise Unfit(Reason.KEY, "holds a whole key; send no key, or its mask: sk-proj-…wxyz")
    return text
