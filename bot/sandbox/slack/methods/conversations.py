"""`conversations.*`."""

from collections.abc import Iterable
from typing import Any, Final

from bot.sandbox.slack.args import Args
from bot.sandbox.slack.messages import room_for
from bot.sandbox.slack.platform import Method, Platform
from bot.sandbox.slack.wire import Fields, Refused
from bot.sandbox.slack.workspace import Channel

_KINDS: Final = {"public_channel": "public", "private_channel": "private", "im": "im"}
_PAGE: Final = 100


def page(entries: Iterable[Any], args: Args, name: str) -> Fields:
    """One page of a list, with the cursor to the next."""
    every = list(entries)
    start = int(args.text("cursor") or 0) if args.text("cursor").isdigit() else 0
    if args.text("cursor") and not args.text("cursor").isdigit():
        raise Refused("invalid_cursor")
    end = start + args.number("limit", _PAGE)
    following = str(end) if end < len(every) else ""
    return {name: every[start:end], "response_metadata": {"next_cursor": following}}


def _visible(platform: Platform, args: Args) -> Channel:
    channel = platform.workspace.channel(args.required("channel", "channel_not_found"))
    if channel.kind != "public" and platform.workspace.bot.id not in channel.members:
        raise Refused("channel_not_found")
    return channel


def _open(platform: Platform, args: Args) -> Fields:
    if "channel" in args:
        channel = _visible(platform, args)
    else:
        users = args.names("users")
        if not users:
            raise Refused("invalid_arguments", "[ERROR] missing required field: users")
        if len(users) > 1 or users[0] not in platform.workspace.users:
            raise Refused("user_not_found" if len(users) == 1 else "method_not_supported")
        channel = room_for(platform, users[0])
    whole = channel.as_json(platform.workspace.bot.id)
    return {"channel": whole if args.flag("return_im") else {"id": channel.id}}


def _info(platform: Platform, args: Args) -> Fields:
    return {"channel": _visible(platform, args).as_json(platform.workspace.bot.id)}


def _list(platform: Platform, args: Args) -> Fields:
    bot = platform.workspace.bot.id
    kinds = {_KINDS.get(name) for name in args.names("types") or ["public_channel"]}
    rooms = [
        room.as_json(bot)
        for room in platform.workspace.channels.values()
        if room.kind in kinds
        and (room.kind == "public" or bot in room.members)
        and not (room.archived and args.flag("exclude_archived"))
    ]
    return page(rooms, args, "channels")


def _members(platform: Platform, args: Args) -> Fields:
    return page(sorted(_visible(platform, args).members), args, "members")


def _join(platform: Platform, args: Args) -> Fields:
    channel = platform.workspace.channel(args.required("channel", "channel_not_found"))
    if channel.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refused("is_archived")
    channel.members.add(platform.workspace.bot.id)
    platform.workspace.changed()
    return {"channel": channel.as_json(platform.workspace.bot.id)}


def _readable(platform: Platform, args: Args) -> Channel:
    channel = _visible(platform, args)
    if platform.workspace.bot.id not in channel.members:
        raise Refused("not_in_channel")
    wanted = {"public": "channels:history", "private": "groups:history", "im": "im:history"}
    scope = wanted[channel.kind]
    if scope not in platform.scopes:
        raise Refused("missing_scope", needed=scope, provided=",".join(platform.scopes))
    return channel


def _shown(message: Fields, args: Args) -> Fields:
    if args.flag("include_all_metadata"):
        return message
    return {name: value for name, value in message.items() if name != "metadata"}


def _between(messages: list[Fields], args: Args) -> list[Fields]:
    try:
        oldest, latest = float(args.text("oldest") or 0), float(args.text("latest") or "inf")
    except ValueError:
        raise Refused("invalid_arguments", "[ERROR] oldest and latest are timestamps") from None
    inclusive = args.flag("inclusive")
    return [
        message
        for message in messages
        if oldest < float(message["ts"]) < latest
        or (inclusive and float(message["ts"]) in {oldest, latest})
    ]


def _history(platform: Platform, args: Args) -> Fields:
    channel = _readable(platform, args)
    top = [m for m in channel.messages if m.get("thread_ts") in {None, m["ts"]}]
    newest_first = [_shown(message, args) for message in reversed(_between(top, args))]
    answer = page(newest_first, args, "messages")
    return answer | {"has_more": bool(answer["response_metadata"]["next_cursor"])}


def _replies(platform: Platform, args: Args) -> Fields:
    channel = _readable(platform, args)
    thread = channel.thread(args.required("ts", "thread_not_found"))
    if not thread:
        raise Refused("thread_not_found")
    answer = page([_shown(m, args) for m in _between(thread, args)], args, "messages")
    return answer | {"has_more": bool(answer["response_metadata"]["next_cursor"])}


_READ: Final = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY: Final = ("channels:history", "groups:history", "im:history", "mpim:history")
METHODS: Final = (
    Method(name="conversations.open", handle=_open, scopes=("im:write", "mpim:write")),
    Method(name="conversations.info", handle=_info, scopes=_READ),
    Method(name="conversations.list", handle=_list, scopes=_READ),
    Method(name="conversations.members", handle=_members, scopes=_READ),
    Method(name="conversations.join", handle=_join, scopes=("channels:join",)),
    Method(name="conversations.history", handle=_history, scopes=_HISTORY),
    Method(name="conversations.replies", handle=_replies, scopes=_HISTORY),
)
