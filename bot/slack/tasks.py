"""The work that goes on after Slack has had its answer.

Bolt keeps no reference to what it starts, so nobody could wait for it at the end, and the
garbage collector may take it in the middle. What takes longer than an acknowledgement runs
here instead.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Final

HEARD_SECONDS: Final = 1.0

_log = logging.getLogger(__name__)


async def end(tasks: Collection[asyncio.Task[Any]], again_after: float = HEARD_SECONDS) -> None:
    """Cancel tasks until each has heard it; what they raise meanwhile is theirs to log.

    Once is not enough: `asyncio.wait_for` of Python 3.11, through which redis-py sends, forgets
    a cancellation that comes just as it is done (bpo-37658), and the bot would never stop.
    """
    while left := [task for task in tasks if not task.done()]:
        for task in left:
            task.cancel()
        await asyncio.wait(left, timeout=again_after)


@asynccontextmanager
async def beside(*endless: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run these beside the body, and end them with it."""
    running = [asyncio.create_task(one) for one in endless]
    try:
        yield
    finally:
        await end(running)


class Tasks:
    """A set of running tasks."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[object]] = set()

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Run it in the background; what it raises is logged by its kind."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    async def drain(self, seconds: float) -> None:
        """Wait until all is done; what is not done by then is cancelled."""
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=seconds)
        await end(late)

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            # The kind alone: the text of an exception may hold what a person typed.
            _log.error("work in the background failed with %s", type(error).__name__)
