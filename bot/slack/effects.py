"""Makes happen what an answer says, and copes when Slack will not."""

import logging
from typing import Final, assert_never

from bot.slack.answers import (
    Answer,
    Nothing,
    Occasion,
    OpenModal,
    PushModal,
    ReplaceModal,
    Whisper,
)
from bot.slack.commands import OPENING
from bot.slack.web import Refused, Slack
from bot.views.blocks import Message
from bot.views.notes import too_late

_log: Final = logging.getLogger(__name__)


class Effects:
    """The way from an answer to Slack."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def perform(self, answer: Answer, occasion: Occasion) -> None:
        """Do it; if no modal opens, offer a button that tries again."""
        try:
            match answer:
                case OpenModal(view):
                    await self._slack.open(occasion.trigger, view)
                case PushModal(view):
                    await self._slack.push(occasion.trigger, view)
                case ReplaceModal(view):
                    await self._slack.update(occasion.view_id, view)
                case Whisper(message):
                    await self.tell(message, occasion)
                case Nothing():
                    pass
                case _:
                    assert_never(answer)
        except Refused as refused:
            _log.warning("slack refused a modal: %s", refused.why)
            await self.tell(too_late(OPENING), occasion)

    async def respond(self, message: Message, occasion: Occasion) -> bool:
        """Tell the person alone, in the place where they asked; False if that is not to be had."""
        if not occasion.response_url:
            return False
        try:
            await self._slack.respond(occasion.response_url, message)
        except Refused as refused:
            _log.info("slack refused a response: %s", refused.why)
            return False
        return True

    async def tell(self, message: Message, occasion: Occasion) -> None:
        """Tell the person alone: in the place where they asked, else in a direct message."""
        if await self.respond(message, occasion):
            return
        try:
            await self._slack.direct(occasion.person, message)
        except Refused as refused:
            _log.warning("slack refused a direct message: %s", refused.why)
