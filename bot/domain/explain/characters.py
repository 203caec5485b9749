"""A character that no header takes, as Python complains of it.

`UnicodeEncodeError` is raised for files and terminals just as well, so position and
surroundings decide: a header's value begins with `Bearer `, hence nothing in it can fail
before the seventh character.
"""

import re
from typing import Final

from bot.domain.explain.hit import Hit
from bot.domain.explain.reading import Reading
from bot.domain.explain.sign import Meaning, Weight

BEARER: Final = len("Bearer ")
LONGEST_HEADER: Final = 220
COMPLAINT: Final = re.compile(
    r"'(?:ascii|latin-1)' codec can't encode characters?(?: '?\\{1,16}(?:u|x|u000)([0-9a-f]{2,5})'?)?"
    r" in position (\d{1,6})",
)
# Some programs print the error without its position; latin-1 is the encoding of headers.
CUT_SHORT: Final = re.compile(r"'latin-1' codec can't encode characters? '?\\{1,16}u[0-9a-f]{4}'?")
OUR_FRAMES: Final = ("site-packages/openai/", "/openai.py", "/openai/")
# What a word processor or a chat makes of quotes, dashes and blanks.
TYPOGRAPHIC: Final = frozenset(
    {
        *(
            "2018",
            "2019",
            "201c",
            "201d",
            "2013",
            "2014",
            "2026",
            "200b",
            "200e",
            "202a",
            "202c",
            "feff",
        ),
        "a0",
    },
)
HEADER_FRAMES: Final = (
    "normalize_header_value",
    "normalize_and_validate",
    "putheader",
    "_build_headers",
)
ELSEWHERE: Final = ("print(", ".write(", "open(")
MEANING: Final = Meaning(code="illegal_header_value", signs=())


def found_in(reading: Reading) -> Hit | None:
    """The complaint, if it is about the key in a header to OpenAI."""
    lower = reading.lower
    if "codec can't encode" not in lower:
        return None
    seen = COMPLAINT.search(lower)
    if seen is None:
        return _cut_short(lower)
    if not BEARER <= int(seen[2]) <= LONGEST_HEADER or "body (" in lower:
        return None
    openai = "openai" in lower
    in_header = any(word in lower for word in HEADER_FRAMES)
    elsewhere = not in_header and any(word in lower for word in ELSEWHERE)
    # Files and terminals complain of other encodings; latin-1 is that of headers.
    at_the_key = "latin-1" in seen[0] and int(seen[2]) == BEARER
    usual = seen[1] in TYPOGRAPHIC or "normalize_header_value" in lower or at_the_key
    if not openai and (elsewhere or not usual):
        return None
    return Hit("auth_header", MEANING, Weight.SURE, seen.start(), seen.end(), 0)


def _cut_short(lower: str) -> Hit | None:
    seen = CUT_SHORT.search(lower)
    if seen is None or not any(frame in lower for frame in OUR_FRAMES):
        return None
    return Hit("auth_header", MEANING, Weight.SURE, seen.start(), seen.end(), 0)
