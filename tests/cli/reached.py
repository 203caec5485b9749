"""All that a bot reaches, for `config` to look at."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.cli.reach.slack import SCOPES
from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.port import serve
from bot.sandbox.slack.server import LocalSlack
from tests.cli.console import Done, call

FEED = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
<entry><id>1</id><title>Elevated errors</title></entry></feed>"""
SUMMARY = '{"components": [{"id": "1", "name": "API", "status": "operational"}]}'


@dataclass
class Status:
    """A status page; what it answers may be changed."""

    origin: str = ""
    feed: str = FEED
    summary: str = SUMMARY
    code: int = 200

    async def answer(self, request: web.Request) -> web.Response:
        text = self.summary if request.path.endswith("json") else self.feed
        return web.Response(text=text, status=self.code)


@dataclass
class World:
    """All that a bot reaches, and the settings that lead there."""

    slack: LocalSlack
    openai: LocalOpenAI
    status: Status
    redis_url: str

    def environ(self, **more: str) -> dict[str, str]:
        return {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "SLACK_SIGNING_SECRET": "0123456789abcdef" * 2,
            "SLACK_API_URL": self.slack.api_url,
            "OPENAI_BASE_URL": self.openai.base_url,
            "STATUS_FEED_URL": f"{self.status.origin}/feed.atom",
            "STATUS_SUMMARY_URL": f"{self.status.origin}/summary.json",
            "REDIS_URL": self.redis_url,
            "HOST": "127.0.0.1",
            "PORT": "0",
            **more,
        }


@asynccontextmanager
async def a_world(redis_url: str) -> AsyncIterator[World]:
    status = Status()
    app = web.Application()
    app.router.add_get("/{path:.*}", status.answer)
    async with LocalSlack(scopes=[*SCOPES]) as slack, LocalOpenAI() as openai:
        runner, status.origin = await serve(app)
        yield World(slack, openai, status, redis_url)
        await runner.cleanup()


async def config(environ: Mapping[str, str], cwd: Path = Path("/nowhere")) -> Done:
    return await asyncio.to_thread(call, "config", environ=environ, cwd=cwd)


def faults(done: Done) -> list[str]:
    """The lines marked bad, with what to do."""
    lines = done.out.splitlines()
    return [
        f"{line} {lines[place + 1].strip()}"
        for place, line in enumerate(lines)
        if line.startswith("✗")
    ]
