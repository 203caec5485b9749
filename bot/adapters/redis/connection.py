"""A client for `REDIS_URL`, made for short commands.

A check must not wait for Redis, so connecting and answering have half a second each and
nothing is tried twice here: what may be repeated, and how, is known to the caller alone.
No error says what the URL holds, for there may be a password in it.
"""

from typing import Final

from redis.asyncio import Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

PATIENCE_SECONDS: Final = 0.5
AWAY: Final = (RedisError, OSError, TimeoutError)  # all the ways in which Redis is not there
CLUSTER: Final = "redis+cluster://"
_SCHEMES: Final = ("redis://", "rediss://", "unix://", CLUSTER)

Client = Redis | RedisCluster


class UnreadableRedisUrl(ValueError):
    """`REDIS_URL` is not one; the text does not repeat it."""


def connect(url: str) -> Client:
    """Make a client for the URL; nothing is sent before the first command."""
    if not url.startswith(_SCHEMES):
        raise UnreadableRedisUrl(f"REDIS_URL begins with none of {', '.join(_SCHEMES)}")
    try:
        return _cluster(url) if url.startswith(CLUSTER) else _single(url)
    except (ValueError, TypeError, RedisError):
        # urllib quotes what it takes for the port, which may be half of a password.
        raise UnreadableRedisUrl(
            "REDIS_URL cannot be read; percent-encode what is special in the password"
        ) from None


def _single(url: str) -> Redis:
    client = Redis.from_url(
        url,
        decode_responses=True,
        socket_connect_timeout=PATIENCE_SECONDS,
        socket_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    # A strange option shows now, not at the first command.
    client.connection_pool.make_connection()  # type: ignore[no-untyped-call]
    return client


def _cluster(url: str) -> RedisCluster:
    return RedisCluster.from_url(
        f"redis://{url.removeprefix(CLUSTER)}",
        decode_responses=True,
        socket_connect_timeout=PATIENCE_SECONDS,
        socket_timeout=PATIENCE_SECONDS,
    )
