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
LONGEST_HEADER: Final = 400
COMPLAINT: Final = re.compile(
    r"'(?:ascii|latin-1)' codec can't encode characters?(?: '?\\{1,16}(?:u|x|u000)([0-9a-f]{2,5})'?)?"
    r" in position (\d{1,6})",
)
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
    *(
        "normalize_header_value",
        "_normalize_header",
        "normalize_and_validate",
        "putheader",
        "_build_headers",
    ),
    *(
        "httpx",
        "http/client.py",
        "http\\client.py",
        "urllib3",
        "header",
        "openai",
        "authorization",
        "api key",
        "api_key",
    ),
)
MEANING: Final = Meaning(code="illegal_header_value", signs=())


def found_in(reading: Reading) -> Hit | None:
    """The complaint, if it is about the key in a header to OpenAI."""
    lower = reading.lower
    if "codec can't encode" not in lower or "body (" in lower:
        return None
    seen = COMPLAINT.search(lower)
    if seen is None or not BEARER <= int(seen[2]) <= LONGEST_HEADER:
        return None
    if seen[1] not in TYPOGRAPHIC and not any(word in lower for word in HEADER_FRAMES):
        return None
    return Hit("auth_header", MEANING, Weight.SURE, seen.start(), seen.end(), 0)
