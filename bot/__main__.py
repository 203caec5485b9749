"""The entry point: `openai-diagnose …` and `python -m bot …`.

The one place that touches the process itself: its arguments, environment, streams and exit.
"""

import io
import os
import sys
from pathlib import Path

from bot.cli.commands import run
from bot.cli.terminal import Terminal

INTERRUPTED = 130  # as a shell tells it


def main() -> int:
    """Run the command line on this process."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A key may hold any bytes, and a terminal may know no tick: neither is a crash.
            stream.reconfigure(errors="replace")
    terminal = Terminal(os.environ, Path.cwd(), sys.stdin, sys.stdout, sys.stderr)
    try:
        code = run(sys.argv[1:], terminal)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone; the interpreter's own flush must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


if __name__ == "__main__":
    sys.exit(main())
