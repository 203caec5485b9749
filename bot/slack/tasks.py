"""The work that goes on after Slack has had its answer.

Bolt keeps no reference to what it starts, so nobody could wait for it at the end, and the
garbage collector may take it in the middle. What takes longer than an acknowledgement runs
here instead.
"""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

_log = logging.getLogger(__name__)


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
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            # The kind alone: the text of an exception may hold what a person typed.
            _log.error("work in the background failed with %s", type(error).__name__)
