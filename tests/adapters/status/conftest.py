"""A status page on loopback, and the feed that reads it."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.status.small_page import SmallPage


@pytest.fixture
async def page() -> AsyncIterator[SmallPage]:
    async with SmallPage.open() as small:
        yield small
