"""Which lines of the log are to be expected, because of what, and why that is right.

A line of the level WARNING or worse has to fit a row, and something of what the row names has to have been
broken shortly before. A new line in the bot that belongs here is a new row, with its reason.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY
from tests.soak.breaking import Broken

AFTER_S = 90.0  # so long may something that was broken show
BEFORE_S = 2.0
BAD = frozenset({"warning", "error", "critical"})


@dataclass(frozen=True, slots=True)
class Expected:
    """A line that may be there: by its event, after a fault about one of these."""

    event: re.Pattern[str]
    about: frozenset[str]
    reason: str


def _row(event: str, about: str, reason: str) -> Expected:
    return Expected(re.compile(event), frozenset(about.split()), reason)


EXPECTED = (
    _row(r"^nobody can lead: Redis", "redis replica", "without Redis nobody knows who leads"),
    _row(
        r"^the lease could not be renewed: Redis", "redis replica", "the term lasts on for a while"
    ),
    _row(
        r"^the leader's work stopped: Redis",
        "redis replica",
        "what was done cannot be written down",
    ),
    _row(r"^reports in openai:reports wait: Redis", "redis replica", "they wait in the stream"),
    _row(r"^Redis does not take the audit", "redis replica", "its lines wait in the process"),
    _row(
        r"^slack refused a (modal|direct message|home)",
        "slack replica",
        "said to the person otherwise",
    ),
    _row(r"^slack refused to draw a modal", "slack replica", "the next drawing shows all"),
    _row(r"^a verdict could not be delivered", "slack", "no way to the person was left"),
    _row(
        r"^Failed to receive or enqueue a message: ConnectionClosed",
        "slack replica",
        "the library says so until it has another socket",
    ),
    _row(
        r"^Failed to check the current session or reconnect|^Failed to retrieve WSS URL",
        "slack replica",
        "Slack gives no new socket yet; the library tries again",
    ),
    _row(
        r"^Failed to run a request listener: .*close frame|^The current session .* no longer active",
        "slack replica",
        "the socket broke while an answer was on its way",
    ),
    _row(r"^no socket to slack", "slack replica", "it is tried again"),
    _row(r"^Slack refuses auth\.test", "slack replica", "not ready while Slack is away"),
    _row(
        r"^for the operators: ", "slack feed redis replica", "operators are told in the log as well"
    ),
    _row(r"^an operator was not reached", "slack", "Slack refuses posts; the log has it"),
    _row(r"^feed_failing|^feed ", "feed", "the page is broken"),
    _row(r"^the leader's loops stand still", "redis replica", "the dead man's switch"),
)


@dataclass(slots=True)
class Read:
    """What was found in the logs of all replicas."""

    lines: int = 0
    explained: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)


def read(logs: Iterable[Path], diary: Sequence[Broken], secrets: Sequence[str]) -> Read:
    """Judge every line."""
    found = Read()
    for path in logs:
        for line in path.read_text("utf-8", "replace").splitlines():
            found.lines += 1
            _judge(found, path.stem, line, diary)
            found.leaks += [f"{path.stem}: {line[:200]}" for one in secrets if one in line]
    return found


def canaries() -> list[str]:
    """What must not stand in a log: the unlike parts of the sample keys."""
    keys = [one.key for one in (WORKING_KEY, *SAMPLE_KEYS)]
    return [part for key in keys for part in (key[8:40], key[-24:])]


def _judge(found: Read, name: str, line: str, diary: Sequence[Broken]) -> None:
    try:
        told: dict[str, Any] = json.loads(line)
    except ValueError:
        found.unexplained.append(f"{name}: no JSON: {line[:300]}")
        return
    if "Traceback" in line:
        found.tracebacks.append(f"{name}: {line[:3000]}")
        return
    if told.get("level") not in BAD:
        return
    event, at = str(told["event"]), datetime.fromisoformat(told["timestamp"]).timestamp()
    broken = {one.fault.about for one in diary if one.since - BEFORE_S <= at <= one.until + AFTER_S}
    for row in EXPECTED:
        if row.event.search(event) and row.about & broken:
            found.explained[f"{row.event.pattern}: {row.reason}"] += 1
            return
    found.unexplained.append(
        f"{name} {told['timestamp']} {told['level']} {told.get('logger')}: {event}"
    )
