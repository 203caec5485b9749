"""`python -m tests.checks.advisories`: no pinned package has a known hole.

Asks the advisory service by pip-audit. What is found fails the check; that the service cannot
be reached does not, since no one can mend that here, but it is said (a line with `!`).
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
PATIENCE_SECONDS: Final = 120


def judge(told: str) -> tuple[int, list[str]]:
    """The exit code and the lines for what pip-audit told; "" if it told nothing."""
    try:
        packages: list[dict[str, Any]] = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, ["! not audited: the advisory service does not answer"]
    holes = [
        f"{one['name']} {one.get('version', '')}: {hole['id']}, mended in "
        f"{', '.join(hole.get('fix_versions') or ['no release yet'])}"
        for one in packages
        for hole in one.get("vulns", ())
    ]
    unknown = sum("skip_reason" in one for one in packages)
    if unknown:
        holes.append(f"! {unknown} of {len(packages)} packages could not be audited from here")
    return int(any(not line.startswith("!") for line in holes)), holes


def main() -> int:
    """Ask, and tell."""
    command = ["pip-audit", "--format=json", "--progress-spinner=off", "--disable-pip"]
    command += ["--require-hashes", "--requirement", str(ROOT / "requirements.txt")]
    try:
        asked = subprocess.run(
            [str(Path(sys.executable).parent / command[0]), *command[1:]],
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        told = asked.stdout
    except subprocess.TimeoutExpired:
        told = ""
    code, lines = judge(told)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
