"""`config`: look at all settings and at what they reach, and say what to do."""

import argparse
from typing import Final

from bot.cli.command import Command
from bot.cli.terminal import Terminal


def _run(_: argparse.Namespace, terminal: Terminal) -> int:
    from bot.cli.reach.everything import look

    return look(terminal)


COMMAND: Final = Command(
    word="config",
    summary="check the settings and all they reach, and say what to fix",
    examples="""\
  openai-diagnose config            the settings of the environment and of .env

exit code: 0 all is well · 1 something needs a look""",
    run=_run,
)
