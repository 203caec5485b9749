"""Durations as OpenAI writes them ("7m12s", "20s", "120ms"), and as people read them."""

import re
from typing import Final

_UNITS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_PART: Final = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h|d)")
_READ: Final = (("d", 86400), ("h", 3600), ("min", 60))
MINUTE: Final = 60


def seconds(text: str) -> float:
    """How many seconds it is; a bare number counts as seconds, and nonsense as none."""
    if text.replace(".", "", 1).isdecimal():
        return float(text)
    return round(sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(text)), 3)


def spelled(duration: float) -> str:
    """As people say it: "7 min 12 s"; below a minute with what is behind the point."""
    parts, left = [], duration
    for unit, length in _READ:
        count, left = divmod(left, length)
        if count:
            parts.append(f"{count:g} {unit}")
    left = round(left, 3 if duration < MINUTE else 1)
    if left or not parts:
        parts.append(f"{left:g} s")
    return " ".join(parts)
