"""A canary key and the canary tokens of the bot go down every path; nobody sees them again.

All the stories of `tests.canary` happen in one world, over both ways of delivery, and two
things listen with the log at DEBUG: `unmasked` hears every record as the program made it,
`written` the lines as `bot.logs` writes them. Redis, Slack and the HTTP port are read too.
"""

import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
import redis
import structlog

from bot.logs import set_up
from bot.sandbox.sample_keys import NOWHERE
from tests.builders import CANARY
from tests.canary import (
    STORIES,
    canary_account,
    it_is_typed_where_it_does_not_belong,
    it_works_and_is_copied_and_shared,
    shown,
    somebody_forges_a_request,
    the_checks_are_used_up,
)
from tests.slack.world import HTTP, NO_REDIS, SOCKET, World, a_world


def said_by_the_bot(world: World) -> str:
    """Every call and every acknowledgement; what people sent to the bot is theirs."""
    calls = world.slack.calls
    return "\n".join(
        json.dumps([one.name, one.sent if one.from_bot else "", one.answer], default=str)
        for one in calls
        if one.kind != "socket"
    )


def kept(url: str) -> str:
    """Everything that is in Redis."""
    read = {
        "string": lambda client, key: client.get(key),
        "hash": lambda client, key: client.hgetall(key),
        "list": lambda client, key: client.lrange(key, 0, -1),
        "set": lambda client, key: client.smembers(key),
        "zset": lambda client, key: client.zrange(key, 0, -1, withscores=True),
        "stream": lambda client, key: client.xrange(key),
    }
    with redis.Redis.from_url(url, decode_responses=True) as client:
        return "\n".join(
            f"{key}: {read[client.type(key)](client, key)}" for key in client.scan_iter("*")
        )


class Log:
    """`unmasked`: each record as it was made; `written`: the lines as operators get them."""

    def __init__(self) -> None:
        self.written, self.unmasked = io.StringIO(), io.StringIO()
        set_up("DEBUG", "json", self.written)
        logging.root.addHandler(logging.StreamHandler(self.unmasked))


@pytest.fixture
def log() -> Iterator[Log]:
    root = logging.root
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in root.manager.loggerDict}
    yield Log()
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in root.manager.loggerDict:
        logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@asynccontextmanager
async def a_listening_world(way: str, redis_url: str, **changes: str) -> AsyncIterator[World]:
    """A world in which the guard hears and the canary has an account; all is looked at after."""
    async with a_world(
        way, redis_url, admins=["ada"], **{"OPENAI_ALLOWED_BASE_URLS": NOWHERE} | changes
    ) as world:
        world.slack.events.subscribed |= {"message.channels"}
        canary_account(world)
        yield world
        for path in ("/healthz", "/readyz", "/metrics"):
            assert not shown((await world.get(path))[1])
    assert CANARY in {request.key for request in world.openai.requests}, "the canary never flew"
    assert not shown(said_by_the_bot(world))


@pytest.fixture(params=[SOCKET, HTTP])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_nobody_sees_a_secret_again(way: str, redis_url: str, log: Log) -> None:
    async with a_listening_world(way, redis_url, CHECKS_PER_HOUR="1000") as world:
        for story in STORIES:
            canary_account(world)
            await story(world)
            assert not shown(log.unmasked.getvalue()), story.__name__
            assert not shown(said_by_the_bot(world)), story.__name__
            assert not shown(kept(redis_url)), story.__name__
    assert log.written.getvalue()
    assert not shown(log.written.getvalue() + log.unmasked.getvalue())


async def test_nor_when_the_checks_are_used_up(way: str, redis_url: str, log: Log) -> None:
    async with a_listening_world(way, redis_url, CHECKS_PER_HOUR="1") as world:
        await the_checks_are_used_up(world)
    assert kept(redis_url)
    assert not shown(kept(redis_url) + log.unmasked.getvalue())


async def test_nor_when_redis_is_away(way: str, log: Log) -> None:
    async with a_listening_world(way, NO_REDIS) as world:
        for story in (it_works_and_is_copied_and_shared, it_is_typed_where_it_does_not_belong):
            await story(world)
    assert "ConnectionError" in log.unmasked.getvalue()
    assert not shown(log.unmasked.getvalue())


async def test_nor_in_the_lines_of_libraries_that_nothing_holds_back(way: str, log: Log) -> None:
    """The second net: frames, headers and bodies are logged, and masked as they are written."""
    async with a_listening_world(way, NO_REDIS) as world:
        for name in logging.root.manager.loggerDict:
            logging.getLogger(name).setLevel(logging.DEBUG)
        await it_works_and_is_copied_and_shared(world)
        await somebody_forges_a_request(world)
    assert shown(log.unmasked.getvalue()) or way == HTTP, "the libraries print no frames any more"
    assert not shown(log.written.getvalue())
