"""The bot as an operator runs it: `python -m bot serve`, a process of its own."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp

from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.port import free_port
from bot.sandbox.slack.server import LocalSlack
from tests.slack.world import NO_STATUS, SOCKET

ROOT = Path(__file__).parents[2]


def settings_for(
    slack: LocalSlack, openai: LocalOpenAI, redis_url: str, way: str = SOCKET
) -> dict[str, str]:
    """The settings that point the bot at the sandbox."""
    by_socket = {"SLACK_APP_TOKEN": slack.app_token}
    return (by_socket if way == SOCKET else {}) | {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "OPENAI_BASE_URL": openai.base_url,
        "REDIS_URL": redis_url,
        "STATUS_FEED_URL": f"{NO_STATUS}feed.atom",
        "STATUS_SUMMARY_URL": "",
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
    }


@asynccontextmanager
async def serve(
    settings: Mapping[str, str], cwd: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start it away from any `.env`; it is gone at the end, whatever happens."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "serve"),
        cwd=cwd,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def until_ready(port: str, seconds: float = 15.0) -> None:
    """Wait until it says that it is ready."""
    async with asyncio.timeout(seconds), aiohttp.ClientSession() as http:
        while True:
            with suppress(aiohttp.ClientError):
                async with http.get(f"http://127.0.0.1:{port}/readyz") as response:
                    if response.status == 200:
                        return
            await asyncio.sleep(0.01)
