"""`explain`: name the cause of an error text, with the engine that also serves Slack."""

import argparse
from typing import Final

from bot.cli.command import Command
from bot.cli.terminal import Terminal


def _arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("files", nargs="*", metavar="FILE", help="texts to read, each by itself; none or -: stdin")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object a text")
    form.add_argument(
        "--jsonl",
        action="store_true",
        help='read one JSON object with a "text" per line; print one object per line, same order',
    )


def _run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    from bot.cli.explaining import explain_all

    return explain_all(arguments, terminal)


COMMAND: Final = Command(
    word="explain",
    summary="name the cause of an error text, from the text alone",
    examples="""\
  python app.py 2>&1 | openai-diagnose explain
  openai-diagnose explain crash.log
  openai-diagnose explain --json < crash.log | jq .cause
  openai-diagnose explain --jsonl < errors.jsonl > causes.jsonl

Nothing is sent anywhere, and a key in the text is masked before anything else happens.

exit code: 0 a cause was named · 3 one text or more is unknown: no OpenAI error that we know
           2 called wrongly, or a file cannot be read
with --jsonl: 0 every line was read, whatever was named · 1 a line was no object with a "text";
              it is answered all the same, as unknown and with an "error\"""",
    arguments=_arguments,
    run=_run,
    stray="give names of files, or nothing to read stdin; --json and --jsonl do not go together",
)
