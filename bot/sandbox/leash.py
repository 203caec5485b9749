"""Run a command that dies when its parent does.

Started by path, not imported, and without site-packages, so that it costs a few
milliseconds. A process that is killed outright cannot clean up after itself; the kernel
can (Linux alone; elsewhere the command runs without a leash).
"""

import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1


def on_leash(command: list[str]) -> list[str]:
    """Put the leash before a command that is to be started from this process."""
    return [sys.executable, "-I", "-S", str(Path(__file__)), str(os.getpid()), *command]


def _run(parent: int, command: list[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before the leash was on
            sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606  # no shell is wanted


if __name__ == "__main__":
    _run(int(sys.argv[1]), sys.argv[2:])
