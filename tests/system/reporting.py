"""Services that report to the bot by Redis, as any team's service would."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.slack.server import SCOPES, LocalSlack
from bot.sandbox.slack.wire import Fields
from bot.slack.tasks import end
from tests.system.process import settings_for

STREAM = "openai:reports"
ALL_SCOPES = tuple(dict.fromkeys((*SCOPES, "channels:history", "groups:history", "files:write")))
CALLS = 30


@dataclass
class Services:
    """Services by name; each reports once a second, and a share of its calls fails."""

    redis: Redis
    shares: dict[str, float] = field(default_factory=dict)

    async def report(self, name: str, count: int = CALLS) -> None:
        failed = round(count * self.shares.get(name, 0.0))
        # A model of its own for each: three of one model would be one alert.
        fields = {
            "service.name": name,
            "gen_ai.request.model": f"gpt-for-{name}",
            "count": str(count),
        }
        if failed:
            fields["error.type.server_error"] = str(failed)
        await self.redis.xadd(STREAM, fields)  # type: ignore[arg-type]

    async def run(self) -> None:
        while True:
            for name in list(self.shares):
                with suppress(RedisError, OSError):  # while it is away they drop what they have
                    await self.report(name)
            await asyncio.sleep(1)


@dataclass
class Stage:
    """A Slack, an OpenAI, and services; the bot comes from the test."""

    slack: LocalSlack
    openai: LocalOpenAI
    services: Services
    redis_url: str

    def settings(self) -> Mapping[str, str]:
        """For one replica more."""
        return settings_for(self.slack, self.openai, self.redis_url) | {
            "ALERT_CHANNELS": self.slack.channel("ops").id,
            "ADMIN_USERS": self.slack.person("alice").id,
        }

    @property
    def roots(self) -> list[Fields]:
        return [one for one in self.slack.messages("ops") if not one.get("thread_ts")]

    @property
    def parts(self) -> list[str]:
        payloads = [one["metadata"]["event_payload"] for one in self.slack.messages("ops")]
        return [str(one["part"]).lstrip("0123456789").removeprefix("-") for one in payloads]

    @property
    def head(self) -> str:
        roots = self.roots
        return str(roots[0]["blocks"][0]["text"]["text"]) if roots else ""


@asynccontextmanager
async def a_stage(redis_url: str, *, paced: bool = True) -> AsyncIterator[Stage]:
    """A stage; without its paces Slack lets a replica connect as often as it is started."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(LocalSlack(scopes=ALL_SCOPES, paced=paced))
        openai = await stack.enter_async_context(LocalOpenAI())
        redis = Redis.from_url(redis_url)
        stack.push_async_callback(redis.aclose)
        services = Services(redis)
        running = asyncio.create_task(services.run())
        try:
            yield Stage(slack, openai, services, redis_url)
        finally:
            await end([running])
