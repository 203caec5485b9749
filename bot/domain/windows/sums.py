"""What was counted in a stretch of time.

Only sums and maxima, the sums whole numbers: adding is associative and commutative, so late,
early, split or shuffled reports give the same windows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from bot.domain.reports.errors import ErrorClass, class_of


@dataclass(frozen=True, slots=True)
class Sums:
    """Calls attempted and how they ended. Durations in ms, cost in millionths of a dollar."""

    count: int = 0
    errors: Mapping[str, int] = field(default_factory=dict)  # by `error.type`
    input_tokens: int = 0
    output_tokens: int = 0
    cost_micros: int = 0
    duration_ms: int = 0
    duration_max_ms: int = 0
    quotas: Mapping[str, float] = field(default_factory=dict)  # highest `used`; in hours only

    def of(self, kind: ErrorClass) -> int:
        """How many ended with an error of this class."""
        return sum(n for name, n in self.errors.items() if class_of(name) is kind)

    @property
    def failed(self) -> int:
        """How many ended with an error of any class."""
        return sum(self.errors.values())

    @classmethod
    def total(cls, parts: Iterable[Self]) -> Self:
        """All of these together."""
        count = tokens_in = tokens_out = cost = duration = longest = 0
        errors, quotas = dict[str, int](), dict[str, float]()
        for one in parts:
            count += one.count
            tokens_in += one.input_tokens
            tokens_out += one.output_tokens
            cost += one.cost_micros
            duration += one.duration_ms
            longest = max(longest, one.duration_max_ms)
            for name, n in one.errors.items():
                errors[name] = errors.get(name, 0) + n
            for name, used in one.quotas.items():
                quotas[name] = max(used, quotas.get(name, used))
        return cls(count, errors, tokens_in, tokens_out, cost, duration, longest, quotas)
