"""Windows that a test fills in a line: what was counted, when, and how a rule sees it."""

from collections.abc import Mapping
from typing import Any

from bot.domain.rules.choices import Choices
from bot.domain.rules.reading import Reading
from bot.domain.rules.registry import by_word
from bot.domain.windows.changes import Change, Changes
from bot.domain.windows.latest import Latest
from bot.domain.windows.series import Resolution, Series, Subject
from bot.domain.windows.sums import Sums
from bot.domain.windows.windows import Windows

NOW = 1_790_000_000_000  # 2026-09-21 14:13:20 UTC, the start of a slot
CHECKOUT = Series("checkout", "gpt-5")
NAMES = {"fault": "server_error", "throttled": "rate_limit_exceeded", "empty": "insufficient_quota"}


class Story:
    """What was counted, told from `NOW` backwards or forwards in seconds."""

    def __init__(self) -> None:
        self.windows = Windows()
        self._slots: dict[tuple[Series, int], Sums] = {}

    def calls(
        self,
        at_s: float,
        good: int = 0,
        series: Series = CHECKOUT,
        *,
        ms: int = 0,
        errors: Mapping[str, int] | None = None,
        **named: int,
    ) -> "Story":
        """Some calls at a moment: so many good ones, and errors by name."""
        start = NOW + int(at_s * 1000) // 10_000 * 10_000
        ended = {NAMES.get(name, name): n for name, n in {**(errors or {}), **named}.items() if n}
        new = Sums(good + sum(ended.values()), ended, duration_ms=ms, duration_max_ms=ms)
        now = Sums.total([self._slots.get((series, start), Sums()), new])
        self._slots[series, start] = now
        self.windows.apply(Changes("", [Change(series, Resolution.FINE, start, now)], {}))
        return self

    def said(self, series: Series = CHECKOUT, **latest: Any) -> "Story":  # noqa: ANN401
        """What a series said of itself."""
        self.windows.apply(Changes("", [], {series: Latest(**latest)}))
        return self

    def hour(self, hours_ago: int, sums: Sums, series: Series = CHECKOUT) -> "Story":
        """What a whole hour held."""
        start = NOW // 3_600_000 * 3_600_000 - hours_ago * 3_600_000
        self.windows.load([Change(series, Resolution.HOUR, start, sums)])
        return self

    def reading(
        self,
        rule: str,
        at_s: float = 0,
        subject: Subject | None = None,
        values: Mapping[str, float] | None = None,
    ) -> Reading:
        """The one reading of a rule."""
        (found,) = self.readings(rule, at_s, subject, values)
        return found

    def readings(
        self,
        rule: str,
        at_s: float = 0,
        subject: Subject | None = None,
        values: Mapping[str, float] | None = None,
    ) -> tuple[Reading, ...]:
        """All readings of a rule."""
        kind = by_word(rule)
        chosen = {**Choices().of(kind).values, **(values or {})}
        about = subject or Subject(CHECKOUT.service, CHECKOUT.model)
        return kind.measure(self.windows.seen(about, NOW + int(at_s * 1000)), chosen)
