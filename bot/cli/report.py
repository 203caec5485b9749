"""`report`: send one report for a service; for shell scripts, and for trying things out."""

import argparse
from typing import Final

from bot.cli.command import Command
from bot.cli.terminal import Terminal


def _arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("service", metavar="SERVICE", help="its name: 1 to 64 of A-Z a-z 0-9 . _ -")
    add("--model", metavar="NAME", help="the model that was asked")
    add("--count", metavar="N", default="1", help="calls attempted, errors included (1)")
    add(
        "--error",
        metavar="TYPE[=N]",
        action="append",
        default=[],
        help="N of the calls ended so, or all: insufficient_quota, timeout, 503, …; may be repeated",
    )
    add("--seconds", metavar="S", help="how long the calls took together")
    add("--cost-usd", metavar="USD", help="what they cost together")
    add(
        "--quota",
        metavar="NAME=USED/LIMIT",
        action="append",
        default=[],
        help="a gauge of your own, such as usd_per_month=412/500; may be repeated",
    )
    add("--heartbeat", action="store_true", help="alive, no traffic: with --count 0")
    add("--stream", metavar="KEY", default="openai:reports", help="(openai:reports)")
    add("--dry-run", action="store_true", help="show the command and send nothing")


def _run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from bot.cli.reporting import report

    return report(arguments, terminal)


COMMAND: Final = Command(
    word="report",
    summary="send one report of a service's OpenAI calls",
    examples="""\
  openai-diagnose report checkout --model gpt-5                       one call that went well
  openai-diagnose report checkout --error insufficient_quota          one that did not
  openai-diagnose report checkout --count 1200 --error rate_limit_exceeded=29 --error 503=2
  openai-diagnose report nightly --quota usd_per_month=412/500 --count 0 --heartbeat

The Redis is that of REDIS_URL (redis://localhost:6379/0).

exit code: 0 sent · 1 Redis does not take it · 2 called wrongly, or a report that the bot would refuse""",
    arguments=_arguments,
    run=_run,
    stray="give the name of one service, and values to the options that take one",
)
