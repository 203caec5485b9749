"""The steps of `make check` fail for what they look for, and for nothing else."""

import json
import secrets as random
import string
from pathlib import Path

from tests.checks import advisories, secrets

CLEAN = {"name": "httpx", "version": "0.28.1", "vulns": []}
HOLE = {"name": "old", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
UNKNOWN = {"name": "yarl", "skip_reason": "not found"}


def told(*packages: object) -> str:
    return json.dumps({"dependencies": packages})


def test_a_known_hole_fails_the_check() -> None:
    assert advisories.judge(told(CLEAN, HOLE)) == (1, ["old 1: PYSEC-1, mended in 2"])


def test_no_hole_is_no_word() -> None:
    assert advisories.judge(told(CLEAN)) == (0, [])


def test_what_cannot_be_asked_is_said_and_does_not_fail() -> None:
    for nothing in ("", "<html>", "[]"):
        code, (line,) = advisories.judge(nothing)
        assert (code, line[0]) == (0, "!")
    code, (line,) = advisories.judge(told(CLEAN, UNKNOWN))
    assert (code, line) == (0, "! 1 of 2 packages could not be audited from here")


def test_a_secret_is_found_by_its_shape() -> None:
    letters = string.ascii_letters + string.digits
    made_up = "".join(random.choice(letters) for _ in range(36))
    planted = secrets.ROOT / "tests" / "checks" / f"planted-{made_up[:8]}.txt"
    planted.write_text(f"token = 'ghp_{made_up}'\n")
    try:
        ((file, kind, _),) = secrets.find([planted])
    finally:
        planted.unlink()

    assert (Path(file).name, kind) == (planted.name, "GitHub Token")
