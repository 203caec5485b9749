"""The rules in a TOML file, for those who keep them in git (`RULES_FILE`).

At the start a file that cannot be in force stops the bot with one message that lists all that is
wrong. Later a change is noticed within ten seconds; one that is broken changes nothing, and
is told once in the log and for as long as it lasts in `fault`.
"""

import logging
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bot.domain.rules.choices import BadRules, Choices
from bot.ports import Clock

LOOK_AFTER_S: Final = 10.0
_LARGEST: Final = 1_000_000  # bytes

_log: Final = logging.getLogger(__name__)


class RulesFile:
    """One file; called, it gives the tree of its tables. Raises `BadRules` when it is built."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._looked = clock.seconds()
        raw = _raw(path)
        self._raw: bytes | None = raw  # as last seen
        self._tree = _tree(path, raw)
        self.fault = ""  # why a later change does not count

    def __call__(self) -> Mapping[str, Any]:
        now = self._clock.seconds()
        if now - self._looked >= LOOK_AFTER_S:
            self._looked = now
            self._look_again()
        return self._tree

    def _look_again(self) -> None:
        before, self._raw = self._raw, None
        try:
            self._raw = _raw(self._path)
            if self._raw == before:
                return
            self._tree = _tree(self._path, self._raw)
        except BadRules as bad:
            if str(bad) != self.fault:
                _log.error("the rules stay as they were: %s", bad)
            self.fault = str(bad)
        else:
            self.fault = ""
            _log.info("the rules of %s are in force", self._path.name)


def _raw(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _bad(f"{path}: cannot be read ({error.strerror})") from None
    if len(raw) > _LARGEST:
        raise _bad(f"{path}: is larger than a megabyte, so it is no file of rules")
    return raw


def _tree(path: Path, raw: bytes) -> Mapping[str, Any]:
    try:
        tree = tomllib.loads(raw.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(f"{path}: is not TOML: {error}") from None
    try:
        Choices.parse({}, tree)
    except BadRules as bad:
        raise _bad(*(f"{path}: {fault}" for fault in bad.faults)) from None
    return tree


def _bad(*faults: str) -> BadRules:
    return BadRules(faults, Choices())
