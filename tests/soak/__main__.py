"""`python -m tests.soak [minutes] [seed]`: the soak in earnest; its report goes to the standard output."""

import asyncio
import os
import secrets
import sys

from tests.soak.stage import soak
from tests.soak.telling import told

MINUTES = 30.0


def main() -> int:
    """Run it; 0 if all holds."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else secrets.randbelow(1_000_000)
    print(f"soaking for {minutes:g} min with seed {seed}", file=sys.stderr, flush=True)
    outcome = asyncio.run(soak(minutes, seed, os.environ))  # noqa: TID251  # the PATH for the bot
    print(told(outcome, minutes), end="")
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
