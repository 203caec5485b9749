"""The world of alerts."""

from collections.abc import AsyncIterator

import pytest

from tests.slack.alerting.world import Here, alerting_world


@pytest.fixture
async def here() -> AsyncIterator[Here]:
    async with alerting_world() as world:
        yield world
