"""The bot as a process of its own, started the way an operator would.

It gets its settings and little else: no `.env` of the folder that one happens to stand in,
no proxy that would be asked for 127.0.0.1.
"""

import asyncio
import contextlib
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

import aiohttp

from bot.sandbox.leash import on_leash

_READY_WITHIN_S: Final = 20.0
_STOPPED_WITHIN_S: Final = 15.0
_BETWEEN_TRIES_S: Final = 0.05
_LAST_LINES: Final = 20
_KEPT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")
_OK: Final = 200


class BotEnded(Exception):
    """The bot's process is gone, or never got ready; the text ends with what it logged last."""


class BotProcess:
    """`async with BotProcess(settings, environ) as bot`: it runs and is ready.

    `settings` are the bot's own variables; of `environ` only what a program needs is kept.
    """

    def __init__(self, settings: Mapping[str, str], environ: Mapping[str, str]) -> None:
        kept = {name: environ[name] for name in _KEPT if name in environ}
        root = str(Path(__file__).parents[2])
        self._environment = {**kept, "PYTHONPATH": root, **settings}
        self.origin = f"http://{settings['HOST']}:{settings['PORT']}"
        self._folder = tempfile.TemporaryDirectory(prefix="sandbox-bot-")
        self._log = Path(self._folder.name) / "log"
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *on_leash([sys.executable, "-m", "bot", "serve"]),
                cwd=self._folder.name,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            await self._until_ready()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self._stop()

    async def ended(self) -> BotEnded:
        """Wait until the process is gone."""
        if self._process is not None:
            await self._process.wait()
        return self._obituary("The bot has ended")

    async def _until_ready(self) -> None:
        try:
            async with asyncio.timeout(_READY_WITHIN_S), aiohttp.ClientSession() as http:
                while not await self._is_ready(http):  # noqa: ASYNC110  # it is another process
                    await asyncio.sleep(_BETWEEN_TRIES_S)
        except TimeoutError:
            raise self._obituary(f"The bot was not ready within {_READY_WITHIN_S:g} s") from None

    async def _is_ready(self, http: aiohttp.ClientSession) -> bool:
        if self._process is not None and self._process.returncode is not None:
            raise self._obituary("The bot did not start")
        with contextlib.suppress(aiohttp.ClientError):
            async with http.get(f"{self.origin}/readyz") as answer:
                return answer.status == _OK
        return False

    def _obituary(self, what: str) -> BotEnded:
        code = self._process.returncode if self._process else None
        code_said = "" if code is None else f" (exit code {code})"
        lines = self._log.read_text(errors="replace").splitlines()[-_LAST_LINES:]
        return BotEnded("\n  ".join([f"{what}{code_said}. It said last:", *lines]))

    async def _stop(self) -> None:
        process = self._process
        if process is not None and process.returncode is None:
            process.terminate()
            try:
                async with asyncio.timeout(_STOPPED_WITHIN_S):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()
        self._folder.cleanup()
