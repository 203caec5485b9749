"""How OpenAI is, for whoever asks; and the button that shows it to the channel.

What is posted is read anew: the answer that somebody is looking at may be an hour old.
"""

import logging
from typing import Any, Final, Protocol

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.incidents.overview import Known
from bot.ports import Clock, Unavailable
from bot.slack.answers import Answer, Occasion, Whisper
from bot.slack.web import Refused, Slack
from bot.views import status

_log: Final = logging.getLogger(__name__)

Body = dict[str, Any]


class ReadsStatus(Protocol):
    """The use case, as it is called here."""

    async def __call__(self) -> Known:
        """Read what is known; raises `Unavailable`."""
        ...


class Status:
    """The desk of `status`, and its listener."""

    def __init__(self, slack: Slack, known: ReadsStatus, clock: Clock) -> None:
        self._slack = slack
        self._known = known
        self._clock = clock

    def register(self, app: AsyncApp) -> None:
        """Hang it into Bolt."""
        app.action(status.POST)(self.on_post)

    async def answer(self, occasion: Occasion) -> Answer:
        """Answer the command."""
        try:
            known = await self._known()
        except Unavailable as error:
            return Whisper(status.unknown(str(error)))
        here = bool(occasion.response_url)  # else there is no channel to post it to
        return Whisper(status.status(known, self._clock.now(), here=here))

    async def on_post(self, ack: AsyncAck, body: Body) -> None:
        """The button that shows it to the channel."""
        await ack()
        occasion = Occasion.of(body)
        try:
            known = await self._known()
        except Unavailable as error:
            await self._slack.respond(occasion.response_url, status.unknown(str(error)))
            return
        message = status.status(known, self._clock.now(), occasion.person)
        try:
            await self._slack.respond(occasion.response_url, message, in_channel=True)
        except Refused as refused:
            _log.info("slack refused to post the status: %s", refused.why)
            await self._slack.direct(occasion.person, status.not_posted())
