"""Readings and acts by the minute, and an alert that lives through them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.domain.alerts.acts import take
from bot.domain.alerts.alert import Act, Alert, Deed, Happened, What
from bot.domain.alerts.decide import decide
from bot.domain.alerts.happening import Decision
from bot.domain.alerts.silence import Silence
from bot.domain.rules.reading import Level, Reading
from bot.domain.windows.series import Subject

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHECKOUT = Subject("checkout", "gpt-5")
SAYS = "34 % errors (51/150, 5 min), limit 10 %"


def a_reading(
    level: Level = Level.WARNING,
    *,
    subject: Subject = CHECKOUT,
    rule: str = "error_rate",
    **more: object,
) -> Reading:
    plain = Reading(
        rule=rule,
        subject=subject,
        level=level,
        value=0.34,
        limit=0.1,
        unit="%",
        n=150,
        says=SAYS,
        reason=f"level {level.name.lower()}",
        errors={"server_error": 51},
    )
    return replace(plain, **more)  # type: ignore[arg-type]


WARNING = a_reading()
CRITICAL = a_reading(Level.CRITICAL)
CLEAR = a_reading(Level.FINE, clear=True, says="0 % errors", errors={})
BETWEEN = a_reading(Level.FINE, says="7 % errors")
NOTHING = a_reading(Level.FINE, no_data=True, says="", errors={}, n=0)
RAISED = replace(CLEAR, at_once=True, reason="limit changed")


@dataclass
class Life:
    """One alert after another of the same key, and the time."""

    now: datetime = NOON
    alert: Alert | None = None
    decisions: list[Decision] = field(default_factory=list)
    silence: Silence | None = None

    def read(self, reading: Reading, minutes: float = 0) -> Decision:
        """Let minutes pass, then judge a reading."""
        self.now += timedelta(minutes=minutes)
        number = self.alert.number + 1 if self.alert else 1
        decision = decide(self.alert, reading, self.now, number=number, silence=self.silence)
        return self._keep(decision)

    def reads(self, reading: Reading, minutes: float, every_s: float = 30) -> list[What]:
        """The same reading again and again for so long; gives what happened."""
        before = len(self.decisions)
        for _ in range(round(minutes * 60 / every_s)):
            self.read(reading, every_s / 60)
        return [one.what for d in self.decisions[before:] for one in d.happened]

    def act(self, deed: Deed, by: str = "U0ADA", **more: object) -> Decision:
        """Somebody who sees the alert as it is now does something."""
        plain = Act(alert=self.open.id, revision=self.open.revision, deed=deed, by=by, at=self.now)
        return self._keep(take(self.open, replace(plain, **more), self.now))  # type: ignore[arg-type]

    @property
    def open(self) -> Alert:
        assert self.alert is not None
        return self.alert

    @property
    def happened(self) -> list[What]:
        return [one.what for decision in self.decisions for one in decision.happened]

    @property
    def told(self) -> list[Happened]:
        return [one for d in self.decisions for one in d.happened if not one.quiet]

    def _keep(self, decision: Decision) -> Decision:
        self.decisions.append(decision)
        self.alert = decision.alert
        assert decision.reason
        return decision


def kinds(decision: Decision) -> list[What]:
    return [one.what for one in decision.happened]


def alerts(*lives: Life) -> Iterable[Alert]:
    return (one.open for one in lives)
