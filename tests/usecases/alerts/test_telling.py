"""A service fails, people see to it, and it is over."""

from redis.asyncio import Redis

from bot.domain.alerts.alert import Deed
from tests.usecases.alerts.world import CHECKOUT, an_alert_world


async def test_a_service_fails_is_seen_to_and_recovers(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        general = world.channels[0]
        world.counted.goes(CHECKOUT, 20, server_error=10)
        async with world.leading():
            await world.until(lambda: bool(world.said(general)))
            await world.passes(1)
            assert "checkout → gpt-5" in world.head(general)
            assert "50 % errors" in world.head(general)

            await world.act(Deed.ACKNOWLEDGE)
            await world.until(lambda: "acknowledged" in world.head(general))

            world.counted.goes(CHECKOUT, 200)
            await world.passes(15)
            await world.until(lambda: "Over" in world.head(general))
            await world.settled()

        for channel in world.channels:
            root, *replies = world.said(channel)
            assert [one["thread_ts"] for one in replies] == [root["ts"]] * len(replies)
            assert [one.split("\n")[0].split(",")[0] for one in world.replies(channel)] == []
