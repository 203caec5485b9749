"""Being there for Slack: known by name, and reachable.

The Bolt app is built when Slack has told who we are, not before, so that nothing in it has
to ask later; until then Slack's requests are turned away and the bot is not ready.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from slack_bolt.async_app import AsyncApp

from bot.domain.secret import Secret
from bot.slack.connection import Connection
from bot.slack.web import Refused, Slack, Workspace

FIRST_WAIT: Final = 0.25
LONGEST_WAIT: Final = 30.0

_log: Final = logging.getLogger(__name__)


class Presence:
    """The bot's standing with Slack; `missing` says why it cannot work yet."""

    def __init__(
        self,
        slack: Slack,
        build: Callable[[Workspace], AsyncApp],
        *,
        app_token: Secret | None,
        receive: Callable[[AsyncApp], None],
    ) -> None:
        self._slack = slack
        self._build = build
        self._app_token = app_token
        self._receive = receive  # takes the app where requests come over HTTP
        self._lacks: str | None = "Slack has not answered yet"
        self._connection: Connection | None = None

    async def run(self) -> None:
        """Become known, then stay reachable until cancelled."""
        app = self._build(await self._introduced())
        if self._app_token is None:
            self._receive(app)
            self._lacks = None
            return
        self._lacks = "the socket to Slack is not connected"
        self._connection = Connection(app, self._app_token)
        try:
            await self._connection.open()
            await asyncio.Event().wait()
        finally:
            await self._connection.close()

    async def missing(self) -> str | None:
        """What keeps Slack's requests from being answered, in words."""
        if self._connection is not None and await self._connection.is_open():
            return None
        return self._lacks

    async def _introduced(self) -> Workspace:
        wait = FIRST_WAIT
        while True:
            try:
                return await self._slack.introduce()
            except Refused as refused:
                self._lacks = f"Slack refuses auth.test: {refused.why}"
                _log.warning("%s, next try in %s s", self._lacks, wait)
                await asyncio.sleep(max(wait, min(refused.wait, LONGEST_WAIT)))
                wait = min(2 * wait, LONGEST_WAIT)
