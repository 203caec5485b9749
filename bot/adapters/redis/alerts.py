"""The alerts as the leader last stored them, for whoever asks any replica."""

import asyncio
from collections.abc import Sequence

from bot.domain.alerts.alert import Alert
from bot.domain.alerts.ledger import Ledger, urgency
from bot.domain.alerts.saved import load
from bot.domain.stored import Unreadable
from bot.ports import State, Unavailable
from bot.ports.alerting import ALERTS


class RedisKnownAlerts:
    """Reads what is stored; see the port."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def all(self) -> Sequence[Alert]:
        ledger = await self.ledger()
        return sorted(ledger.alerts.values(), key=urgency)

    async def ledger(self) -> Ledger:
        """All of it; what another release stored cannot be had either."""
        text = (await self._state.load(ALERTS)).text
        try:
            return await asyncio.to_thread(load, text) if text else Ledger()
        except Unreadable as error:
            raise Unavailable(str(error)) from None
