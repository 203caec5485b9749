"""The socket breaks while an answer is on its way: one line in the log, and then business as before."""

import asyncio

import pytest

from tests.slack.world import COMMAND, a_world, until

SAID = "Failed to run a request listener"


async def test_a_broken_socket_leaves_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    async with a_world() as world:
        world.slack.answer_after(0.5)  # so long who asks is looked up, before anything is answered
        (socket,) = world.slack.sockets.live
        typed = asyncio.create_task(world.alice.command(COMMAND, "help"))

        async def under_way() -> bool:
            return bool(socket.pending)

        async def told() -> bool:
            return SAID in caplog.text

        await until(under_way)
        world.slack.sockets.cut()
        commanded = await typed
        await until(told)

    assert commanded.failed
    assert "Traceback" not in caplog.text
