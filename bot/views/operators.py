"""What those who run the bot are told: what is wrong, then what to do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.desired.settle import Trouble, TroubleKind
from bot.domain.heartbeat import HeartNews, HeartWhat
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

_HEART: Final[Mapping[HeartWhat, str]] = MappingProxyType(
    {
        HeartWhat.STANDS_STILL: (
            "My work for the channels stands still since {since}: {what}. Until it goes on, no "
            "incident and no alert is posted. Restart my replicas one after the other; `/readyz` "
            "of each says what it lacks, and its log why."
        ),
        HeartWhat.GOES_ON: (
            "My work for the channels goes on; it had stood still since {since}. What happened "
            "meanwhile is posted now."
        ),
        HeartWhat.CUT_OFF: (
            "I led until {since}, and since then I cannot reach Redis. Unless another replica of "
            "mine can, no incident and no alert is posted. See whether Redis runs, and whether "
            "REDIS_URL is right."
        ),
        HeartWhat.IN_TOUCH: (
            "I reach Redis again; I could not since {since}. What happened meanwhile is posted now."
        ),
    }
)


def operator_note(news: Trouble | FeedNews | HeartNews) -> Message:
    """The message to one of them."""
    text = _text(news)
    return Message(text, (section(text),))


def _text(news: Trouble | FeedNews | HeartNews) -> str:
    match news:
        case FeedNews():
            return _feed(news)
        case HeartNews():
            return _heart(news)
        case Trouble():
            return _trouble(news)


def _heart(news: HeartNews) -> str:
    loops = ", ".join(f"`{loop}`" for loop in news.loops)
    # A leader that is frozen has lost its lease by now: what is missing is another one.
    what = "nobody leads" if news.nobody_leads else f"the leader hangs in {loops}"
    return _HEART[news.what].format(since=moment(news.since), what=what)


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
