"""Whether Slack is there is asked again and again, and told in words."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack.server import LocalSlack
from bot.slack.presence import Presence
from bot.slack.web import Slack
from tests.slack.world import until


@asynccontextmanager
async def a_presence(slack: LocalSlack) -> AsyncIterator[Presence]:
    """One that has no socket, and asks often."""
    received = asyncio.Event()

    def receive(_: AsyncApp) -> None:
        received.set()

    async with aiohttp.ClientSession() as http:
        client = AsyncWebClient(
            token=slack.bot_token, base_url=slack.api_url, session=http, retry_handlers=[]
        )
        presence = Presence(
            Slack(client),
            lambda _: AsyncApp(signing_secret="none", client=client, logger=None),
            app_token=None,
            receive=receive,
            asked_every=0.02,
        )
        assert "Slack has not answered yet" in (await presence.missing() or "")
        running = asyncio.create_task(presence.run())
        try:
            await asyncio.wait_for(received.wait(), 5)
            yield presence
        finally:
            running.cancel()
            await asyncio.wait({running})


async def said(presence: Presence, words: str | None) -> None:
    async def now() -> bool:
        return await presence.missing() == words

    await until(now)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (503, "Slack refuses auth.test: internal_error"),
        ("token_revoked", "Slack refuses auth.test: token_revoked"),
    ],
)
async def test_a_slack_that_goes_and_comes_back(error: str | int, words: str) -> None:
    async with LocalSlack() as slack, a_presence(slack) as presence:
        await said(presence, None)
        away = slack.refuse("auth.test", error)
        await said(presence, words)
        away.left = 0
        await said(presence, None)


async def test_a_slack_that_is_gone() -> None:
    async with LocalSlack() as slack:
        presences = a_presence(slack)
        presence = await presences.__aenter__()
    try:
        await said(presence, "Slack refuses auth.test: unreachable")
    finally:
        await presences.__aexit__(None, None, None)


async def test_that_slack_has_no_time_is_no_reason() -> None:
    async with LocalSlack() as slack, a_presence(slack) as presence:
        busy = slack.refuse("auth.test", 429)
        asked = len(slack.calls.of("auth.test"))
        await slack.until(lambda: len(slack.calls.of("auth.test")) > asked + 3)

        assert await presence.missing() is None
        busy.left = 0
