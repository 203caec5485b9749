"""A world with a status page that the bot watches, and people who ask about it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.sandbox.slack.person import Person
from bot.sandbox.slack.render import render_text
from bot.sandbox.slack.server import SCOPES
from bot.sandbox.status_page import LocalStatusPage
from tests.slack.world import COMMAND, SOCKET, World, a_world


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The world, and the page on which a test plays."""

    world: World
    status: LocalStatusPage

    @property
    def ada(self) -> Person:
        """An admin."""
        return self.world.slack.person("ada")

    async def told(self, person: Person, words: str, channel: str = "general") -> str:
        """Type a subcommand; give what the bot answers to this person alone."""
        before = len(person.ephemerals)
        await person.command(COMMAND, words, channel=channel)
        await self.world.slack.until(lambda: len(person.ephemerals) > before)
        return render_text(person.ephemerals[-1].message)

    async def read(self) -> None:
        """Wait until the bot has read the page."""
        while "Last read" not in await self.told(self.world.alice, "status"):
            continue

    async def form(self, words: str, channel: str) -> Person:
        """Type a subcommand that opens a form."""
        await self.ada.command(COMMAND, words, channel=channel)
        await self.world.slack.until(lambda: self.ada.modal)
        return self.ada

    async def sees(self, person: Person, text: str) -> str:
        await self.world.slack.until(lambda: text in person.modal_text)
        return person.modal_text

    async def channel_tells(self, channel: str, text: str, seconds: float = 6.0) -> list[str]:
        """Wait until something in a channel says this; give all that stands there."""
        await self.world.slack.until(
            lambda: any(text in one for one in self.said(channel)), seconds
        )
        return self.said(channel)

    def said(self, channel: str) -> list[str]:
        return [render_text(one) for one in self.world.slack.messages(channel)]


@asynccontextmanager
async def watched(
    way: str = SOCKET,
    redis_url: str = "",
    *,
    incident_channels: Sequence[str] = (),
    admins: Sequence[str] = (),
    scopes: Sequence[str] = SCOPES,
) -> AsyncIterator[Watched]:
    """Start it all."""
    async with (
        LocalStatusPage() as status,
        a_world(
            way,
            redis_url,
            incident_channels=incident_channels,
            admins=admins,
            scopes=scopes,
            STATUS_FEED_URL=status.feed_url,
            STATUS_SUMMARY_URL=status.summary_url,
            STATUS_POLL_SECONDS="1",
        ) as world,
    ):
        yield Watched(world=world, status=status)
