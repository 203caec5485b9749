"""The real bot, built by its composition root, against the sandbox: both ways of delivery."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from bot.app import serving
from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.sample_keys import WORKING_KEY
from bot.sandbox.slack.person import Person
from bot.sandbox.slack.server import SCOPES, LocalSlack
from bot.settings import load

COMMAND: Final = "/openai-diagnose"
SOCKET: Final = "socket"
HTTP: Final = "http"
PACE: Final = 0.1  # quicker than in earnest; slow enough for an acknowledgement to go first
NO_REDIS: Final = "redis://127.0.0.1:9/0"  # the port "discard": nobody listens there
NO_STATUS: Final = "http://127.0.0.1:9/"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything around the bot, and the bot's own port."""

    slack: LocalSlack
    openai: LocalOpenAI
    port: int

    @property
    def alice(self) -> Person:
        return self.slack.person("alice")

    async def open_form(self) -> None:
        """Type `check` and wait for the form."""
        alice = self.alice
        await alice.command(COMMAND, "check")
        await self.slack.until(lambda: alice.modal)

    async def check(self, key: str = WORKING_KEY.key, **said: Any) -> Person:  # noqa: ANN401
        """Have a key checked, up to the verdict in the modal."""
        await self.open_form()
        await self.alice.submit({"key": key, **said})
        await self.sees("[Check again]")
        return self.alice

    async def sees(self, text: str, timeout: float = 12.0) -> str:  # noqa: ASYNC109
        """Wait until alice sees this in her modal; give all that stands there."""
        alice = self.alice
        await self.slack.until(lambda: text in alice.modal_text, timeout)
        return alice.modal_text

    async def get(self, path: str) -> tuple[int, str]:
        """Ask the bot's own HTTP port."""
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"http://127.0.0.1:{self.port}{path}") as response,
        ):
            return response.status, await response.text()

    async def until_ready(self) -> None:
        """Wait until nothing of Slack is missing; Redis may be."""

        async def reachable() -> bool:
            return "Slack" not in (await self.get("/readyz"))[1]

        await until(reachable)


async def until(met: Callable[[], Awaitable[bool]], seconds: float = 10.0) -> None:
    """Ask again and again, for what announces no change by itself."""
    async with asyncio.timeout(seconds):
        while True:
            if await met():
                return
            await asyncio.sleep(0.01)


@asynccontextmanager
async def a_world(
    way: str = SOCKET,
    redis_url: str = NO_REDIS,
    *,
    admins: Sequence[str] = (),
    incident_channels: Sequence[str] = (),
    scopes: Sequence[str] = SCOPES,
    **changes: str,
) -> AsyncIterator[World]:
    """Start it all; `changes` are settings by their variables, the others names of people and channels."""
    async with LocalSlack(paced=False, scopes=scopes) as slack, LocalOpenAI() as openai:
        environ = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "OPENAI_BASE_URL": openai.base_url,
            "STATUS_FEED_URL": f"{NO_STATUS}feed.atom",
            "STATUS_SUMMARY_URL": f"{NO_STATUS}summary.json",
            "REDIS_URL": redis_url,
            "HOST": "127.0.0.1",
            "PORT": "0",
        }
        if admins:
            environ["ADMIN_USERS"] = ",".join(slack.person(name).id for name in admins)
        if incident_channels:
            ids = (slack.channel(name).id for name in incident_channels)
            environ["INCIDENT_CHANNELS"] = ",".join(ids)
        if way == SOCKET:
            environ["SLACK_APP_TOKEN"] = slack.app_token
        async with serving(load(environ | changes), pace=PACE) as port:
            if way == HTTP:
                slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
            world = World(slack=slack, openai=openai, port=port)
            await world.until_ready()
            yield world
