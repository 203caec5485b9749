"""Being there for Slack: known by name, and reachable.

The Bolt app is built when Slack has told who we are, not before, so that nothing in it has
to ask later; until then Slack's requests are turned away and the bot is not ready. Afterwards
Slack is asked again and again whether it still knows us: where requests come over HTTP nothing
else would show that Slack is away, and a socket may live on with a token that was taken back.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from slack_bolt.async_app import AsyncApp

from bot.domain.secret import Secret
from bot.slack.connection import Connection
from bot.slack.web import RATE_LIMITED, Refused, Slack, Workspace

FIRST_WAIT: Final = 0.25
LONGEST_WAIT: Final = 30.0
ASKED_EVERY: Final = 10.0
PATIENCE: Final = 5.0

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
        asked_every: float = ASKED_EVERY,
    ) -> None:
        self._slack = slack
        self._build = build
        self._app_token = app_token
        self._receive = receive  # takes the app where requests come over HTTP
        self._asked_every = asked_every
        self._lacks: str | None = "Slack has not answered yet"
        self._connection: Connection | None = None

    async def run(self) -> None:
        """Become known, then stay reachable until cancelled."""
        app = self._build(await self._introduced())
        self._lacks = None
        if self._app_token is None:
            self._receive(app)
            await self._stay_known()
            return
        self._connection = Connection(app, self._app_token)
        try:
            await self._connection.open()
            await self._stay_known()
        finally:
            await self._connection.close()

    async def missing(self) -> str | None:
        """What keeps Slack's requests from being answered, in words."""
        if self._lacks is not None:
            return self._lacks
        if self._connection is not None and not await self._connection.is_open():
            return "the socket to Slack is not connected"
        return None

    async def _stay_known(self) -> None:
        while True:
            await asyncio.sleep(self._asked_every)
            why = await self._refusal()
            if why is None:
                if self._lacks is not None:
                    _log.info("slack answers again")
                self._lacks = None
            elif self._lacks is None:
                self._lacks = f"Slack refuses auth.test: {why}"
                _log.warning("%s", self._lacks)

    async def _refusal(self) -> str | None:
        """Why Slack does not know us any more; that it has no time is no reason."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._slack.introduce()
        except Refused as refused:
            return None if refused.why == RATE_LIMITED else refused.why
        except TimeoutError:
            return "no answer"
        return None

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
