"""What there is to show of an alert: the message itself, the replies, the pictures.

Which of it should exist in which channel is said in `bot.domain.desired.alert_messages`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.alerts.alert import Alert, Happened
from bot.domain.incidents.incident import Incident


@dataclass(frozen=True, slots=True)
class Trend:
    """How the measured value went: one value a minute, the oldest first; None: no traffic.

    `end` is the end of the last minute (unix ms); `limit` is in the unit of the values.
    """

    values: tuple[float | None, ...]
    end: int
    limit: float
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What else is to be seen about an alert.

    `causes` are the causes that its errors speak for, the most frequent first, with how many
    errors each; 0 where no error tells, and the rule itself speaks for it. `same_model` and `same_key` are other services that fail too, `quiet_model` those
    that use the model without trouble. `incident` is what OpenAI has open about it.
    """

    causes: tuple[tuple[str, int], ...] = ()
    same_model: tuple[str, ...] = ()
    quiet_model: tuple[str, ...] = ()
    same_key: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()  # masked, of the service
    incident: Incident | None = None
    trend: Trend | None = None
    runbook: str = ""
    children: tuple[Alert, ...] = ()  # alerts that this one holds together
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertShown:
    """The message itself (or, in an incident's thread, the reply that stands for it)."""

    alert: Alert
    around: Around
    mentions: tuple[str, ...] = ()
    in_thread_of: Incident | None = None


@dataclass(frozen=True, slots=True)
class AlertSaid:
    """A reply in its thread: what happened to it, and whom to call."""

    alert: Alert
    happened: Happened
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartShown:
    """A reply with its chart as a picture."""

    alert: Alert
    trend: Trend


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown of an alert since `at`, in which version; `chart` is for its pictures."""

    alert: Alert
    around: Around
    version: str
    at: datetime
    chart: Trend | None = None
