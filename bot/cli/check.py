"""`check`: diagnose a key on this machine, with the engine that also serves Slack."""

import argparse
from typing import Final

from bot.cli.command import KEY_REFUSED, Command
from bot.cli.terminal import Terminal


def _arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--key-stdin", action="store_true", help="read the key from stdin, not OPENAI_API_KEY")
    add("--model", metavar="NAME", help="the model that the failing call uses")
    add("--endpoint", metavar="NAME", help="chat_completions, embeddings, …, or /v1/embeddings")
    add("--organization", metavar="ID", help="org-…; else OPENAI_ORG_ID")
    add("--project", metavar="ID", help="proj_…; else OPENAI_PROJECT_ID")
    add("--base-url", metavar="URL", help="else OPENAI_BASE_URL, else OpenAI's own")
    add("--paid", action="store_true", help="also make one tiny call that costs money")
    add("--json", action="store_true", help="print one JSON object, for scripts")


def _run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from bot.cli.checking import check

    return check(arguments, terminal)


COMMAND: Final = Command(
    word="check",
    summary="say why a key does not work: all ten causes, in seconds, at no cost",
    examples="""\
  openai-diagnose check                                    the key in OPENAI_API_KEY
  openai-diagnose check --model gpt-5 --endpoint responses
  pass show openai | openai-diagnose check --key-stdin
  openai-diagnose check --json | jq .cause

exit code: 0 the key works · 1 a cause was found · 2 called wrongly · 3 not clear""",
    arguments=_arguments,
    run=_run,
    stray=KEY_REFUSED,
)
