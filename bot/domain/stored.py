"""The one shape of what is stored: a JSON object that carries its version under `v`.

Replicas of two releases share one Redis while a deployment rolls, and a record that was read
wrongly does harm: a forgotten memory would announce ninety days of incidents. So a record is
of a version that this release reads, or it raises `Unreadable` and nothing else; to go on from
nothing is a decision that belongs to the caller.

A new record is a module with its `Stored` beside its `save` and `load`:

    RECORD: Final = Stored("a rule", version=1)

    def save(rule: Rule) -> str:
        return RECORD.write({"name": rule.name})

    def load(text: str) -> Rule:
        return RECORD.read(text, lambda tree: Rule(name=str(tree["name"])))

A field that is added later is read with `tree.get` and keeps the version: an older release
overlooks it. Whatever an older release would misread takes the next version, and a step in
`older` that makes the previous tree into it. Each release leaves its texts in tests/data/state (see tests/stored).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

Tree = dict[str, Any]
T = TypeVar("T")

_ILL_FORMED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,  # a time zone that is none is looked for as a file
    RecursionError,
    TypeError,
    ValueError,
)


class Unreadable(Exception):
    """A text that is not what this release stores; it says what it was to be."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One kind of record: what people call it, and the version that this release writes."""

    what: str
    version: int = field(kw_only=True)
    older: Mapping[int, Callable[[Tree], Tree]] = field(default_factory=dict, kw_only=True)

    def write(self, tree: Tree) -> str:
        """The record as text; the same tree always gives the same text."""
        return json.dumps({"v": self.version, **tree}, ensure_ascii=False, separators=(",", ":"))

    def read(self, text: str, build: Callable[[Tree], T]) -> T:
        """What `build` makes of the record; raises `Unreadable` and nothing else."""
        try:
            tree = json.loads(text)
            version = tree["v"]
            while version != self.version and version in self.older:
                tree = self.older[version](tree)
                version += 1
            if version == self.version:
                return build(tree)
        except _ILL_FORMED:
            raise Unreadable(f"{self.what} cannot be read") from None
        raise Unreadable(
            f"{self.what} is of version {version!r:.20}, and this release reads version "
            f"{self.version}"
        )


def read_time(text: str) -> datetime:
    """A point in time; one without its zone is none."""
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("a time without its zone")
    return time
