"""`demo` runs the sandbox as a process of its own: signals reach it, and nothing stays behind."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.cli.demo import SANDBOX
from tests.cli.console import ROOT, call

WATCH = """
import os, sys
from pathlib import Path
from bot.cli.demo import watch
from bot.cli.terminal import Terminal
terminal = Terminal(os.environ, Path.cwd(), sys.stdin, sys.stdout, sys.stderr)
sys.exit(watch((sys.executable, "-c", sys.argv[1]), terminal))
"""
# It has a child of its own, which would outlive it.
WORLD = """
import signal, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
def stop(number, frame):
    print("stopped by", signal.Signals(number).name, flush=True)
    sys.exit(0)
signal.signal(signal.SIGINT, stop)
signal.signal(signal.SIGTERM, stop)
print(child.pid, flush=True)
signal.pause()
"""


@contextmanager
def watched(world: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", WATCH, world],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def is_running(pid: int) -> bool:
    """A process that has ended but whose parent has not asked for it counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_it_is_a_process_of_this_python() -> None:
    assert (sys.executable, "-m", "bot.sandbox") == SANDBOX


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_passed_on_and_nothing_stays_behind(sent: signal.Signals) -> None:
    with watched(WORLD) as process:
        assert process.stdout is not None
        grandchild = int(process.stdout.readline())

        process.send_signal(sent)

        assert process.stdout.readline() == f"stopped by {sent.name}\n"
        assert process.wait(timeout=10) == 0
        assert not is_running(grandchild)


def test_the_exit_code_is_that_of_the_sandbox() -> None:
    with watched("raise SystemExit(7)") as process:
        assert process.wait(timeout=10) == 7


def test_one_that_was_killed_is_told_as_a_shell_would() -> None:
    with watched("import os; os.kill(os.getpid(), 9)") as process:
        assert process.wait(timeout=10) == 128 + 9


def test_it_takes_no_arguments() -> None:
    assert call("demo", "anything").code == 2
