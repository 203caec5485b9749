"""`demo` becomes the sandbox: it ends as told, and leaves nothing behind."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bot.cli.demo import SANDBOX
from tests.cli.console import PROGRAM, ROOT, call

PATIENCE_S = 15


@contextmanager
def a_demo() -> Iterator[subprocess.Popen[str]]:
    """One that has started its bot, in a session of its own."""
    process = subprocess.Popen(
        [*PROGRAM, "demo"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if "The bot has started" in line:
                    break
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def descendants(ancestor: int) -> list[int]:
    """What the demo has started, as descriptors that tell when it ends."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(
                stat.read_text("utf-8").rpartition(")")[2].split()[1]
            )
    family = {ancestor}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return [os.pidfd_open(pid) for pid in family - {ancestor}]


def all_end(descriptors: list[int]) -> bool:
    """Wait until every process behind the descriptors has ended, or patience has."""
    for descriptor in descriptors:
        ended, _, _ = select.select([descriptor], [], [], PATIENCE_S)
        os.close(descriptor)
        if not ended:
            return False
    return True


def test_it_is_a_module_of_this_python() -> None:
    assert (sys.executable, "-m", "bot.sandbox") == SANDBOX


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_ends_when_told_and_leaves_nothing_behind(sent: signal.Signals) -> None:
    with a_demo() as demo:
        started = descendants(demo.pid)

        demo.send_signal(sent)

        assert demo.wait(timeout=PATIENCE_S) != 0
        assert len(started) >= 2  # the bot and a Redis
        assert all_end(started)


def test_it_takes_no_arguments() -> None:
    assert call("demo", "anything").code == 2
