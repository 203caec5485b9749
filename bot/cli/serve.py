"""`serve`: run the bot."""

import argparse
import asyncio
from pathlib import Path
from typing import Final

from bot.cli.command import Command, Misuse
from bot.cli.terminal import Terminal

DOTENV: Final = Path(".env")


def _run(_: argparse.Namespace, terminal: Terminal) -> int:
    from bot.adapters.clock import SystemClock
    from bot.adapters.rules_file import RulesFile
    from bot.domain.rules.choices import BadRules
    from bot.logs import set_up
    from bot.settings import BadSettings, load

    try:
        settings = load(terminal.environ, terminal.cwd / DOTENV)
        if settings.rules_file:
            RulesFile(settings.rules_file, SystemClock())
    except BadRules as bad:
        raise Misuse(f"RULES_FILE: {bad}\ndocs/rules.md tells what may stand in it.") from None
    except BadSettings as bad:
        raise Misuse(f"{bad}\nopenai-diagnose config looks at all that they reach.") from None
    set_up(
        settings.log_level, settings.log_format, terminal.err, colors=terminal.paints(terminal.err)
    )
    from bot.app import run

    asyncio.run(run(settings))
    return 0


COMMAND: Final = Command(
    word="serve",
    summary="run the bot: Slack, the HTTP port, and what it watches",
    examples="  openai-diagnose serve\n  PORT=8080 LOG_FORMAT=console openai-diagnose serve",
    run=_run,
)
