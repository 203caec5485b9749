"""`chat.*` and `reactions.*`."""

from typing import Any, Final

from bot.sandbox.slack.args import Args
from bot.sandbox.slack.messages import may_post, post, rewrite, room_for, whisper
from bot.sandbox.slack.platform import Method, Platform
from bot.sandbox.slack.wire import Fields, Refused
from bot.sandbox.slack.workspace import Channel

_LONGEST_UPDATE: Final = 4_000


def _said(args: Args) -> Fields:
    """What the bot wants to say, out of its arguments."""
    said: Fields = {name: args.text(name) for name in ("text", "thread_ts") if name in args}
    kinds = {
        "blocks": "invalid_blocks_format",
        "attachments": "invalid_attachments",
        "metadata": "invalid_metadata_format",
    }
    read: dict[str, Any] = {n: args.json(n, error) for n, error in kinds.items() if n in args}
    return said | read


def _room(platform: Platform, args: Args) -> Channel:
    return room_for(platform, args.required("channel", "channel_not_found"))


def _post_message(platform: Platform, args: Args) -> Fields:
    channel = _room(platform, args)
    may_post(platform, channel)
    platform.paces.take("chat.postMessage", channel.id)
    message = post(platform, channel, _said(args))
    return {"channel": channel.id, "ts": message["ts"], "message": message}


def _post_ephemeral(platform: Platform, args: Args) -> Fields:
    channel = _room(platform, args)
    user = args.required("user", "invalid_arguments")
    may_post(platform, channel)
    if platform.workspace.bot.id not in channel.members:
        raise Refused("not_in_channel")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    return {"message_ts": whisper(platform, channel, user, _said(args)).ts}


def _own(platform: Platform, args: Args, error: str) -> tuple[Channel, Fields]:
    channel = _room(platform, args)
    message = channel.message(args.required("ts", "message_not_found"))
    if message is None:
        raise Refused("message_not_found")
    if message.get("bot_id") != platform.workspace.bot_id:
        raise Refused(error)
    return channel, message


def _update(platform: Platform, args: Args) -> Fields:
    channel, message = _own(platform, args, "cant_update_message")
    said = _said(args)
    if len(said.get("text", "")) > _LONGEST_UPDATE:
        raise Refused("msg_too_long")
    if not said:
        raise Refused("no_text")
    rewrite(platform, message, said)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": message}


def _delete(platform: Platform, args: Args) -> Fields:
    channel, message = _own(platform, args, "cant_delete_message")
    channel.messages.remove(message)
    platform.workspace.changed()
    return {"channel": channel.id, "ts": message["ts"]}


def _permalink(platform: Platform, args: Args) -> Fields:
    channel = _room(platform, args)
    ts = args.required("message_ts", "message_not_found")
    if channel.message(ts) is None:
        raise Refused("message_not_found")
    address = f"https://{platform.workspace.domain}.slack.com/archives/{channel.id}"
    return {"channel": channel.id, "permalink": f"{address}/p{ts.replace('.', '')}"}


def _react(platform: Platform, args: Args) -> Fields:
    channel = _room(platform, args)
    name = args.required("name", "invalid_name")
    message = channel.message(args.required("timestamp", "no_item_specified"))
    if message is None:
        raise Refused("message_not_found")
    bot = platform.workspace.bot.id
    reactions = message.setdefault("reactions", [])
    if any(reaction["name"] == name and bot in reaction["users"] for reaction in reactions):
        raise Refused("already_reacted")
    reactions.append({"name": name, "users": [bot], "count": 1})
    platform.workspace.changed()
    return {}


_WRITE: Final = ("chat:write",)
METHODS: Final = (
    Method(name="chat.postMessage", handle=_post_message, scopes=_WRITE),
    Method(name="chat.postEphemeral", handle=_post_ephemeral, scopes=_WRITE),
    Method(name="chat.update", handle=_update, scopes=_WRITE),
    Method(name="chat.delete", handle=_delete, scopes=_WRITE),
    Method(name="chat.getPermalink", handle=_permalink),
    Method(name="reactions.add", handle=_react, scopes=("reactions:write",)),
)
