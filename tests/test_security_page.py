"""SECURITY.md promises nothing that no test shows."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROWS = re.findall(
    r"^\| (?!promise|---)(.+?) \| (.+?) \|$", (ROOT / "SECURITY.md").read_text(), re.MULTILINE
)
NAMED = sorted({name for _, tests in ROWS for name in re.findall(r"`([^`]+)`", tests)})


def test_each_promise_names_a_test() -> None:
    assert len(ROWS) > 15
    assert all(tests.startswith("`tests/") for _, tests in ROWS)


@pytest.mark.parametrize("name", NAMED)
def test_the_named_test_exists(name: str) -> None:
    file, _, function = name.partition("::")

    text = (ROOT / file).read_text("utf-8")
    assert re.search(rf"def {function or 'test_'}", text)
