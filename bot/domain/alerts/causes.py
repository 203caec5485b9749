"""Which of the ten causes the errors of an alert speak for."""

from collections import Counter
from collections.abc import Mapping

from bot.domain.reports.errors import cause_of


def likely(errors: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The causes with how many errors each, the most frequent first."""
    counted = Counter[str]()
    for error, n in errors.items():
        if n > 0:
            counted[cause_of(error)] += n
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
