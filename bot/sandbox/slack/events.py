"""Events: what happens in the workspace and the bot hears of only if it subscribed."""

from collections.abc import Collection
from typing import Final

from bot.sandbox.slack import payloads
from bot.sandbox.slack.delivery import Delivery
from bot.sandbox.slack.platform import Platform
from bot.sandbox.slack.wire import Fields
from bot.sandbox.slack.workspace import User

_OF_MESSAGES: Final = {
    "public": ("message.channels", "channel"),
    "private": ("message.groups", "group"),
    "im": ("message.im", "im"),
}


class Events:
    """Tells the bot of what it subscribed to."""

    def __init__(self, platform: Platform, delivery: Delivery, subscribed: Collection[str]) -> None:
        self._platform = platform
        self._delivery = delivery
        self.subscribed = set(subscribed)

    async def home_opened(self, user: User, home: Fields | None) -> None:
        """Somebody opened the bot's App Home."""
        workspace = self._platform.workspace
        fields: Fields = {
            "type": "app_home_opened",
            "user": user.id,
            "channel": workspace.dm(user.id).id,
            "tab": "home",
            "event_ts": workspace.ts(),
        }
        await self._tell("app_home_opened", fields | ({"view": home} if home else {}))

    async def said(
        self, user: User, channel: str, text: str, thread_ts: str | None = None
    ) -> Fields:
        """Somebody wrote a message."""
        workspace = self._platform.workspace
        room = workspace.dm(user.id) if channel == "dm" else workspace.channel(channel)
        message: Fields = {
            "type": "message",
            "user": user.id,
            "team": user.team_id,
            "text": text,
            "ts": workspace.ts(),
        }
        message |= {"thread_ts": thread_ts} if thread_ts else {}
        room.messages.append(message)
        workspace.changed()
        if workspace.bot.id in room.members:
            name, kind = _OF_MESSAGES[room.kind]
            heard = {"channel": room.id, "channel_type": kind, "event_ts": message["ts"]}
            await self._tell(name, message | heard)
            if f"<@{workspace.bot.id}>" in text:
                await self._tell("app_mention", message | heard | {"type": "app_mention"})
        return message

    async def _tell(self, name: str, fields: Fields) -> None:
        if name in self.subscribed:
            await self._delivery.announce(name, payloads.event(self._platform, fields))
