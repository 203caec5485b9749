"""The outside world as a whole, and the settings that point a bot at it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.sandbox.openai import LocalOpenAI
from bot.sandbox.port import HOST, free_port
from bot.sandbox.redis_server import RedisServer
from bot.sandbox.sample_keys import NOWHERE
from bot.sandbox.slack import LocalSlack
from bot.sandbox.status_page import LocalStatusPage


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything outside the bot. `redis` is None if a server was given."""

    slack: LocalSlack
    openai: LocalOpenAI
    status: LocalStatusPage
    redis_url: str
    redis: RedisServer | None = None

    def settings(self, *, signed_http: bool = False) -> dict[str, str]:
        """The bot's environment variables; each call names another free port.

        With `signed_http` Slack's payloads go to that port from now on, instead of over
        Socket Mode.
        """
        port = free_port()
        if signed_http:
            self.slack.deliver_to(f"http://{HOST}:{port}/slack/events")
            way = {"SLACK_SIGNING_SECRET": self.slack.signing_secret}
        else:
            self.slack.deliver_by_socket()
            way = {"SLACK_APP_TOKEN": self.slack.app_token}
        return {
            **way,
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_API_URL": self.slack.api_url,
            "OPENAI_BASE_URL": self.openai.base_url,
            "OPENAI_ALLOWED_BASE_URLS": NOWHERE,
            "STATUS_FEED_URL": self.status.feed_url,
            "STATUS_SUMMARY_URL": self.status.summary_url,
            "STATUS_POLL_SECONDS": "1",
            "ADMIN_USERS": self.slack.person("ada").id,
            "INCIDENT_CHANNELS": self.slack.channel("ops").id,
            "ALERT_CHANNELS": self.slack.channel("ops").id,
            "REDIS_URL": self.redis_url,
            "HOST": HOST,
            "PORT": str(port),
            "LOG_FORMAT": "console",
        }


@asynccontextmanager
async def world(
    environ: Mapping[str, str], slack: LocalSlack | None = None
) -> AsyncIterator[World]:
    """Start it all; `REDIS_URL` in `environ` spares a Redis, `slack` takes the place of ours."""
    async with AsyncExitStack() as stack:
        redis = None
        redis_url = environ.get("REDIS_URL", "")
        if not redis_url:
            redis = await stack.enter_async_context(RedisServer())
            redis_url = redis.url
        yield World(
            slack=await stack.enter_async_context(slack or LocalSlack()),
            openai=await stack.enter_async_context(LocalOpenAI()),
            status=await stack.enter_async_context(LocalStatusPage()),
            redis_url=redis_url,
            redis=redis,
        )
