"""A service fails, people see to it, and it is over."""

from datetime import timedelta

from redis.asyncio import Redis

from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.domain.alerts.alert import Deed
from bot.domain.incidents.incident import Component
from bot.domain.incidents.states import Impact
from bot.domain.subscriptions import Subscription
from bot.domain.windows.series import Series
from tests.domain.incidents.building import an_incident, an_update
from tests.usecases.alerts.world import CHECKOUT, AlertWorld, an_alert_world

CHAT = Component(name="Chat Completions", impact=Impact.PARTIAL_OUTAGE, groups=("APIs",))


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
            await world.settled()

            world.counted.goes(CHECKOUT, 200)
            await world.passes(15)
            await world.until(lambda: "Over" in world.head(general))
            await world.settled()

        for channel in world.channels:
            root, *replies = world.said(channel)
            assert [one["thread_ts"] for one in replies] == [root["ts"]] * len(replies)
            assert kinds(world, channel) == [
                "root",
                "chart",
                "acknowledged",
                "resolved",
                "chart-over",
            ]


def kinds(world: AlertWorld, channel: str) -> list[str]:
    """The parts without the revisions that tell two of a kind apart."""
    return [one.lstrip("0123456789").removeprefix("-") for one in world.parts(channel)]


async def test_it_is_edited_now_and_then_and_not_at_each_look(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        world.channels = world.channels[:1]
        world.counted.goes(CHECKOUT, 20, server_error=10)
        async with world.leading():
            await world.until(lambda: bool(world.said(world.channels[0])))
            await world.passes(1)
            edits = edits_of(world)
            for n in range(60):
                world.counted.goes(CHECKOUT, 20, server_error=8 + n % 5)
                await world.time.sleep(10)

        assert 10 < edits_of(world) - edits <= 61


def edits_of(world: AlertWorld) -> int:
    return sum(call.name == "chat.update" for call in world.slack.calls)


async def test_three_services_at_once_are_one_message(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        general = world.channels[0]
        for name in ("a", "b", "c"):
            world.counted.goes(Series(name, "gpt-5"), 20, server_error=10)
        async with world.leading():
            await world.until(lambda: bool(world.said(general)))
            await world.settled()

        roots = [one for one in world.said(general) if not one.get("thread_ts")]
        assert len(roots) == 1
        assert "all services → gpt-5" in roots[0]["text"]
        assert "a → gpt-5" in roots[0]["text"]


async def test_while_openai_has_an_incident_it_is_told_in_its_thread(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        general = world.channels[0]
        both = Subscription(channel=general, alerts=True)
        await RedisSubscriptions(redis).put(both)
        world.channels = (general,)
        begun = world.time.clock.now()
        opened = an_incident(an_update(when=begun), made=begun, components=[CHAT])
        world.page.incidents = (opened,)
        async with world.leading():
            await world.until(lambda: bool(world.said(general)))
            world.counted.goes(CHECKOUT, 20, server_error=10)
            await world.until(lambda: len(world.said(general)) > 1)
            await world.settled()
            incident, *replies = world.said(general)
            assert {one["thread_ts"] for one in replies} == {incident["ts"]}
            assert "checkout" in replies[0]["text"]

            over = an_update("Resolved", begun + timedelta(minutes=9), "All is well.")
            world.page.incidents = (
                an_incident(an_update(when=begun), over, made=begun, components=[CHAT]),
            )
            await world.passes(3)
            await world.settled()

        own = [one for one in world.said(general) if not one.get("thread_ts")][1:]
        assert ["checkout → gpt-5" in one["text"] for one in own] == [True]


async def test_critical_calls_people_by_name_once(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        general = world.channels[0]
        world.channels = (general,)
        alice = world.slack.person("alice").id
        await RedisSubscriptions(redis).put(
            Subscription(channel=general, alerts=True, incidents=False, mentions=(alice,))
        )
        world.counted.goes(CHECKOUT, 50, server_error=8)
        async with world.leading():
            await world.until(lambda: bool(world.said(general)))
            assert f"<@{alice}>" not in world.said(general)[0]["text"]
            world.counted.goes(CHECKOUT, 50, server_error=50)
            await world.passes(4)
            await world.settled()

        calling = [one for one in world.said(general)[1:] if f"<@{alice}>" in one["text"]]
        assert len(calling) == 1
        assert "Got worse" in calling[0]["text"]


async def test_a_silenced_service_is_not_told_of_until_the_silence_ends(redis: Redis) -> None:
    async with an_alert_world(redis) as world:
        general = world.channels[0]
        world.counted.goes(CHECKOUT, 20, server_error=10)
        world.counted.goes(Series("search", "gpt-5"), 200)
        async with world.leading():
            await world.until(lambda: bool(world.said(general)))
            until = world.time.clock.now() + timedelta(minutes=30)
            await world.act(Deed.SILENCE, alert="service/search", until=until)
            await world.passes(1)
            world.counted.goes(Series("search", "gpt-5"), 200, server_error=180)
            await world.passes(20)
            assert not any("search → " in one["text"] for one in world.said(general))
            await world.passes(12)
            await world.settled()

        assert any("search → " in one["text"] for one in world.said(general))
