"""A loopback port for a stand-in: never another interface, never a fixed number."""

import socket
from typing import Final

from aiohttp import web

HOST: Final = "127.0.0.1"


async def serve(app: web.Application, port: int = 0) -> tuple[web.AppRunner, str]:
    """Start an application; gives its runner and its origin, `http://127.0.0.1:PORT`.

    The runner ends connections at once on clean-up: a client of the bot that keeps its
    connection open must not hold a test for a minute.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, HOST, port)
    await site.start()
    return runner, f"http://{HOST}:{runner.addresses[0][1]}"


def free_port() -> int:
    """Find a port that nobody listens on, for a process that must be told one."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port
