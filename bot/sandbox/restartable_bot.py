"""The bot's process where it may be started anew with other settings, as an operator would."""

import asyncio
from collections.abc import Mapping
from typing import Self

from bot.sandbox.bot_process import BotEnded, BotProcess
from bot.sandbox.world import World


class RestartableBot:
    """`async with RestartableBot(world, environ) as bot`; `bot.deliver_by` starts it anew."""

    def __init__(self, world: World, environ: Mapping[str, str]) -> None:
        self._world = world
        self._environ = environ
        self._process: BotProcess | None = None
        self._watching: asyncio.Task[None] | None = None
        self._end: asyncio.Future[BotEnded] = asyncio.get_running_loop().create_future()
        self._one_at_a_time = asyncio.Lock()

    async def __aenter__(self) -> Self:
        await self._start(signed_http=False)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self._stop()

    async def deliver_by(self, *, signed_http: bool) -> None:
        """Start anew, with Slack's payloads over signed HTTP or over Socket Mode."""
        async with self._one_at_a_time:
            await self._stop()
            await self._start(signed_http=signed_http)

    async def ended(self) -> BotEnded:
        """Wait until it ends by itself."""
        return await self._end

    async def _start(self, *, signed_http: bool) -> None:
        settings = self._world.settings(signed_http=signed_http)
        self._process = await BotProcess(settings, self._environ).__aenter__()
        self._watching = asyncio.create_task(self._watch(self._process))

    async def _watch(self, process: BotProcess) -> None:
        self._end.set_result(await process.ended())

    async def _stop(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        process, self._process = self._process, None
        if process is not None:
            await process.__aexit__(None, None, None)
