"""The subcommands, and the way from a command line to one of them.

To add one, write a file like `serve.py` with a constant `COMMAND` and list it in `COMMANDS`:
help, spelling hints and the tests read the tuple.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from importlib.metadata import version
from typing import Final

from bot.cli import check, config, demo, explain, replay, report, serve
from bot.cli.command import Command, Misuse
from bot.cli.terminal import Terminal

COMMANDS: Final[tuple[Command, ...]] = (
    check.COMMAND,
    explain.COMMAND,
    report.COMMAND,
    serve.COMMAND,
    config.COMMAND,
    demo.COMMAND,
    replay.COMMAND,
)

MISUSED: Final = 2
_NOT_INSTALLED: Final = """\
openai-diagnose {word}: the module {module} is not installed.
The plain package holds only what reporting services need. Install the rest of it:
  pip install 'openai-diagnose[{extras}]'"""


def run(argv: Sequence[str], terminal: Terminal) -> int:
    """Run the command line; the exit code comes back."""
    word = argv[0] if argv else ""
    if word in {"-h", "--help", "help"}:
        print(help_text(), file=terminal.out)
        return 0
    if word in {"-V", "--version"}:
        print(f"openai-diagnose {version('openai-diagnose')}", file=terminal.out)
        return 0
    command = next((command for command in COMMANDS if command.word == word), None)
    if command is None:
        print(_unknown(word) if word else help_text(), file=terminal.err)
        return MISUSED
    return _obey(command, argv[1:], terminal)


def _obey(command: Command, argv: Sequence[str], terminal: Terminal) -> int:
    try:
        arguments = command.read(argv)
        if arguments.help:
            print(command.parser().format_help(), end="", file=terminal.out)
            return 0
        return command.run(arguments, terminal)
    except Misuse as misuse:
        print(f"openai-diagnose {command.word}: {misuse}", file=terminal.err)
        if "\n" not in str(misuse):
            print(f"See openai-diagnose {command.word} --help", file=terminal.err)
    except ModuleNotFoundError as missing:
        module = (missing.name or "").partition(".")[0]
        if module in {"", "bot"}:
            raise
        told = _NOT_INSTALLED.format(word=command.word, module=module, extras=command.extras)
        print(told, file=terminal.err)
    return MISUSED


def help_text() -> str:
    """What there is, a line each."""
    width = max(len(command.word) for command in COMMANDS)
    lines = [f"  {command.word:<{width}}  {command.summary}" for command in COMMANDS]
    return "\n".join(
        [
            "usage: openai-diagnose COMMAND [options]",
            "",
            "Says in seconds why an OpenAI key stopped working.",
            "",
            "commands:",
            *lines,
            "",
            "openai-diagnose COMMAND --help shows its options and examples.",
        ]
    )


def _unknown(word: str) -> str:
    """The word itself is not repeated: it may be a key."""
    near = get_close_matches(word.lower(), [command.word for command in COMMANDS], 1, 0.5)
    meant = f" Did you mean openai-diagnose {near[0]}?" if near else ""
    return f"openai-diagnose: there is no such command.{meant}\nSee openai-diagnose --help"
