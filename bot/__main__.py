"""The entry point: `openai-diagnose …` and `python -m bot …`.

The one place that touches the process itself: its arguments, environment, streams and exit.
"""

import os
import sys
from pathlib import Path

from bot.cli.commands import run
from bot.cli.terminal import Terminal


def main() -> int:
    """Run the command line on this process."""
    terminal = Terminal(os.environ, Path.cwd(), sys.stdin, sys.stdout, sys.stderr)
    try:
        code = run(sys.argv[1:], terminal)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone; the interpreter's own flush must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
