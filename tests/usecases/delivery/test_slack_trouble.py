"""Slack away, Slack busy, channels and messages that go: each has its answer."""

from itertools import pairwise

from redis.asyncio import Redis

from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.domain.desired.settle import Trouble, TroubleKind
from bot.domain.subscriptions import Subscription
from tests.usecases.delivery.test_killed import shown, told_once
from tests.usecases.delivery.world import World, a_world, story


async def shows(world: World, n: int) -> None:
    await world.until(lambda: all(shown(world, one) >= n for one in world.channels))
    await world.settled()


async def test_ten_minutes_without_slack_end_in_one_message_as_things_are_then(
    redis: Redis,
) -> None:
    async with a_world(redis) as world:
        opened, identified, resolved = story(world.time.clock)
        obstacle = world.slack.refuse("*", 503)
        world.page.incidents = (opened,)
        async with world.leading():
            await world.time.sleep(300)
            world.page.incidents = (identified,)
            await world.time.sleep(300)
            assert not world.said(world.channels[0])
            obstacle.left = 0
            await shows(world, 2)
            world.page.incidents = (resolved,)
            await shows(world, 3)

        for channel in world.channels:
            parts = [part.partition("-")[2] or part for part in world.parts(channel)]
            assert parts == ["root", "resolved"]
        # Asked again ever less often, and by one call at a time.
        refused = [one for one in world.slack.calls if one.error == "internal_error"]
        assert len(refused) < 60


async def test_a_storm_of_429_delays_and_loses_nothing(redis: Redis) -> None:
    async with a_world(redis) as world:
        async with world.leading():
            for n, incident in enumerate(story(world.time.clock), 1):
                world.slack.refuse("chat.postMessage", 429, times=15)
                world.slack.refuse("chat.update", 429, times=15)
                world.page.incidents = (incident,)
                await shows(world, n)

        for channel in world.channels:
            told_once(world, channel)
        refused = [one.at for one in world.slack.calls if one.error == "ratelimited"]
        assert len(refused) > 30
        # Each waited as long as it was asked to, and what was under way beside it counts once.
        assert all(b - a >= 1 or b - a < 0.5 for a, b in pairwise(refused))


async def test_a_closed_channel_is_told_once_tried_again_and_comes_back(redis: Redis) -> None:
    async with a_world(redis) as world:
        closed = world.slack.channel("general")
        closed.archived = True
        world.page.incidents = tuple(story(world.time.clock)[:1])
        async with world.leading():
            await world.until(lambda: bool(world.said("ops")))
            await world.time.sleep(1500)
            assert [*await RedisSubscriptions(redis).paused()] == [closed.id]
            closed.archived = False
            await world.until(
                lambda: world.time.clock.passed > 1500 and shown(world, closed.id) > 0
            )
            await world.settled()

        assert world.operators.news == [
            Trouble(TroubleKind.CHANNEL_CLOSED, closed.id, "is_archived")
        ]
        assert await RedisSubscriptions(redis).paused() == {}
        assert world.parts(closed.id) == world.parts("ops") == ["root"]


async def test_a_message_deleted_by_hand_is_posted_again_once(redis: Redis) -> None:
    async with a_world(redis) as world:
        world.channels = world.channels[:1]
        (channel,) = world.channels
        opened, identified, resolved = story(world.time.clock)
        async with world.leading():
            world.page.incidents = (opened,)
            await shows(world, 1)
            world.slack.channel(channel).messages.clear()
            world.page.incidents = (identified,)
            await shows(world, 2)
            assert world.parts(channel) == ["root"]
            world.slack.channel(channel).messages.clear()
            world.page.incidents = (resolved,)
            await world.settled()
            await world.time.sleep(120)

        assert world.said(channel) == []


async def test_who_subscribes_late_gets_what_is_open(redis: Redis) -> None:
    async with a_world(redis) as world:
        late = world.slack.workspace.open_channel("late", members={world.slack.workspace.bot.id})
        opened, identified, resolved = story(world.time.clock)
        async with world.leading():
            for n, incident in enumerate((opened, identified), 1):
                world.page.incidents = (incident,)
                await shows(world, n)
            await RedisSubscriptions(redis).put(Subscription(channel=late.id))
            await world.until(lambda: shown(world, late.id) == 2)
            world.channels = (*world.channels, late.id)
            world.page.incidents = (resolved,)
            await shows(world, 3)

        parts = [part.partition("-")[2] or part for part in world.parts(late.id)]
        assert parts == ["root", "resolved"]


async def test_without_the_right_to_look_it_is_rather_told_twice_than_never(redis: Redis) -> None:
    async with a_world(redis, scopes=()) as world:
        world.channels = world.channels[:1]
        world.slack.refuse("chat.postMessage", 500, times=1)
        world.page.incidents = tuple(story(world.time.clock)[:1])
        async with world.leading():
            await shows(world, 1)

        (heard,) = world.operators.news
        assert isinstance(heard, Trouble)
        assert (heard.kind, heard.says) == (TroubleKind.CANNOT_LOOK, "missing_scope")
        assert world.parts(world.channels[0]) == ["root"]
