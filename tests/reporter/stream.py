"""What arrived in the stream, and reporters that send there."""

from collections import Counter
from collections.abc import Mapping

import redis

from bot.reporter import Identity, Reporter

STREAM = "openai:reports"
SERVICE = "checkout"
NEVER_S = 3600.0  # a cadence that no test waits for: it flushes itself

Fields = Mapping[str, str]


def reporter(redis_url: str, *, every_s: float = NEVER_S) -> Reporter:
    return Reporter(Identity(service=SERVICE, redis_url=redis_url), every_s=every_s)


def arrived(redis_url: str) -> list[Fields]:
    """The entries, oldest first."""
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        return [fields for _, fields in client.xrange(STREAM)]


def errors(entries: list[Fields]) -> Counter[str]:
    """How many calls ended how."""
    counted = Counter[str]()
    for entry in entries:
        for name, value in entry.items():
            if name.startswith("error.type."):
                counted[name.removeprefix("error.type.")] += int(value)
    return counted


def calls(entries: list[Fields]) -> int:
    return sum(int(entry["count"]) for entry in entries)
