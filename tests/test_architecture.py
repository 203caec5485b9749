"""The shape of the code: short files, short functions, a docstring each, nothing foreign."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path
    for folder in ("bot", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if path.stat().st_size
)
LONGEST_FILE = 250
LONGEST_FUNCTION = 40
# In two parts each, so that this file does not name them either.
FOREIGN = re.compile(
    "|".join(
        (
            r"py" + r"pi\.(org|python)",
            r"python" + r"hosted\.org",
            r"registry\." + r"(npmjs|yarnpkg)",
            r"[\s\"'=(]/wo" + r"rk/",
            r"[\s\"'=(]/tm" + r"p/",
            r"\.lib" + r"rary/",
        )
    )
)


def committed_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_and_is_short(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)

    long_ones = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]

    assert ast.get_docstring(tree), "has no docstring"
    assert len(text.splitlines()) <= LONGEST_FILE
    assert not long_ones


def test_no_committed_file_names_a_registry_or_this_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group().strip()}"
        for path in committed_files()
        if (hit := FOREIGN.search(path.read_bytes().decode("utf-8", "replace")))
    ]

    assert not found


def test_no_committed_file_is_a_cache_or_a_secret() -> None:
    names = {str(path.relative_to(ROOT)) for path in committed_files()}

    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".env"))]


def imported_by(statement: str) -> set[str]:
    """The outside packages that a fresh interpreter holds after a statement."""
    shown = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
        cwd=ROOT,
    ).stdout.splitlines()[-1]
    return {name.partition(".")[0] for name in shown.split()}


def test_help_needs_nothing_but_the_standard_library() -> None:
    held = imported_by("from bot.cli.commands import help_text, COMMANDS; help_text()")

    assert not held & {"aiohttp", "httpx", "pydantic", "redis", "rich", "slack_bolt", "structlog"}


def test_the_command_line_never_imports_the_sandbox() -> None:
    held = imported_by("import bot.cli.demo, bot.cli.checking, bot.cli.reach.everything, bot.app")

    assert "slack_bolt" in held
    lines = [
        path.relative_to(ROOT)
        for path in SOURCES
        if path.is_relative_to(ROOT / "bot") and not path.is_relative_to(ROOT / "bot" / "sandbox")
        if re.search(r"^\s*(from|import) bot\.sandbox", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert not lines
