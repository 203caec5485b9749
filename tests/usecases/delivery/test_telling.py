"""What the leader's work makes of a page that cannot be read, and of what is stored."""

import asyncio

from redis.asyncio import Redis

from bot.adapters.redis import leader_keys
from bot.adapters.redis.state import RedisState
from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.domain.desired.settle import Trouble, TroubleKind
from bot.domain.incidents.feed_read import FeedRead, GapReason, incomplete
from bot.domain.incidents.told import FeedNews, What
from bot.domain.subscriptions import Subscription
from tests.usecases.delivery.dying import Life
from tests.usecases.delivery.test_killed import shown
from tests.usecases.delivery.world import Page, a_world, story


class Unreadable(Page):
    async def read(self) -> FeedRead:
        return incomplete(GapReason.NO_ANSWER, "the page does not answer")


async def test_the_operators_hear_once_of_a_page_that_cannot_be_read(redis: Redis) -> None:
    async with a_world(redis) as world:
        world.page = Unreadable()
        async with world.leading():
            for _ in range(60):
                await world.time.sleep(60)

        (heard,) = world.operators.news
        assert isinstance(heard, FeedNews)
        assert heard.what is What.UNREADABLE
        assert world.said(world.channels[0]) == []


async def test_what_a_newer_release_stored_is_left_alone_and_told(redis: Redis) -> None:
    async with a_world(redis) as world:
        await redis.hset(leader_keys.state("incidents"), mapping={"revision": 7, "text": '{"v":9}'})
        world.page.incidents = tuple(story(world.time.clock)[:1])

        await asyncio.wait_for(world.lead(Life(world.time)), 5)

        (heard,) = world.operators.news
        assert isinstance(heard, Trouble)
        assert heard.kind is TroubleKind.UNREADABLE_STATE
        assert "version 9" in heard.says
        assert (await RedisState(redis).load("incidents")).revision == 7


async def test_who_unsubscribes_gets_no_more_and_what_was_not_posted_is_forgotten(
    redis: Redis,
) -> None:
    async with a_world(redis) as world:
        general, ops = world.channels
        world.slack.channel(ops).archived = True
        opened, identified, _ = story(world.time.clock)
        world.page.incidents = (opened,)
        async with world.leading():
            await world.until(lambda: shown(world, general) == 1)
            await world.settled()
            for channel in world.channels:
                nothing = Subscription(channel=channel, incidents=False, maintenance=False)
                await RedisSubscriptions(redis).put(nothing)
            await world.settled()
            world.slack.channel(ops).archived = False
            world.page.incidents = (identified,)
            await world.until(lambda: shown(world, general) == 2)
            await world.settled()

        assert world.parts(general) == ["root"]
        assert world.parts(ops) == []
        assert [one.channel for one in await RedisState(redis).delivered()] == [general]
