"""Alerts and rules, as all replicas share them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

from bot.domain.alerts.alert import Act, Alert

ALERTS: Final = "alerts"  # the name of the leader's state that holds them


class Acts(Protocol):
    """What people did to alerts, in the order in which it arrived. Raises `Unavailable`."""

    async def put(self, act: Act) -> None:
        """Add one; any replica may."""
        ...

    async def after(self, mark: str, wait_s: float) -> Sequence[tuple[str, Act]]:
        """Those after a mark, each with its own; waits up to `wait_s` for the first.

        The mark of the last act that was taken is part of the alerts' state, so each act works
        exactly once.
        """
        ...


class KnownAlerts(Protocol):
    """The alerts as the leader last stored them. Raises `Unavailable`."""

    async def all(self) -> Sequence[Alert]:
        """Open ones and those resolved in the last 7 days, worst first."""
        ...


class Rules(Protocol):
    """What people chose for the rules. Raises `Unavailable`."""

    async def revision(self) -> int:
        """A number that grows with each change."""
        ...

    async def all(self) -> Mapping[str, str]:
        """The stored choices: one text for each scope ("" for all services, else a service)."""
        ...

    async def put(self, scope: str, text: str, after: int, by: str, at: datetime) -> bool:
        """Choose where the revision is still `after`; False where somebody was quicker.

        Who chose what when is written down in the same step.
        """
        ...


class Backlog(Protocol):
    """What was reported and is not counted yet. Raises `Unavailable`."""

    async def behind_s(self) -> float:
        """How many seconds the counting is behind the reports."""
        ...
