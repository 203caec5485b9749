"""No test here may depend on the proxy of the machine it runs on."""

from collections.abc import AsyncIterator

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.openai import HttpOpenAI
from tests.adapters.wire import without_proxies


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in without_proxies():
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def openai() -> AsyncIterator[HttpOpenAI]:
    async with HttpOpenAI(SystemClock(), limit=2.0) as client:
        yield client
