"""Tells the owner of a whole key that stands in a message that it is burnt.

By a direct message, since that is kept and rings wherever the person is; an ephemeral one
may never be shown. It is the second choice, for people whom no direct message reaches. One
warning for each key in a message, whoever finds it and however often: the shortcut and the
guard, every edit and every delivery ask the same memory.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

from bot.domain.explain import FoundKey
from bot.ports import Once
from bot.slack.said import Said
from bot.slack.screen import LONGEST_WAIT, TRIES
from bot.slack.web import DEFAULT_WAIT, RATE_LIMITED, UNREACHABLE, Refused, Slack
from bot.views.blocks import Message
from bot.views.burnt import burnt_message, burnt_report

_log: Final = logging.getLogger(__name__)


class Burnt:
    """The warnings of this bot."""

    def __init__(self, slack: Slack, once: Once, admins: Sequence[str]) -> None:
        self._slack = slack
        self._once = once
        self._admins = admins

    async def warn_author(self, keys: Sequence[FoundKey], said: Said) -> None:
        """Warn whoever wrote the message, of what they were not warned of yet."""
        if fresh := await self._fresh(keys, said):
            await self._reach(fresh, said)

    async def warn_all(self, keys: Sequence[FoundKey], said: Said) -> None:
        """The same, with a note to the admins."""
        fresh = await self._fresh(keys, said)
        if not fresh:
            return
        told = bool(said.author) and await self._reach(fresh, said)
        report = burnt_report(fresh, said.channel, said.author, told=told)
        for admin in self._admins:
            if admin != said.author:
                await self._direct(admin, report)

    async def _fresh(self, keys: Sequence[FoundKey], said: Said) -> list[FoundKey]:
        place = f"{said.channel}:{said.ts}"
        return [key for key in keys if await self._once.first(f"burnt:{place}:{key.masked}")]

    async def _reach(self, keys: Sequence[FoundKey], said: Said) -> bool:
        message = burnt_message(keys, said.channel)
        if await self._direct(said.author, message):
            return True
        try:
            await self._slack.whisper(said.channel, said.author, message, thread=said.thread)
        except Refused as refused:
            _log.warning("slack refused a warning of a burnt key: %s", refused.why)
            return False
        return True

    async def _direct(self, person: str, message: Message) -> bool:
        """Insist while Slack is only busy or away: this warning comes once."""
        for _ in range(TRIES):
            try:
                await self._slack.direct(person, message)
            except Refused as refused:
                _log.warning("slack refused a direct message about a burnt key: %s", refused.why)
                if refused.why not in {RATE_LIMITED, UNREACHABLE}:
                    return False
                await asyncio.sleep(min(refused.wait or DEFAULT_WAIT, LONGEST_WAIT))
            else:
                return True
        return False
