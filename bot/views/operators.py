"""What those who run the bot are told: what is wrong, then what to do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.desired.settle import Trouble, TroubleKind
from bot.domain.incidents.told import FeedNews, What
from bot.views.blocks import Message, escape, quoted, section
from bot.views.incident_text import moment

_TEXTS: Final[Mapping[TroubleKind, str]] = MappingProxyType(
    {
        TroubleKind.CHANNEL_CLOSED: (
            "I cannot post in {where} (Slack says {says}). Invite me there with "
            "`/invite @openai-diagnose`, or unsubscribe the channel. Until then I try again every "
            "ten minutes, and nothing is lost."
        ),
        TroubleKind.DELETED_TWICE: (
            "Somebody deleted my message about an incident in {where} twice, so I post it no "
            "more. To hear less there, change the channel's subscription."
        ),
        TroubleKind.MALFORMED: (
            "Slack does not take one of my messages in {where} ({says}), so it was left out. "
            "That is a fault of mine: the log names the message."
        ),
        TroubleKind.CANNOT_LOOK: (
            "The answer to a post in {where} was lost, and I may not look whether it arrived "
            "({says}), so I post it again: it may stand there twice. The scopes "
            "`channels:history` and `groups:history` let me look."
        ),
        TroubleKind.TURNED_AWAY: (
            "Slack refuses my token ({says}), so nothing is posted. Install the app anew, or "
            "mend SLACK_BOT_TOKEN."
        ),
        TroubleKind.UNREADABLE_STATE: (
            "What is stored in Redis cannot be read ({says}), so this replica does not lead. "
            "Run the newest release everywhere."
        ),
    }
)


def operator_note(news: Trouble | FeedNews) -> Message:
    """The message to one of them."""
    text = _feed(news) if isinstance(news, FeedNews) else _trouble(news)
    return Message(text, (section(text),))


def _trouble(trouble: Trouble) -> str:
    where = f"<#{trouble.channel}>" if trouble.channel else "Slack"
    return _TEXTS[trouble.kind].format(where=where, says=quoted(trouble.says, 200))


def _feed(news: FeedNews) -> str:
    since = moment(news.since)
    if news.what is What.READABLE:
        return f"OpenAI's status feed can be read again; it could not since {since}."
    return (
        f"OpenAI's status feed cannot be read since {since}: {escape(news.gap.says, 300)}. What "
        "I showed stays as it was; that is no all-clear. If it lasts, look at STATUS_FEED_URL."
    )
