"""A word to those who run the bot: in the log always, and to each of them directly.

Whom that reaches is a setting (ADMIN_USERS); without one the log is all there is. A direct
message that Slack does not take is not tried again: the log has it.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack_errors import meaning
from bot.domain.desired.settle import Trouble
from bot.domain.desired.steps import CALL_TIMEOUT, Act
from bot.domain.heartbeat import HeartNews
from bot.domain.incidents.told import FeedNews
from bot.views.operators import operator_note

_log: Final = logging.getLogger(__name__)


class SlackOperators:
    """Tells the operators; see the port."""

    def __init__(
        self, client: AsyncWebClient, people: Sequence[str], timeout: timedelta = CALL_TIMEOUT
    ) -> None:
        self._client = client
        self._people = people
        self._timeout = timeout.total_seconds()

    async def hear(self, news: Trouble | FeedNews | HeartNews) -> None:
        message = operator_note(news)
        _log.warning("for the operators: %s", message.text)
        for person in self._people:
            try:
                async with asyncio.timeout(self._timeout):
                    await self._client.chat_postMessage(
                        channel=person,
                        text=message.text,
                        blocks=list(message.blocks),
                        unfurl_links=False,
                        unfurl_media=False,
                    )
            except Exception as error:  # noqa: BLE001  # the SDK raises whatever it stumbles over
                _log.warning("an operator was not reached: %s", meaning(error, Act.POST).says)
