"""The socket to Slack, for those who have no address that Slack could call.

The client that opens the new connection before it closes the old one is taken, since Slack
renews connections every few hours and a click in the gap would be lost.
"""

import asyncio
import logging
from typing import Final

from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from websockets.exceptions import ConnectionClosed

from bot.domain.secret import Secret
from bot.slack.bolt import quiet_logger

FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 30.0
PING_SECONDS: Final = 5.0  # also how soon a connection that was lost without a word is renewed

_log: Final = logging.getLogger(__name__)


class Connection:
    """Socket Mode."""

    def __init__(self, app: AsyncApp, app_token: Secret) -> None:
        logger = quiet_logger()
        logger.addFilter(_in_one_line)
        handler = AsyncSocketModeHandler(
            app, app_token.reveal(), logger=logger, ping_interval=PING_SECONDS
        )
        self._client = handler.client

    async def open(self) -> None:
        """Connect, however long Slack is away; afterwards the client keeps itself connected."""
        wait = FIRST_WAIT
        while True:
            try:
                await self._client.connect_to_new_endpoint()
            except Exception as error:  # noqa: BLE001  # the SDK raises what it stumbles over
                # Its kind alone: the text may hold the address with its ticket.
                _log.warning("no socket to slack: %s, next try in %s s", type(error).__name__, wait)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
            else:
                _log.info("connected to slack")
                return

    async def is_open(self) -> bool:
        """Whether requests arrive."""
        return await self._client.is_connected()

    async def close(self) -> None:
        """Take no more requests."""
        if receiver := self._client.message_receiver:
            receiver.cancel()  # first, or it reports the closed socket as an error
        await self._client.close()  # type: ignore[no-untyped-call]  # as the SDK has it


def _in_one_line(record: logging.LogRecord) -> bool:
    """That the socket broke while an answer was on its way is no fault of ours to be traced."""
    if record.exc_info and isinstance(record.exc_info[1], ConnectionClosed):
        record.exc_info = None
    return True
