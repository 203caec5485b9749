"""The `x-ratelimit-*` headers in a text: how many there may be, are left, and when they are back.

OpenAI sends one set for requests and one for tokens; the set that is used up is the one
that turned the call away.
"""

import re
from typing import Final

from bot.domain.explain.durations import seconds

HINT: Final = "x-ratelimit-"
_HEADER: Final = re.compile(
    r"x-ratelimit-(limit|remaining|reset)-(requests|tokens)[\"']?\s{0,2}[:=]>?\s{0,2}\[?[\"']?([\w.]{1,20})"
)
_KINDS: Final = ("requests", "tokens")


def pace_in(lower: str) -> dict[str, object]:
    """What the headers say of the set that counts; nothing if there are none."""
    if HINT not in lower:
        return {}
    told = {(seen[2], seen[1]): seen[3] for seen in _HEADER.finditer(lower)}
    there = [kind for kind in _KINDS if any(key[0] == kind for key in told)]
    if not there:
        return {}
    kind = next((one for one in there if told.get((one, "remaining")) == "0"), there[0])
    found: dict[str, object] = {
        name: int(value)
        for name in ("limit", "remaining")
        if (value := told.get((kind, name), "")).isdecimal()
    }
    found["dimension"] = kind
    reset = seconds(told.get((kind, "reset"), ""))
    if reset and found.get("remaining") == 0:
        found["wait_seconds"] = reset
    return found
