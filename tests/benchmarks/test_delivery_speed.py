"""Two hundred channels get an incident with no more than Slack's limits in the way.

The local Slack holds its paces as Slack does; the time is this machine's own.
"""

import asyncio
from datetime import timedelta
from statistics import quantiles

import aiohttp
import pytest
from redis.asyncio import Redis

from bot.adapters.clock import SystemClock
from bot.adapters.redis.connection import connect
from bot.adapters.redis.lease import RedisLease
from bot.adapters.redis.state import RedisState
from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.adapters.slack_messages import SlackMessages, one_try_client
from bot.domain.secret import Secret
from bot.domain.subscriptions import Subscription
from bot.sandbox.redis_server import RedisServer
from bot.sandbox.slack.server import SCOPES, LocalSlack
from bot.sandbox.slack.workspace import Channel
from bot.slack.bolt import quiet_logger
from bot.usecases.lead import Lead
from bot.usecases.tell import Tell
from bot.usecases.tell_incidents import TellIncidents
from bot.usecases.watch_status import WatchStatus
from bot.views.incident import render
from tests.domain.incidents.building import an_incident, an_update
from tests.usecases.delivery.world import SEARCH, Heard, Page

CHANNELS = 200

pytestmark = pytest.mark.bench


async def test_two_hundred_channels_get_an_incident() -> None:
    async with (
        RedisServer() as server,
        connect(server.url) as redis,
        LocalSlack(scopes=(*SCOPES, "channels:history")) as slack,
        aiohttp.ClientSession() as http,
    ):
        assert isinstance(redis, Redis)
        bot = slack.workspace.bot.id
        rooms = [slack.workspace.open_channel(f"c{n}", members={bot}) for n in range(CHANNELS)]
        for room in rooms:
            await RedisSubscriptions(redis).put(Subscription(channel=room.id))
        work = the_work(redis, slack, http)
        loop = asyncio.get_running_loop()
        started = loop.time()
        leading = asyncio.create_task(Lead(RedisLease(redis, SystemClock()), work).run())
        first = await until_each_has(slack, rooms, 1) - started
        second = await until_each_has(slack, rooms, 2) - started
        leading.cancel()
        await asyncio.wait({leading})

    report(slack, rooms, first, second)
    assert first < 2
    assert second < 4


def the_work(redis: Redis, slack: LocalSlack, http: aiohttp.ClientSession) -> Tell:
    clock = SystemClock()
    client = one_try_client(
        token=Secret(slack.bot_token),
        base_url=slack.api_url,
        session=http,
        logger=quiet_logger(),
    )
    begun = clock.now() - timedelta(minutes=1)
    mild = an_incident(an_update(when=begun), id="MILD", made=begun)
    bad = an_incident(an_update(when=begun), id="BAD", made=begun, components=[SEARCH])
    return Tell(
        tellers=(TellIncidents(watch=WatchStatus(Page((mild, bad)), clock), poll_s=60),),
        state=RedisState(redis),
        subscriptions=RedisSubscriptions(redis),
        announcer=SlackMessages(client, render),
        operators=Heard(),
        clock=clock,
    )


def report(slack: LocalSlack, rooms: list[Channel], first: float, second: float) -> None:
    posts = [call for call in slack.calls if call.name == "chat.postMessage"]
    order = [call.sent["metadata"]["event_payload"]["id"].split("/")[1] for call in posts]
    gaps = sorted(
        later - earlier
        for room in rooms
        for earlier, later in [sorted(c.at for c in posts if c.sent["channel"] == room.id)]
    )
    print(f"\n{CHANNELS} channels: the worst incident everywhere after {first:.2f} s,")
    print(f"the second one, a second later by Slack's limit, after {second:.2f} s;")
    print(f"between two posts of a channel {gaps[0]:.2f} to {quantiles(gaps, n=20)[-1]:.2f} s")
    assert order[:CHANNELS] == ["BAD"] * CHANNELS
    assert len(posts) == 2 * CHANNELS
    assert gaps[0] >= 1


async def until_each_has(slack: LocalSlack, rooms: list[Channel], many: int) -> float:
    await slack.until(lambda: all(len(room.messages) >= many for room in rooms), 20)
    return asyncio.get_running_loop().time()
