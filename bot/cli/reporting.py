"""What `report` does: makes one entry, judges it as the bot will, and sends it."""

import argparse
import shlex
from typing import Any, Final, cast

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from bot.cli.command import Misuse
from bot.cli.terminal import Terminal
from bot.domain.reports.reading import read
from bot.domain.reports.rejected import Rejected

SENT: Final = 0
NOT_TAKEN: Final = 1
DEFAULT_URL: Final = "redis://localhost:6379/0"
MOST_ENTRIES: Final = 1_000_000
_PATIENCE_S: Final = 5.0


def report(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Send it; the exit code comes back. Raises `Misuse`."""
    fields = _fields(arguments)
    judged = read(fields)
    if isinstance(judged, Rejected):
        raise Misuse(f"the bot would refuse this report: {judged.says}")
    if arguments.dry_run:
        words = [part for pair in fields.items() for part in pair]
        print(shlex.join(_command(arguments.stream, words)), file=terminal.out)
        return SENT
    try:
        name = _send(terminal.environ.get("REDIS_URL") or DEFAULT_URL, arguments.stream, fields)
    except (RedisError, OSError) as error:
        says = f"Redis does not take the report ({type(error).__name__}); is REDIS_URL right?"
        print(f"openai-diagnose report: {says}", file=terminal.err)
        return NOT_TAKEN
    except ValueError:
        raise Misuse("REDIS_URL cannot be read; it begins with redis:// or rediss://") from None
    print(f"sent to {arguments.stream}: {name}", file=terminal.out)
    return SENT


def _fields(arguments: argparse.Namespace) -> dict[str, str]:
    fields = {"service.name": arguments.service, "count": arguments.count}
    optional = {
        "gen_ai.request.model": arguments.model,
        "gen_ai.client.operation.duration.sum": arguments.seconds,
        "cost.usd": arguments.cost_usd,
        "heartbeat": "1" if arguments.heartbeat else None,
    }
    fields.update({name: value for name, value in optional.items() if value is not None})
    for error in arguments.error:
        kind, _, n = error.partition("=")
        fields[f"error.type.{kind}"] = n or arguments.count
    for quota in arguments.quota:
        name, _, gauge = quota.partition("=")
        used, slash, limit = gauge.partition("/")
        if not slash:
            raise Misuse("--quota wants NAME=USED/LIMIT, such as usd_per_month=412/500")
        fields[f"quota.{name}.used"], fields[f"quota.{name}.limit"] = used, limit
    return fields


def _command(stream: str, words: list[str]) -> list[str]:
    return ["redis-cli", "XADD", stream, "MAXLEN", "~", str(MOST_ENTRIES), "*", *words]


def _send(url: str, stream: str, fields: dict[str, str]) -> str:
    client = Redis.from_url(
        url,
        decode_responses=True,
        socket_timeout=_PATIENCE_S,
        socket_connect_timeout=_PATIENCE_S,
        retry=Retry(NoBackoff(), 0),
    )
    with client:
        entry = cast("dict[Any, Any]", fields)  # redis-py asks for any kind of word as a name
        return str(client.xadd(stream, entry, maxlen=MOST_ENTRIES, approximate=True))
