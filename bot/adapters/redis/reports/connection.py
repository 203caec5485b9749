"""A client for reading streams: it waits for entries, so it has patience that others have not.

Half a second is far too short for a read that waits two seconds. Yet it must not wait for ever,
since a connection that is half open then reads nothing for hours: five seconds without an
answer is an error. Nothing is tried twice here. What is no UTF-8 is read with marks in
place of it, or one entry would stop the stream.
"""

from typing import Any, Final

from redis.asyncio import Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from bot.adapters.redis.connection import CLUSTER, Client

BLOCK_MS: Final = 2000
ANSWER_SECONDS: Final = 5.0
HEALTH_SECONDS: Final = 15


def connect_reader(url: str) -> Client:
    """Make a client for the URL that may wait for an answer; see the module."""
    options: dict[str, Any] = {
        "decode_responses": True,
        "encoding_errors": "replace",
        "socket_connect_timeout": 2.0,
        "socket_timeout": ANSWER_SECONDS,
        "socket_keepalive": True,
        "health_check_interval": HEALTH_SECONDS,
        "protocol": 2,
    }
    client: Client
    if url.startswith(CLUSTER):
        client = RedisCluster.from_url(f"redis://{url.removeprefix(CLUSTER)}", **options)
    else:
        client = Redis.from_url(url, retry=Retry(NoBackoff(), 0), **options)
    # As Redis sends them: redis-py would look at each of the values again.
    for command in ("XREADGROUP", "XAUTOCLAIM"):
        client.response_callbacks[command] = _as_it_is
    return client


def _as_it_is(response: Any, **_: Any) -> Any:  # noqa: ANN401  # redis-py's
    return response
