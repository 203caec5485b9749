"""Runs the command line in this process or as one of its own, and on a terminal."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.cli.commands import run
from bot.cli.terminal import Terminal

PROGRAM = (sys.executable, "-m", "bot")
ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Done:
    """How it ended."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


def call(
    *argv: str,
    environ: Mapping[str, str] | None = None,
    stdin: str = "",
    cwd: Path = Path("/nowhere"),
) -> Done:
    """In this process: quick, and with an environment of its own."""
    out, err = io.StringIO(), io.StringIO()
    code = run(argv, Terminal(environ or {}, cwd, io.StringIO(stdin), out, err))
    return Done(code, out.getvalue(), err.getvalue())


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **more}


def execute(
    *argv: str, environ: Mapping[str, str] | None = None, stdin: str = "", cwd: Path = ROOT
) -> Done:
    """As a process whose streams are pipes."""
    done = subprocess.run(
        [*PROGRAM, *argv],
        env=_environment(environ or {}),
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=20,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def on_a_terminal(
    *argv: str, environ: Mapping[str, str], cwd: Path, prompt: str = "", typed: str = ""
) -> Done:
    """As a process on a terminal, where `typed` answers `prompt`; `out` has both streams."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, *argv],
        env=_environment({"COLUMNS": "100", **environ}),
        cwd=cwd,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    shown = bytearray()
    with suppress(OSError):  # Linux: reading from a terminal that everybody has left
        while piece := os.read(leader, 65_536):
            shown += piece
            if typed and prompt.encode() in shown:
                os.write(leader, typed.encode())
                typed = ""
    os.close(leader)
    return Done(process.wait(timeout=20), shown.decode("utf-8", "replace"), "")
