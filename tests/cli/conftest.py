"""A local OpenAI for the commands that ask it."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.openai.server import LocalOpenAI


@pytest.fixture
async def openai() -> AsyncIterator[LocalOpenAI]:
    async with LocalOpenAI() as server:
        yield server
