"""The bot several times, as processes that may be killed, stopped, frozen and started again.

The first is never ended: its memory tells of the whole time. A log is kept over all lives of a replica.
"""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp

from bot.sandbox.leash import on_leash

ROOT = Path(__file__).parents[2]
ENDS_WITHIN_S = 15.0
READY_WITHIN_S = 30.0


class Replica:
    """One of them."""

    def __init__(self, name: str, settings: Mapping[str, str], path: str, folder: Path) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        self._folder = folder
        self._environment = {"PATH": path, "PYTHONPATH": str(ROOT), **settings}
        self._origin = f"http://{settings['HOST']}:{settings['PORT']}"
        self._process: asyncio.subprocess.Process | None = None
        self.lives = 0
        self.bad_ends: list[str] = []

    @property
    def pid(self) -> int | None:
        process = self._process
        return None if process is None or process.returncode is not None else process.pid

    async def start(self) -> None:
        self.lives += 1
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *on_leash([sys.executable, "-m", "bot", "serve"]),
                cwd=self._folder,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    async def kill(self) -> None:
        if self._process is not None and self.pid is not None:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> None:
        """As an operator does; it has to end by itself, in time and without an error."""
        process = self._process
        if process is None or self.pid is None:
            return
        self.thaw()
        process.terminate()
        try:
            async with asyncio.timeout(ENDS_WITHIN_S):
                await process.wait()
        except TimeoutError:
            self.bad_ends.append(f"{self.name} did not end within {ENDS_WITHIN_S:g} s")
            await self.kill()
            return
        if process.returncode:
            self.bad_ends.append(f"{self.name} ended with {process.returncode}")

    def freeze(self) -> None:
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        self._send(signal.SIGCONT)

    def _send(self, number: int) -> None:
        if self._process is not None and self.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)

    async def ask(self, http: aiohttp.ClientSession, path: str) -> tuple[int, dict[str, Any]]:
        """Its own HTTP port; (0, {}) if it does not answer."""
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with http.get(f"{self._origin}{path}") as response:
                return response.status, await response.json()
        return 0, {}

    async def is_ready(self, http: aiohttp.ClientSession) -> bool:
        return (await self.ask(http, "/readyz"))[0] == 200

    async def leads(self, http: aiohttp.ClientSession) -> bool:
        return bool((await self.ask(http, "/healthz"))[1].get("leads"))

    def resident_kb(self) -> int | None:
        """Its memory; None if it does not live."""
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    return int(line.split()[1])
        return None


async def until_ready(replicas: list[Replica], seconds: float = READY_WITHIN_S) -> None:
    """Wait until all say that they are ready."""
    timeout = aiohttp.ClientTimeout(total=2)
    async with asyncio.timeout(seconds), aiohttp.ClientSession(timeout=timeout) as http:
        for one in replicas:
            while not await one.is_ready(http):  # noqa: ASYNC110  # it is another process
                await asyncio.sleep(0.2)
