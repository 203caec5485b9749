"""Being the leader for as long as it is certain, and doing the leader's work meanwhile.

Every replica runs this. Whoever holds the lease works and asks for more time each second;
when a term has run out, or nobody can know because Redis is away, the work is stopped first
and everything else is seen to afterwards. A new term begins the work anew from what is
stored: nothing that was in memory under an old one is trusted.

Whatever the work writes into the log bears the name of the term.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from structlog.contextvars import bound_contextvars

from bot.ports import Deposed, Lease, Sleep, Term, Unavailable

EVERY_SECONDS: Final = 1.0
AFTER_FAILURE_SECONDS: Final = 10.0
STOP_SECONDS: Final = 10.0  # a call under way may end and be written down

_log: Final = logging.getLogger(__name__)
Work = Callable[[Term], Awaitable[None]]


async def _nothing(_: Term) -> None: ...


class Lead:
    """Runs `work` while this replica leads; `leads` says whether it does.

    `renewed` is called when a term begins, and each time that it is certain to last on.
    """

    def __init__(self, lease: Lease, work: Work, sleep: Sleep = asyncio.sleep) -> None:
        self._lease = lease
        self._work = work
        self._sleep = sleep
        self.leads = False
        self.renewed: Work = _nothing
        self._nobody_knows = False

    async def run(self) -> None:
        """Follow or lead until cancelled; then let another one lead."""
        try:
            while True:
                term = await self._take()
                if term is None:
                    await self._sleep(EVERY_SECONDS)
                    continue
                with bound_contextvars(term=term.token):
                    pause = await self._lead(term)
                await self._lease.release()
                await self._sleep(pause)
        finally:
            await self._lease.release()

    async def _lead(self, term: Term) -> float:
        """Work until the term or the work ends; gives the seconds to wait before another try."""
        _log.info("leading as %s", term.token)
        self.leads = True
        working = asyncio.ensure_future(self._work(term))
        try:
            await self.renewed(term)
            while not working.done() and term.left() > 0:
                await self._either(working)
                if not working.done() and not await self._goes_on(term):
                    break
        finally:
            self.leads = False
            await _stop(working)
        _log.info("no longer leading as %s", term.token)
        return _why(working)

    async def _either(self, working: asyncio.Future[None]) -> None:
        pause = asyncio.ensure_future(self._sleep(EVERY_SECONDS))
        try:
            await asyncio.wait({working, pause}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            pause.cancel()

    async def _goes_on(self, term: Term) -> bool:
        """Ask for more time; without an answer the term lasts as long as it is certain."""
        try:
            lasts_on = await self._lease.take() is term
        except Unavailable as error:
            _log.warning("the lease could not be renewed: %s", error)
            return True
        if lasts_on:
            await self.renewed(term)
        return lasts_on

    async def _take(self) -> Term | None:
        try:
            term = await self._lease.take()
        except Unavailable as error:
            if not self._nobody_knows:  # once, not each second for as long as Redis is away
                _log.warning("nobody can lead: %s", error)
            self._nobody_knows = True
            return None
        self._nobody_knows = False
        return term


async def _stop(working: asyncio.Future[None]) -> None:
    while not working.done():
        working.cancel()
        await asyncio.wait({working}, timeout=STOP_SECONDS)  # then once more: it must end


def _why(working: asyncio.Future[None]) -> float:
    """Log why the work ended; one that failed leaves the lease to others for a while."""
    error = None if working.cancelled() else working.exception()
    if error is None or isinstance(error, Deposed):
        return EVERY_SECONDS
    if isinstance(error, Unavailable):
        _log.warning("the leader's work stopped: %s", error)
        return EVERY_SECONDS
    _log.error("the leader's work failed with %s", type(error).__name__, exc_info=error)
    return AFTER_FAILURE_SECONDS
