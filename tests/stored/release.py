"""The releases by their version, and where their texts are kept."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
STATE: Final = ROOT / "tests" / "data" / "state"


@dataclass(frozen=True)
class Example:
    """A value, and the two ways between it and its text."""

    value: Any
    save: Callable[[Any], str]
    load: Callable[[str], Any]


Examples = Mapping[str, Example]


def this_release() -> str:
    """The version that pyproject.toml names."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


def text_file(release: str, name: str) -> Path:
    """Where the text of a record is kept."""
    return STATE / release / f"{name}.json"
