"""What App Home shows to one person. None in place of a part: it cannot be read now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.alerts.alert import Alert
from bot.domain.desired.alerts import Trend
from bot.domain.incidents.overview import Known
from bot.domain.key_use import KeyUse
from bot.domain.rules.choices import Choices
from bot.domain.services import Glance
from bot.domain.subscriptions import Subscription

# What makes a home worth drawing anew: open incidents and open alerts, each in its state.
Signature = tuple[tuple[str, ...], ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCheck:
    """A check that somebody made: the mask of the key, and what came of it."""

    at: datetime
    masked: str
    verdict: str
    cause: str = ""  # slug


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """A report that nobody could read; `at` is when it came, unix ms."""

    service: str
    stream: str
    at: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """How this replica runs. `beats`: how long ago each loop of the leader went round."""

    version: str
    leads: bool = False
    lacks: tuple[str, ...] = ()
    beats: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operated:
    """What those see besides who may change things."""

    running: Running
    subscriptions: Sequence[Subscription] | None = ()
    rules: Choices | None = None
    not_taken: Sequence[NotTaken] | None = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All of it. `trends` are by service, of those that stand first."""

    at: datetime
    known: Known | None = None
    alerts: Sequence[Alert] | None = None
    services: Sequence[Glance] | None = None
    trends: Mapping[str, Trend] = field(default_factory=dict)
    keys: Sequence[KeyUse] = ()
    key_days: int = 0
    checks: Sequence[PastCheck] | None = None
    operated: Operated | None = None

    @property
    def now(self) -> int:
        """The same as `at`, in unix milliseconds."""
        return int(self.at.timestamp() * 1000)

    @property
    def signature(self) -> Signature:
        """The state of the world that it shows."""
        return signature(self.known, self.alerts)


def signature(known: Known | None, alerts: Sequence[Alert] | None) -> Signature:
    """The state in which the world is; None where it cannot be read, which is no news."""
    if known is None or alerts is None:
        return None
    incidents = tuple(
        (one.id, one.state.value, one.latest.at.isoformat()) for one in known.remembered.open_now
    )
    return (*incidents, *((one.id, str(one.revision)) for one in alerts if one.is_open))
