"""Somebody's own last checks, out of the record of all checks.

The record has a stream for each day and no index by person, for it is written far more often
than it is read: looking goes back ten days at a time and gives up after a month. Of a day with
more checks than `PAGE` the newest are looked at.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.adapters.redis.audit import stream_of
from bot.adapters.redis.connection import Client
from bot.adapters.redis.leader_keys import answer
from bot.ports import AuditLine, Clock

PAGE: Final = 500
DAYS: Final = 30
AT_ONCE: Final = 10


class RedisPastChecks:
    """Reads them; see the port."""

    def __init__(self, redis: Client, clock: Clock) -> None:
        self._redis = redis
        self._clock = clock

    async def of(self, person: str, most: int) -> Sequence[AuditLine]:
        today = self._clock.now().astimezone(UTC).date()
        found = list[AuditLine]()
        for first in range(0, DAYS, AT_ONCE):
            pipe = self._redis.pipeline(transaction=False)
            for back in range(first, first + AT_ONCE):
                pipe.xrevrange(stream_of(today - timedelta(days=back)), count=PAGE)
            for entries in await answer(pipe.execute()):
                lines = (_line(fields) for _, fields in entries)
                found += [one for one in lines if one is not None and one.person == person]
            if len(found) >= most:
                break
        return found[:most]


def _line(fields: Mapping[str, str]) -> AuditLine | None:
    """A line as it was written; None for one that a later release writes otherwise."""
    try:
        return AuditLine(
            at=datetime.fromisoformat(fields["at"]),
            team=fields["team"],
            person=fields["person"],
            masked=fields["masked"],
            fingerprint=fields["fingerprint"],
            verdict=fields["verdict"],
            cause=fields["cause"],
        )
    except (KeyError, ValueError):
        return None
