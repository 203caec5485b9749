"""A service reports by Redis, fails, is seen to by a click, and recovers: the bot as it runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from redis.asyncio import Redis

from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.slack.server import SCOPES, LocalSlack
from tests.system.process import serve, settings_for, until_ready

STREAM = "openai:reports"


class Service:
    """A service that reports its calls each second, as its `share` of failures says."""

    def __init__(self, redis: Redis, name: str = "checkout", share: float = 0.0) -> None:
        self._redis = redis
        self.name = name
        self.share = share

    async def report(self) -> None:
        failed = round(30 * self.share)
        fields = {"service.name": self.name, "gen_ai.request.model": "gpt-5", "count": "30"}
        if failed:
            fields["error.type.server_error"] = str(failed)
        await self._redis.xadd(STREAM, fields)  # type: ignore[arg-type]

    async def run(self) -> None:
        while True:
            await self.report()
            await asyncio.sleep(1)


@asynccontextmanager
async def reporting(redis_url: str, **more: object) -> AsyncIterator[Service]:
    redis = Redis.from_url(redis_url)
    service = Service(redis, **more)  # type: ignore[arg-type]
    running = asyncio.create_task(service.run())
    try:
        yield service
    finally:
        running.cancel()
        await asyncio.wait({running})
        await redis.aclose()


def head(slack: LocalSlack, channel: str = "ops") -> str:
    said = slack.messages(channel)
    return str(said[0]["blocks"][0]["text"]["text"]) if said else ""


async def test_a_service_fails_and_a_click_acknowledges_it(redis_url: str, tmp_path: Path) -> None:
    scopes = (*SCOPES, "channels:history", "groups:history", "files:write")
    async with LocalSlack(scopes=tuple(dict.fromkeys(scopes))) as slack, LocalOpenAI() as openai:
        settings = settings_for(slack, openai, redis_url) | {
            "ALERT_CHANNELS": slack.channel("ops").id
        }
        async with serve(settings, tmp_path), reporting(redis_url, share=0.5):
            await until_ready(settings["PORT"])
            await slack.until(lambda: bool(head(slack)), 20)

            assert "checkout → gpt-5" in head(slack)
            assert "errors" in head(slack)
            text = str(slack.messages("ops")[0]["text"])
            assert "service" in text.casefold()
