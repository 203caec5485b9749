"""Redis: is it there, is it new enough, and may the bot use streams?"""

import asyncio
import re
from collections.abc import Iterable
from typing import Any, Final

from redis import exceptions
from redis.asyncio import Redis, RedisCluster

from bot.cli.reach.seen import SECONDS, Seen, bad, fine
from bot.settings import Settings

OLDEST: Final = (6, 2)
_ABOUT: Final = "Redis"
_ACL: Final = "give it the rights that docs/install.md lists under “Redis”"
_TRIED: Final = "openai-diagnose:config"  # its own key, gone again at once


async def look(settings: Settings) -> list[Seen]:
    """Ask its version, and try a stream."""
    url = settings.redis_url
    try:
        client = _client(url.reveal())
        try:
            async with asyncio.timeout(SECONDS):  # for all of it: the client tries again by itself
                return [await _version(client), await _streams(client, settings.report_streams)]
        finally:
            await client.aclose()
    except (exceptions.RedisError, exceptions.RedisClusterException, OSError, ValueError) as error:
        return [_trouble(url.masked, error)]


def _trouble(address: str, error: Exception) -> Seen:
    match error:
        case exceptions.NoPermissionError():
            return bad(_ABOUT, f"{address}: this user may not do all that the bot does", _ACL)
        case exceptions.AuthenticationError():
            do = "put the user and password into REDIS_URL: redis://user:password@host:6379/0"
            return bad(_ABOUT, f"{address} wants another user or password", do)
        case exceptions.ResponseError() if "HELLO" in str(error):
            return _too_old("version 5 or older")
        case exceptions.RedisClusterException():
            do = "write redis:// if it is a single server; else look at the cluster's nodes"
            return bad(_ABOUT, f"{address} is no cluster that answers", do)
        case _:
            do = "start it (redis-server), or set REDIS_URL to the one that runs"
            return bad(_ABOUT, f"{address} cannot be reached", do)


def _too_old(version: str) -> Seen:
    return bad(_ABOUT, f"{version} is too old", "install Redis 6.2 or newer, or Valkey")


def _client(url: str) -> Any:  # noqa: ANN401  # the two clients share no type
    limits: dict[str, Any] = {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS}
    if "+cluster://" in url:
        return RedisCluster.from_url(url.replace("+cluster", "", 1), **limits)
    return Redis.from_url(url, **limits)


async def _version(client: Any) -> Seen:  # noqa: ANN401
    info = await client.info("server")
    one = info if "redis_version" in info else next(iter(info.values()))
    version = str(one["redis_version"])
    if tuple(int(part) for part in re.findall(r"\d+", version)[:2]) < OLDEST:
        return _too_old(f"version {version}")
    return fine(_ABOUT, f"version {version}")


async def _streams(client: Any, reports: Iterable[str]) -> Seen:  # noqa: ANN401
    try:
        await client.xadd(_TRIED, {"tried": "1"}, maxlen=1)
        await client.delete(_TRIED)
        await client.eval("return 1", 0)
        for stream in reports:
            await client.xlen(stream)
    except exceptions.ResponseError:
        return bad("Redis: streams", "this user may not do all that the bot does", _ACL)
    return fine("Redis: streams", "can be written")
