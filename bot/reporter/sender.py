"""The way to Redis: one XADD for each line of a window, in one round trip.

Nothing is tried twice. Whether an entry arrived whose answer was lost nobody knows; each bears
a number of its own, but to wait for a Redis that is away would cost more than a window is worth.
"""

import itertools
from collections.abc import Collection, Mapping
from typing import Any, Final

from redis import Redis, RedisCluster
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from bot.domain.reports.report import UNKNOWN_MODEL, Report
from bot.domain.reports.wire import fields_of
from bot.reporter.call import Line
from bot.reporter.identity import Identity
from bot.reporter.tally import Counted

PATIENCE_S: Final = 0.5
MOST_ENTRIES: Final = 1_000_000  # kept in the stream, whatever the bot does
_CLUSTER: Final = "redis+cluster://"
AWAY: Final = (RedisError, OSError, ValueError)

Window = Collection[tuple[Line, Counted]]


class Sender:
    """Sends windows under one identity. `every_s` is the promised cadence."""

    def __init__(self, identity: Identity, *, started_ms: int, every_s: float) -> None:
        self._identity = identity
        self._started_ms = started_ms
        self._interval_ms = round(every_s * 1000)
        self._numbers = itertools.count(1)
        self._last = Line(UNKNOWN_MODEL)
        self._redis = _connect(identity.redis_url)

    def send(self, window: Window, now_ms: int) -> None:
        """Send one window, or that there was nothing to count; raises one of `AWAY`."""
        entries = [self._report(line, counted, now_ms) for line, counted in window]
        with self._redis.pipeline(transaction=False) as pipeline:
            for report in entries or [self._heartbeat(now_ms)]:
                self._add(pipeline, fields_of(report))
            pipeline.execute()

    def close(self) -> None:
        """Close the connection."""
        self._redis.close()

    def _add(self, pipeline: Any, fields: Mapping[str, str]) -> None:  # noqa: ANN401  # redis-py's
        pipeline.xadd(self._identity.stream, dict(fields), maxlen=MOST_ENTRIES, approximate=True)

    def _report(self, line: Line, counted: Counted, now_ms: int) -> Report:
        self._last = line
        return Report(
            service=self._identity.service,
            model=line.model,
            count=counted.count,
            errors=counted.errors,
            input_tokens=counted.input_tokens,
            output_tokens=counted.output_tokens,
            duration_ms=round(counted.seconds * 1000),
            duration_max_ms=round(counted.longest * 1000),
            requests=counted.requests,
            tokens=counted.tokens,
            instance=self._identity.instance,
            start_time=self._started_ms,
            seq=next(self._numbers),
            environment=self._identity.environment,
            sdk=line.sdk,
            key=line.key,
            time=now_ms,
            interval_ms=self._interval_ms,
        )

    def _heartbeat(self, now_ms: int) -> Report:
        return Report(
            service=self._identity.service,
            model=self._last.model,
            count=0,
            instance=self._identity.instance,
            start_time=self._started_ms,
            seq=next(self._numbers),
            environment=self._identity.environment,
            time=now_ms,
            interval_ms=self._interval_ms,
            heartbeat=True,
        )


def _connect(url: str) -> Redis | RedisCluster:
    """Make a client; raises `ValueError` for what is no URL of a Redis."""
    patience = {"socket_timeout": PATIENCE_S, "socket_connect_timeout": PATIENCE_S}
    retry = Retry(NoBackoff(), 0)
    if url.startswith(_CLUSTER):
        url = f"redis://{url.removeprefix(_CLUSTER)}"
        return RedisCluster.from_url(url, retry=retry, **patience)
    return Redis.from_url(url, retry=retry, **patience)
