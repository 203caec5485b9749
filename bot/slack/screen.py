"""A modal that changes while somebody looks at it.

Progress comes faster than Slack takes it, so only the newest view is drawn, at most two a
second, and never two at once: Slack does not promise to keep their order. That holds for
the first view too, which goes out with the acknowledgement: a verdict that overtook it
would be painted over. The last view is drawn with patience, since somebody waits for it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from bot.slack.tasks import Tasks
from bot.slack.web import DEFAULT_WAIT, RATE_LIMITED, UNREACHABLE, Refused
from bot.views.blocks import View

PACE: Final = 0.5
TRIES: Final = 4
LONGEST_WAIT: Final = 30.0

_log: Final = logging.getLogger(__name__)


class Screen:
    """One modal, drawn again and again."""

    def __init__(
        self,
        first: View,
        update: Callable[[View], Awaitable[None]],
        tasks: Tasks,
        pace: float = PACE,
    ) -> None:
        self.latest = first  # for whoever asks what stands there
        self._update = update
        self._tasks = tasks
        self._pace = pace
        self._newest: Callable[[], View] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._not_before = asyncio.get_running_loop().time() + pace
        self._drawing = False
        self._finished = False
        self.closed = False  # nobody looks at it any more

    def show(self, draw: Callable[[], View]) -> None:
        """Draw this soon, unless something newer comes first."""
        self._newest = draw
        if not self._drawing and not self._finished:
            self._drawing = True
            self._tasks.start(self._keep_drawing())

    async def finish(self, view: View) -> bool:
        """Draw the last view; False if nobody could see it."""
        self._finished = True
        self.latest = view
        async with self._one_at_a_time:
            await self._pause()
            return await self._insist(view)

    async def _keep_drawing(self) -> None:
        try:
            while self._newest is not None:
                await self._pause()
                async with self._one_at_a_time:
                    if self._finished or self.closed:
                        return
                    draw, self._newest = self._newest, None
                    self.latest = draw()
                    wait = await self._try(self.latest)
                    self._not_before = asyncio.get_running_loop().time() + max(wait, self._pace)
        finally:
            self._drawing = False

    async def _pause(self) -> None:
        await asyncio.sleep(max(0.0, self._not_before - asyncio.get_running_loop().time()))

    async def _try(self, view: View) -> float:
        try:
            await self._update(view)
        except Refused as refused:
            self._hear(refused)
            return min(refused.wait, LONGEST_WAIT)
        return 0.0

    async def _insist(self, view: View) -> bool:
        for _ in range(TRIES):
            if self.closed:
                return False
            try:
                await self._update(view)
            except Refused as refused:
                self._hear(refused)
                if refused.why not in {RATE_LIMITED, UNREACHABLE}:
                    return False
                await asyncio.sleep(min(refused.wait or DEFAULT_WAIT, LONGEST_WAIT))
            else:
                return True
        return False

    def _hear(self, refused: Refused) -> None:
        if refused.why == "not_found":  # how Slack says that the person has closed it
            self.closed = True
        else:
            _log.warning("slack refused to draw a modal: %s", refused.why)
