"""Work in the background ends when it is told to, even if it did not hear it at first."""

import asyncio

from bot.slack.tasks import Tasks, end


async def test_a_cancellation_that_was_swallowed_is_said_again() -> None:
    deaf_once = asyncio.create_task(_deaf_to_the_first())
    await asyncio.sleep(0)

    await end([deaf_once], again_after=0.01)

    assert deaf_once.cancelled()


async def test_what_is_late_at_the_end_is_cancelled() -> None:
    tasks, begun, ended = Tasks(), asyncio.Event(), asyncio.Event()

    async def endless() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    tasks.start(endless())
    await begun.wait()

    await tasks.drain(0.01)

    assert ended.is_set()


async def test_what_raises_at_its_end_does_not_keep_the_bot() -> None:
    async def falling() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise ValueError

    task = asyncio.create_task(falling())
    await asyncio.sleep(0)

    await end([task])

    assert isinstance(task.exception(), ValueError)


async def _deaf_to_the_first() -> None:
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        await asyncio.Event().wait()
