"""Posting: where the bot may, and what a message looks like afterwards."""

from typing import Final

from bot.sandbox.slack.checks.surfaces import check_message
from bot.sandbox.slack.platform import Platform
from bot.sandbox.slack.views import with_ids
from bot.sandbox.slack.wire import Fields, Refused
from bot.sandbox.slack.workspace import Channel, Ephemeral

_KEPT: Final = ("text", "blocks", "attachments", "metadata", "thread_ts")


def room_for(platform: Platform, target: str) -> Channel:
    """Find a channel; a user's id means the direct messages with them."""
    workspace = platform.workspace
    user = workspace.users.get(target)
    if user is not None:
        if user.team_id != workspace.team_id:
            raise Refused("channel_not_found")
        return workspace.dm(target)
    return workspace.channel(target)


def may_post(platform: Platform, channel: Channel) -> None:
    """Refuse where the bot may not write."""
    bot = platform.workspace.bot.id
    if bot not in channel.members and channel.kind == "private":
        raise Refused("channel_not_found")  # Slack does not tell that it exists
    if channel.archived:
        raise Refused("is_archived")
    if bot not in channel.members and "chat:write.public" not in platform.scopes:
        raise Refused("not_in_channel")


def message_from_bot(platform: Platform, given: Fields) -> Fields:
    """Check what the bot wants to say and make a message of it."""
    checked = check_message(given)
    platform.files.check_shown(given.get("blocks"))
    workspace = platform.workspace
    message: Fields = {
        "type": "message",
        "user": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "app_id": workspace.app_id,
        "team": workspace.team_id,
        "ts": workspace.ts(),
    }
    message |= {name: checked[name] for name in _KEPT if checked.get(name)}
    message.setdefault("text", "")
    if "blocks" in message:
        message["blocks"] = with_ids(message["blocks"])
    return message


def post(platform: Platform, channel: Channel, given: Fields) -> Fields:
    """Post in a channel."""
    thread = given.get("thread_ts")
    if thread and channel.message(thread) is None:
        raise Refused("thread_not_found")
    message = message_from_bot(platform, given)
    channel.messages.append(message)
    platform.workspace.changed()
    return message


def whisper(platform: Platform, channel: Channel, user: str, given: Fields) -> Ephemeral:
    """Show a message to one person."""
    message = message_from_bot(platform, given)
    ephemeral = Ephemeral(user=user, channel=channel.id, message=message)
    platform.workspace.ephemerals.append(ephemeral)
    platform.workspace.changed()
    return ephemeral


def rewrite(platform: Platform, message: Fields, given: Fields) -> None:
    """Change a message in place; blocks that are left out stay, an empty list removes them."""
    checked = check_message(given, update=True)
    platform.files.check_shown(given.get("blocks"))
    if "blocks" in given:
        message.pop("blocks", None)
        if given["blocks"]:
            message["blocks"] = with_ids(given["blocks"])
    if "text" in given:
        message["text"] = checked["text"]
    message |= {name: given[name] for name in ("attachments", "metadata") if name in given}
    bot, ts = platform.workspace.bot.id, platform.workspace.ts()
    message["edited"] = {"user": bot, "ts": ts}
    platform.workspace.changed()
