"""`replay`: play stored status feeds and print what would be posted, without posting it."""

import argparse
from typing import Final

from bot.cli.command import Command
from bot.cli.terminal import Terminal


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feeds", metavar="FEED", nargs="+", help="a stored feed, oldest first")


def _run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from bot.cli.replaying import replay

    return replay(arguments.feeds, terminal)


COMMAND: Final = Command(
    word="replay",
    summary="play stored status feeds in order and print what would be posted",
    examples="""\
  curl -s https://status.openai.com/feed.atom > now.atom
  openai-diagnose replay before.atom now.atom

Each feed is one read, at the time that it was made. Nothing is fetched and nothing posted.""",
    arguments=_arguments,
    run=_run,
    stray="name at least one stored feed",
)
