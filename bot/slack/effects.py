"""Makes happen what an answer says, and copes when Slack will not."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, assert_never

from bot.slack.answers import (
    Answer,
    HandOver,
    Nothing,
    Occasion,
    OpenModal,
    PushModal,
    ReplaceModal,
    Whisper,
)
from bot.slack.commands import OPENING, by_word
from bot.slack.web import DEFAULT_WAIT, RATE_LIMITED, Refused, Slack
from bot.views.blocks import Message
from bot.views.home import turned_away
from bot.views.notes import Line, note, too_late

TRIES: Final = 4
LONGEST_WAIT: Final = 10.0

_log: Final = logging.getLogger(__name__)
Desk = Callable[[Occasion], Awaitable[Answer]]  # looks something up, and says what to do then
_NO_DESKS: Final[Mapping[str, Desk]] = MappingProxyType({})


class Effects:
    """The way from an answer to Slack."""

    def __init__(self, slack: Slack, desks: Mapping[str, Desk] = _NO_DESKS) -> None:
        self._slack = slack
        self._desks = desks

    async def perform(self, answer: Answer, occasion: Occasion, again: Line = OPENING) -> None:
        """Do it; if no modal opens, offer the button of `again`."""
        try:
            match answer:
                case OpenModal(view) if not occasion.view_id:
                    await self._slack.open(occasion.trigger, view)
                case OpenModal(view) | PushModal(view):
                    await self._slack.push(occasion.trigger, view)
                case ReplaceModal(view):
                    await self._slack.update(occasion.view_id, view)
                case Whisper(message):
                    await self._whisper(message, occasion)
                case HandOver(desk, words):
                    subcommand = by_word(desk)
                    line = subcommand.line if subcommand else again
                    asked = replace(occasion, words=words)
                    await self.perform(await self._desks[desk](asked), occasion, line)
                case Nothing():
                    pass
                case _:
                    assert_never(answer)
        except Refused as refused:
            _log.warning("slack refused a modal: %s", refused.why)
            await self.tell(too_late(again), occasion)

    async def _whisper(self, message: Message, occasion: Occasion) -> None:
        if not (occasion.at_home or occasion.view_id):
            await self.tell(message, occasion)
            return
        show = self._slack.push if occasion.view_id else self._slack.open
        try:
            await show(occasion.trigger, note(message))
        except Refused as refused:
            _log.info("slack refused to show an answer: %s", refused.why)
            await self.tell(message, occasion)

    async def turn_away(self, message: Message, person: str) -> None:
        """Show in somebody's App Home why they are not served."""
        try:
            await self._slack.publish(person, turned_away(message))
        except Refused as refused:
            _log.info("slack refused a home: %s", refused.why)

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
        """Tell the person alone: in the place where they asked, else in a direct message.

        Where Slack has too much to do it says how long to wait; after that it is asked again.
        """
        for _ in range(TRIES):
            if await self.respond(message, occasion):
                return
            try:
                await self._slack.direct(occasion.person, message)
            except Refused as refused:
                if refused.why != RATE_LIMITED:
                    _log.warning("slack refused a direct message: %s", refused.why)
                    return
                await asyncio.sleep(min(max(refused.wait, DEFAULT_WAIT), LONGEST_WAIT))
            else:
                return
        _log.warning("slack refused a direct message %s times: %s", TRIES, RATE_LIMITED)
