"""A client for `REDIS_URL`, made for short commands.

A check must not wait for Redis, so connecting and answering have half a second each and
nothing is tried twice here: what may be repeated, and how, is known to the caller alone.
No error says what the URL holds, for there may be a password in it. What fails is told, by its
kind, to whoever counts it; then it goes on to the caller.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, cast

from redis.asyncio import Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    AuthenticationError,
    BusyLoadingError,
    ConnectionError as NoConnection,
    NoPermissionError,
    NoScriptError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError as NoAnswer,
)

PATIENCE_SECONDS: Final = 0.5
AWAY: Final = (RedisError, OSError, TimeoutError)  # all the ways in which Redis is not there
CLUSTER: Final = "redis+cluster://"
_SCHEMES: Final = ("redis://", "rediss://", "unix://", CLUSTER)
_KINDS: Final = (  # the first that fits
    (asyncio.CancelledError, "given_up"),
    ((AuthenticationError, NoPermissionError), "auth"),
    (BusyLoadingError, "loading"),
    (ReadOnlyError, "readonly"),
    ((NoAnswer, TimeoutError), "timeout"),
    ((NoConnection, OSError), "connection"),
    (ResponseError, "refused"),
)

Failed = Callable[[str], None]
Client = Redis | RedisCluster


class UnreadableRedisUrl(ValueError):
    """`REDIS_URL` is not one; the text does not repeat it."""


def _nobody(_: str) -> None: ...


class _Single(Redis):
    """One Redis."""

    failed: Failed = staticmethod(_nobody)

    async def execute_command(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401  # redis-py's
        with _told(self.failed):
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]


class _Cluster(RedisCluster):
    """Several."""

    failed: Failed = staticmethod(_nobody)

    async def execute_command(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401  # redis-py's
        with _told(self.failed):
            return await super().execute_command(*args, **options)


def connect(url: str, failed: Failed = _nobody) -> Client:
    """Make a client for the URL; nothing is sent before the first command.

    `failed` hears of each command that came to nothing: one of the metric's kinds of error.
    """
    if not url.startswith(_SCHEMES):
        raise UnreadableRedisUrl(f"REDIS_URL begins with none of {', '.join(_SCHEMES)}")
    try:
        client = _cluster(url) if url.startswith(CLUSTER) else _single(url)
    except (ValueError, TypeError, RedisError):
        # urllib quotes what it takes for the port, which may be half of a password.
        raise UnreadableRedisUrl(
            "REDIS_URL cannot be read; percent-encode what is special in the password"
        ) from None
    client.failed = failed
    return client


@contextmanager
def _told(failed: Failed) -> Iterator[None]:
    try:
        yield
    except NoScriptError:
        raise  # the script is sent then
    except (*AWAY, asyncio.CancelledError) as error:
        failed(next((kind for kinds, kind in _KINDS if isinstance(error, kinds)), "other"))
        raise


def _single(url: str) -> _Single:
    client = _Single.from_url(
        url,
        decode_responses=True,
        socket_connect_timeout=PATIENCE_SECONDS,
        socket_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    # A strange option shows now, not at the first command.
    client.connection_pool.make_connection()  # type: ignore[no-untyped-call]
    return cast("_Single", client)


def _cluster(url: str) -> _Cluster:
    client = _Cluster.from_url(
        f"redis://{url.removeprefix(CLUSTER)}",
        decode_responses=True,
        socket_connect_timeout=PATIENCE_SECONDS,
        socket_timeout=PATIENCE_SECONDS,
    )
    return cast("_Cluster", client)
