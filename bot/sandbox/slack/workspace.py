"""A workspace: its people, its channels, and what was said in them.

Plain state, no wire: the Web API and the people change it, everybody else reads it, and
every change wakes whoever waits in `until`.
"""

import asyncio
import itertools
import secrets
import string
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from bot.sandbox.slack.wire import Fields, Refused, WireLog

_LETTERS: Final = string.ascii_uppercase + string.digits
T = TypeVar("T")
Clock = Callable[[], float]


def mint(prefix: str, length: int = 10) -> str:
    """Make up an id the way Slack's look: one letter and a run of capitals and digits."""
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(length))


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody with an account."""

    id: str
    name: str
    real_name: str
    team_id: str
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_guest: bool = False

    def as_json(self) -> Fields:
        """The object that `users.info` gives."""
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": False,
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": False,
            "is_restricted": self.is_guest,
            "is_bot": self.is_bot,
            "tz": "Europe/Berlin",
            "profile": {"real_name": self.real_name, "display_name": self.name},
        }


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel or a direct message, with all that was said in it, oldest first."""

    id: str
    name: str
    kind: str = "public"  # or "private", "im"
    members: set[str] = field(default_factory=set)
    archived: bool = False
    messages: list[Fields] = field(default_factory=list)

    def as_json(self, reader: str) -> Fields:
        """The object that `conversations.info` gives to a reader."""
        fields: Fields = {
            "id": self.id,
            "created": 1_760_000_000,
            "is_archived": self.archived,
            "is_im": self.kind == "im",
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_private": self.kind != "public",
            "is_member": reader in self.members,
        }
        if self.kind == "im":
            return fields | {"user": next((m for m in self.members if m != reader), reader)}
        return fields | {"name": self.name, "num_members": len(self.members)}

    def message(self, ts: str) -> Fields | None:
        """The message with this timestamp."""
        return next((message for message in self.messages if message["ts"] == ts), None)

    def thread(self, ts: str) -> list[Fields]:
        """A message and its replies."""
        return [m for m in self.messages if ts in {m["ts"], m.get("thread_ts")}]


@dataclass(slots=True, kw_only=True)
class Ephemeral:
    """A message that one person sees and that is kept nowhere."""

    user: str
    channel: str
    message: Fields

    @property
    def ts(self) -> str:
        """Its timestamp; `chat.update` does not know it."""
        ts: str = self.message["ts"]
        return ts


class Workspace:
    """The state of one workspace."""

    def __init__(self, clock: Clock = time.time) -> None:
        self.clock = clock
        self.team_id = mint("T")
        self.team_name = "Sandbox"
        self.domain = "sandbox"
        self.app_id = mint("A")
        self.bot_id = mint("B")
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.usergroups: dict[str, list[str]] = {}
        self.ephemerals: list[Ephemeral] = []
        self.log = WireLog()
        self._changed = asyncio.Event()
        self._serial = itertools.count(1)
        self.bot = self._hire("openai-diagnose", "OpenAI Diagnose", is_bot=True)
        self._furnish()

    def _hire(
        self,
        name: str,
        real_name: str,
        *,
        team_id: str = "",
        is_admin: bool = False,
        is_bot: bool = False,
    ) -> User:
        user = User(
            id=mint("U"),
            name=name,
            real_name=real_name,
            team_id=team_id or self.team_id,
            is_admin=is_admin,
            is_bot=is_bot,
        )
        self.users[user.id] = user
        return user

    def _furnish(self) -> None:
        admin = self._hire("ada", "Ada Admin", is_admin=True)
        alice = self._hire("alice", "Alice Member")
        mallory = self._hire("mallory", "Mallory Elsewhere", team_id=mint("T"))
        people = {admin.id, alice.id}
        self.usergroups[mint("S")] = [admin.id]
        self.open_channel("general", members={*people, mallory.id, self.bot.id})
        self.open_channel("ops", members={*people, self.bot.id})
        self.open_channel("random", members=people)
        self.open_channel("secret", kind="private", members={admin.id})

    def open_channel(self, name: str, *, kind: str = "public", members: set[str]) -> Channel:
        """Add a channel."""
        channel = Channel(id=mint("C"), name=name, kind=kind, members=set(members))
        self.channels[channel.id] = channel
        return channel

    def user(self, name_or_id: str) -> User:
        """Find somebody by id or by name."""
        if name_or_id in self.users:
            return self.users[name_or_id]
        found = next((user for user in self.users.values() if user.name == name_or_id), None)
        if found is None:
            raise Refused("user_not_found")
        return found

    def domain_of(self, user: User) -> str:
        """The subdomain of somebody's own workspace."""
        return self.domain if user.team_id == self.team_id else "elsewhere"

    def channel(self, name_or_id: str) -> Channel:
        """Find a channel by id, or by name with or without #."""
        if name_or_id in self.channels:
            return self.channels[name_or_id]
        name = name_or_id.removeprefix("#")
        rooms = (room for room in self.channels.values() if room.kind != "im")
        found = next((room for room in rooms if room.name == name), None)
        if found is None:
            raise Refused("channel_not_found")
        return found

    def dm(self, user_id: str) -> Channel:
        """The direct messages between the bot and somebody, opened if need be."""
        pair = {user_id, self.bot.id}
        ims = (room for room in self.channels.values() if room.kind == "im")
        found = next((room for room in ims if room.members == pair), None)
        if found is None:
            found = Channel(id=mint("D"), name=user_id, kind="im", members=pair)
            self.channels[found.id] = found
        return found

    def ts(self) -> str:
        """A new timestamp; no two are the same."""
        return f"{int(self.clock())}.{next(self._serial) % 1_000_000:06d}"

    def changed(self) -> None:
        """Wake everybody in `until`."""
        event, self._changed = self._changed, asyncio.Event()
        event.set()

    def next_change(self) -> asyncio.Event:
        """The event that the next change sets."""
        return self._changed

    async def until(self, met: Callable[[], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109
        """Wait for a change that makes `met()` true, and give what it gave."""
        try:
            async with asyncio.timeout(timeout):
                while True:
                    changed = self._changed
                    result = met()
                    if result:
                        return result
                    await changed.wait()
        except TimeoutError:
            raise TimeoutError(f"not met within {timeout} s; {self.log.ending()}") from None
