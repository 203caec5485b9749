"""The rest of a thread, for whoever points at a message that does not hold the error itself.

Slack hands a shortcut one message. The others are read only where that one told nothing,
only once, and only where the bot is a member: the scopes are those of the leaked key guard
and of the channel's own events.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.slack.said import Said, read_message
from bot.slack.web import UNREACHABLE, Refused, Slack

MOST: Final = 50  # messages, from the beginning of the thread
PATIENCE: Final = 1.5  # seconds: the trigger of the modal lives for three
_WHY: Final = {
    "not_in_channel": "I am not a member here (`/invite @openai-diagnose` changes that)",
    "channel_not_found": "I am not a member here (`/invite @openai-diagnose` changes that)",
    "missing_scope": "I have no permission to read messages here",
    UNREACHABLE: "Slack did not answer in time",
}

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Thread:
    """The messages that could be read; else `why` says what kept the bot from it."""

    said: Sequence[Said] = ()
    why: str = ""


async def read_thread(slack: Slack, said: Said) -> Thread:
    """Read the thread that a message stands in, without that message."""
    try:
        async with asyncio.timeout(PATIENCE):
            messages = await slack.replies(said.channel, said.thread, MOST)
    except TimeoutError:
        return Thread(why=_WHY[UNREACHABLE])
    except Refused as refused:
        _log.info("slack refused a thread: %s", refused.why)
        return Thread(why=_WHY.get(refused.why, "Slack does not let me"))
    read = [read_message(message, said.channel) for message in messages]
    return Thread([one for one in read if one.text.strip() and one.ts != said.ts])
