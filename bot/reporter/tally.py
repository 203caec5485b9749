"""The one window that is held: what was counted since the last report.

Bounded in both directions, so a service that makes up model names or error types cannot make
it grow. Counting is a few additions under a lock; the lock is never held while anything waits.
"""

import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from bot.domain.reports.report import OTHER, Headroom
from bot.reporter.call import Call, Line

MOST_LINES: Final = 100
MOST_ERRORS: Final = 30  # kinds of error in a line


@dataclass(slots=True)
class Counted:
    """What was counted under one line."""

    count: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    longest: float = 0.0
    requests: Headroom | None = None
    tokens: Headroom | None = None

    def add(self, call: Call) -> None:
        """One call more."""
        self.count += 1
        if call.error:
            new = call.error not in self.errors and len(self.errors) >= MOST_ERRORS
            name = OTHER if new else call.error
            self.errors[name] = self.errors.get(name, 0) + 1
        self.input_tokens += call.input_tokens
        self.output_tokens += call.output_tokens
        self.seconds += call.seconds
        self.longest = max(self.longest, call.seconds)
        self.requests = call.requests or self.requests
        self.tokens = call.tokens or self.tokens


class Tally:
    """Counts; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lines: dict[Line, Counted] = {}

    def add(self, call: Call) -> None:
        """Count one call."""
        line = call.line
        with self._lock:
            counted = self._lines.get(line)
            if counted is None:
                if len(self._lines) >= MOST_LINES:
                    line = Line(OTHER, line.sdk)
                counted = self._lines.setdefault(line, Counted())
            counted.add(call)

    def take(self) -> Collection[tuple[Line, Counted]]:
        """What was counted; the next window begins empty."""
        with self._lock:
            lines, self._lines = self._lines, {}
        return lines.items()
