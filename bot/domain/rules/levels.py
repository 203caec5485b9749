"""Limits of two levels have to rise."""

from itertools import pairwise

from bot.domain.rules.kind import Values
from bot.domain.rules.spoken import percent


def rising(values: Values, *names: str) -> str:
    """What is wrong with shares that have to rise, "" if nothing is."""
    for lower, upper in pairwise(names):
        if values[upper] < values[lower]:
            return (
                f"{upper} ({percent(values[upper])}) lies below {lower} "
                f"({percent(values[lower])}): choose both"
            )
    return ""


def two_levels(values: Values) -> str:
    """The same for the usual two."""
    return rising(values, "warning", "critical")
