"""What several series together gained in some slots: differences, put in all at once.

A slot of everything may change a thousand times in one reading of the counts, so the
differences are added up first. Sums only grow, so the longest duration is never too long for good.
"""

from collections.abc import Mapping

from bot.domain.windows.rows import Rows
from bot.domain.windows.series import Subject
from bot.domain.windows.sums import Sums


class Gains:
    """Differences by subject and slot."""

    def __init__(self) -> None:
        self._sums: dict[tuple[Subject, int], list[int]] = {}
        self._errors: dict[tuple[Subject, int], dict[str, int]] = {}

    def note(self, subject: Subject, start: int, before: Sums, after: Sums) -> None:
        """A part of the subject went from one sum to another in the slot."""
        key = (subject, start)
        gained = self._sums.setdefault(key, [0, 0, 0, 0, 0, 0])
        gained[0] += after.count - before.count
        gained[1] += after.input_tokens - before.input_tokens
        gained[2] += after.output_tokens - before.output_tokens
        gained[3] += after.cost_micros - before.cost_micros
        gained[4] += after.duration_ms - before.duration_ms
        gained[5] = max(gained[5], after.duration_max_ms)
        if after.errors or before.errors:
            errors = self._errors.setdefault(key, {})
            for name in {*after.errors, *before.errors}:
                more = after.errors.get(name, 0) - before.errors.get(name, 0)
                errors[name] = errors.get(name, 0) + more

    def add_to(self, together: Mapping[Subject, Rows]) -> None:
        """Put them in."""
        for (subject, start), gained in self._sums.items():
            rows = together[subject]
            now = rows.at(start)
            errors = dict(now.errors)
            for name, more in self._errors.get((subject, start), {}).items():
                errors[name] = errors.get(name, 0) + more
            rows.put(
                start,
                Sums(
                    now.count + gained[0],
                    {name: n for name, n in errors.items() if n > 0},
                    now.input_tokens + gained[1],
                    now.output_tokens + gained[2],
                    now.cost_micros + gained[3],
                    now.duration_ms + gained[4],
                    max(now.duration_max_ms, gained[5]),
                ),
            )
