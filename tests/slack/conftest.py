"""The world in which scenarios happen, once for each way of delivery."""

from collections.abc import AsyncIterator

import pytest

from tests.slack.world import HTTP, SOCKET, World, a_world


@pytest.fixture(params=[SOCKET, HTTP])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def world(way: str) -> AsyncIterator[World]:
    async with a_world(way) as whole:
        yield whole
