"""App Home is kept fresh whatever breaks in it: one fault must not leave everybody's page standing."""

import asyncio
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from bot.adapters.clock import SystemClock
from bot.domain.at_a_glance import Picture
from bot.slack.home import Home
from bot.slack.tasks import Tasks, beside

PERSON = "U1"


class Glances:
    """Breaks when it is asked for the first time whether anything has changed."""

    def __init__(self) -> None:
        self.asked = 0
        self.again = asyncio.Event()

    async def of(self, _: str) -> Picture:
        return Picture(at=datetime.now(UTC), known=None, alerts=None)  # noqa: TID251  # any will do

    async def signature(self) -> None:
        self.asked += 1
        if self.asked == 1:
            raise KeyError("what nobody expected")
        self.again.set()


class Standing:
    may = False


class Around:
    """Slack, and who is an admin: as far as a page needs them."""

    async def publish(self, *_: object) -> str:
        return "a hash"

    async def standing(self, _: str) -> Standing:
        return Standing()


async def test_one_fault_does_not_end_the_freshness(caplog: pytest.LogCaptureFixture) -> None:
    glances, around = Glances(), cast("Any", Around())
    home = Home(
        slack=around,
        glances=cast("Any", glances),
        operated=around.standing,
        admins=around,
        health=around,
        clock=SystemClock(),
        tasks=Tasks(),
        lines=(),
        look_s=0.0,
    )
    await home.open(PERSON)

    async with asyncio.timeout(5), beside(home.run()):
        await glances.again.wait()

    assert "keeping App Home fresh failed" in caplog.text
    assert "KeyError" in caplog.text
