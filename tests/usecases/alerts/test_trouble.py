"""Slack away, busy or hanging, clocks that jump, a leader that changes in the middle."""

from datetime import timedelta

from redis.asyncio import Redis

from bot.domain.alerts.alert import Deed
from bot.domain.windows.sums import Sums
from tests.usecases.alerts.test_killed import OFF
from tests.usecases.alerts.test_telling import kinds
from tests.usecases.alerts.world import CHECKOUT, AlertWorld, an_alert_world


def said(world: AlertWorld) -> list[str]:
    (channel,) = world.channels
    return [one for one in kinds(world, channel) if not one.startswith("chart")]


async def over(world: AlertWorld) -> None:
    world.rules.texts, world.rules.changes = {"": OFF}, 1
    await world.until(lambda: "Over" in world.head(world.channels[0]))
    await world.settled()


async def test_ten_minutes_without_slack_delay_and_end_in_one_message_as_things_are(
    redis: Redis,
) -> None:
    async with an_alert_world(redis) as world:
        world.channels = world.channels[:1]
        obstacle = world.slack.refuse("*", 503)
        world.counted.goes(CHECKOUT, 20, server_error=10)
        async with world.leading():
            await world.passes(5)
            await world.act(Deed.ACKNOWLEDGE)
            await world.passes(5)
            assert not world.said(world.channels[0])
            obstacle.left = 0
            await world.until(lambda: bool(world.said(world.channels[0])))
            assert "acknowledged" in world.head(world.channels[0])
            await over(world)

    assert said(world) == ["root", "resolved"]


async def test_what_was_over_before_slack_came_back_is_told_all_the_same(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        world.channels = world.channels[:1]
        obstacle = world.slack.refuse("*", 503)
        world.counted.goes(CHECKOUT, 20, server_error=10)
        async with world.leading():
            await world.passes(1)
            world.rules.texts, world.rules.changes = {"": OFF}, 1
            await world.passes(9)
            obstacle.left = 0
            await world.until(lambda: "Over" in world.head(world.channels[0]))
            await world.settled()

    assert said(world) == ["root"]


async def test_a_storm_of_429_delays_and_loses_nothing(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        world.channels = world.channels[:1]
        for method in ("chat.postMessage", "chat.update"):
            world.slack.refuse(method, 429, times=15)
        world.counted.goes(CHECKOUT, 20, server_error=10)
        async with world.leading():
            await world.until(lambda: bool(world.said(world.channels[0])))
            for method in ("chat.postMessage", "chat.update"):
                world.slack.refuse(method, 429, times=15)
            await world.act(Deed.ACKNOWLEDGE)
            await world.until(lambda: "acknowledged" in said(world))
            await over(world)

    assert said(world) == ["root", "acknowledged", "resolved"]


async def test_a_post_that_hangs_and_was_done_is_found_and_not_made_again(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        world.channels = world.channels[:1]
        world.slack.swallow("chat.postMessage")
        world.counted.goes(CHECKOUT, 20, server_error=10)
        async with world.leading():
            await world.until(lambda: bool(world.said(world.channels[0])))
            world.slack.swallow()
            await world.until(lambda: "chart" in world.parts(world.channels[0]), 20)
            await over(world)

    assert said(world) == ["root", "resolved"]


async def test_a_clock_that_jumps_an_hour_back_or_ahead_tells_nothing_anew(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        world.channels = world.channels[:1]
        world.counted.goes(CHECKOUT, 20, server_error=10)
        async with world.leading():
            await world.until(lambda: bool(world.said(world.channels[0])))
            world.time.clock.time -= timedelta(hours=1)
            await world.passes(2)
            world.time.clock.time += timedelta(hours=2)
            await world.passes(2)
            world.time.clock.time -= timedelta(hours=1)
            await world.passes(2)
            assert len(await world.alerts()) == 1
            await over(world)

    assert "root" in said(world)
    assert said(world).count("root") == said(world).count("resolved") == 1


async def test_a_leader_change_in_the_middle_of_the_hold_goes_on_with_it(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        world.channels = world.channels[:1]
        world.counted.goes(CHECKOUT, 20, server_error=10)
        async with world.leading():
            await world.until(lambda: bool(world.said(world.channels[0])))
            world.counted.goes(CHECKOUT, 400)
            await until_clear(world)
            (alert,) = await world.alerts()
            since = alert.clear_since
            assert since is not None
        async with world.leading():
            await world.until(lambda: "Over" in world.head(world.channels[0]))
            await world.settled()

        (alert,) = await world.alerts()
        assert alert.clear_since == since
        assert alert.resolved is not None
        assert timedelta(minutes=5) <= alert.resolved - since < timedelta(minutes=6)
    assert said(world) == ["root", "resolved"]


async def until_clear(world: AlertWorld) -> None:
    for _ in range(200):
        await world.time.sleep(5)
        alerts = await world.alerts()
        if alerts and alerts[0].clear_since is not None:
            return
    raise AssertionError("never clear")


async def test_what_failed_while_nobody_led_and_is_well_again_is_not_told(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        world.channels = world.channels[:1]
        now = int(world.time.clock.now().timestamp()) // 10 * 10
        for slot in range(now - 3600, now, 10):
            failed = {"server_error": 15} if now - 2400 <= slot < now - 1500 else {}
            world.counted.slots[CHECKOUT, slot * 1000] = Sums(20, failed)
        world.counted.goes(CHECKOUT, 20)
        async with world.leading():
            await world.passes(3)

        assert world.said(world.channels[0]) == []
        assert await world.alerts() == []
