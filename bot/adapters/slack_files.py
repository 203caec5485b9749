"""Pictures for messages: drawn, and given to Slack in its three steps, into no channel.

A file without a channel is seen by nobody until a message shows it. Whatever fails, the message
is told in letters instead: a picture is never worth an alert. Without the scope `files:write`
that is said once in the log, and not tried again.
"""

import asyncio
import hashlib
import logging
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.chart import draw
from bot.domain.desired.alerts import ChartShown
from bot.views.alert import chart_title, charted
from bot.views.blocks import Message

TIMEOUT_S: Final = 2.5  # of the five that a message has
READY_S: Final = 0.4  # Slack looks at a file for a moment, and refuses whoever shows it before
MOST_KEPT: Final = 50
_NO_RIGHT: Final = frozenset({"missing_scope", "not_allowed_token_type", "no_permission"})
_OK: Final = 200

_log: Final = logging.getLogger(__name__)


class NotTaken(Exception):
    """Slack did not take the bytes."""


class SlackPictures:
    """Makes messages with pictures of contents that have one."""

    def __init__(
        self, client: AsyncWebClient, session: aiohttp.ClientSession, timeout_s: float = TIMEOUT_S
    ) -> None:
        self._client = client
        self._session = session
        self._timeout_s = timeout_s
        self._sent = dict[str, str]()  # digest of a picture: its id, so that no try sends it again
        self._may = True

    async def __call__(self, content: object) -> Message | None:
        """The message with its picture; None if there is none to be had. Never raises."""
        if not self._may or not isinstance(content, ChartShown):
            return None
        try:
            async with asyncio.timeout(self._timeout_s):
                title = chart_title(content.alert)
                picture = await asyncio.to_thread(draw, content.trend, title)
                return charted(content, await self._file(picture, title))
        except Exception as error:  # noqa: BLE001  # the SDK raises whatever it stumbles over
            self._hear(error)
            return None

    async def _file(self, picture: bytes, title: str) -> str:
        digest = hashlib.sha256(picture).hexdigest()
        if digest not in self._sent:
            file_id = await self._upload(picture, title)
            while len(self._sent) >= MOST_KEPT:
                self._sent.pop(next(iter(self._sent)))
            self._sent[digest] = file_id
        return self._sent[digest]

    async def _upload(self, picture: bytes, title: str) -> str:
        place = await self._client.files_getUploadURLExternal(
            filename="chart.png", length=len(picture)
        )
        async with self._session.post(
            str(place["upload_url"]), data=picture, headers={"Content-Type": "image/png"}
        ) as answer:
            if answer.status != _OK:
                raise NotTaken(f"status {answer.status}")
        file_id = str(place["file_id"])
        await self._client.files_completeUploadExternal(files=[{"id": file_id, "title": title}])
        await asyncio.sleep(READY_S)
        return file_id

    def _hear(self, error: Exception) -> None:
        why = type(error).__name__
        if isinstance(error, SlackApiError):
            data = getattr(error.response, "data", error.response)
            why = str(data.get("error")) if isinstance(data, dict) else why
        if why in _NO_RIGHT:
            self._may = False
            _log.warning("charts are told in letters: slack says %s to files:write", why)
        else:
            _log.info("a chart is told in letters: %s", why)
