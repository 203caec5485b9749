"""Deliveries to the bot: through whichever door is open, all of them in the log.

Commands and clicks go once; events are sent again while they are not acknowledged.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.sandbox.slack.door import EVENTS, Ack, Attempt, Door
from bot.sandbox.slack.wire import Fields, Record
from bot.sandbox.slack.workspace import Workspace

RETRIES_S: Final = (0.0, 60.0, 300.0)  # at once, a minute later, five minutes later
_REASONS: Final = {"timeout": "http_timeout", "no_connection": "connection_failed"}


class Delivery:
    """Carries payloads to the bot."""

    def __init__(self, workspace: Workspace, door: Door, retries_s: Sequence[float]) -> None:
        self._workspace = workspace
        self._retries_s = retries_s
        self._again: set[asyncio.Task[None]] = set()
        self.door = door

    async def deliver(
        self, kind: str, name: str, payload: Fields, attempt: Attempt | None = None
    ) -> Ack:
        """Carry one payload and note what became of it."""
        payload = json.loads(json.dumps(payload))  # the log keeps it as it was sent
        loop = asyncio.get_running_loop()
        at, started = self._workspace.clock(), loop.time()
        ack = await self.door.carry(kind, payload, attempt or Attempt())
        ack = replace(ack, seconds=loop.time() - started)
        record = Record(
            at=at,
            kind=kind,
            name=name,
            sent=payload,
            answer=ack.body,
            error=ack.error,
            seconds=ack.seconds,
        )
        self._workspace.log.write(record)
        self._workspace.changed()
        return ack

    async def announce(self, name: str, payload: Fields) -> Ack:
        """Tell the bot of an event; if it does not acknowledge, go on trying meanwhile."""
        ack = await self.deliver(EVENTS, name, payload)
        if ack.error is not None and ack.may_retry:
            task = asyncio.create_task(self._try_again(name, payload, ack))
            self._again.add(task)
            task.add_done_callback(self._again.discard)
        return ack

    async def _try_again(self, name: str, payload: Fields, ack: Ack) -> None:
        for number, wait_s in enumerate(self._retries_s, start=1):
            await asyncio.sleep(wait_s)
            reason = _REASONS.get(ack.error or "", "http_error")
            ack = await self.deliver(EVENTS, name, payload, Attempt(number, reason))
            if ack.error is None or not ack.may_retry:
                return

    async def close(self) -> None:
        """Stop trying."""
        for task in self._again:
            task.cancel()
        await asyncio.gather(*self._again, return_exceptions=True)
