"""`explain` as a process: in a pipe, on a terminal, with the plain install."""

import json
import os
import subprocess
import sys

from tests.cli.console import ROOT, on_a_terminal
from tests.cli.test_explain import NO_MODEL, NO_MONEY, UNRELATED


def test_each_answer_comes_before_the_next_line_is_asked_for() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "explain", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},  # noqa: TID251
        text=True,
    )
    assert process.stdin
    assert process.stdout
    for text, cause in [(NO_MONEY, "billing"), (UNRELATED, "unknown")]:
        process.stdin.write(json.dumps({"text": text}) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["cause"] == cause
    process.communicate()
    assert process.returncode == 0


def test_it_stands_at_the_end_of_a_pipe_with_the_plain_install() -> None:
    crash = "import sys; sys.exit('''" + NO_MONEY.replace("'", '"') + "''')"
    program = '"$0" -c "$1" 2>&1 | "$0" -S -m bot explain --json'
    done = subprocess.run(
        ["/bin/sh", "-c", program, sys.executable, crash],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},  # noqa: TID251
        capture_output=True,
        check=True,
        text=True,
    )

    assert json.loads(done.stdout)["cause"] == "billing"


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from bot.cli.explaining import explain_all; "
        "print([m for m in ('rich', 'httpx', 'slack_bolt', 'redis', 'pydantic', 'asyncio') "
        "if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )

    assert done.stdout == "[]\n"


def test_on_a_terminal_it_asks_for_the_text_and_paints() -> None:
    done = on_a_terminal(
        "explain", environ={}, cwd=ROOT, prompt="Ctrl-D", typed=f"{NO_MODEL}\n\x04"
    )

    assert done.code == 0
    assert "\x1b[1m🔎 The model or endpoint is wrong" in done.out
