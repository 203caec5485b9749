"""The running bot tells channels of incidents: from the page to the thread."""

from time import perf_counter

from bot.sandbox.redis_server import RedisServer
from tests.slack.incident_world import watched
from tests.slack.world import until


async def test_an_incident_is_one_message_and_its_thread(way: str, redis_url: str) -> None:
    async with watched(way, redis_url, incident_channels=["ops"]) as here:
        await here.read()
        started = perf_counter()
        here.status.open()
        await here.channel_tells("ops", "Investigating")
        took = perf_counter() - started
        here.status.update()
        await here.channel_tells("ops", "Identified")
        here.status.resolve()
        said = await here.channel_tells("ops", "It lasted")

    root, *replies = said
    assert took < 1 + 2  # one poll and two seconds
    assert root.startswith("✅ *Resolved*")
    assert "partial outage: Chat Completions, Responses" in root
    assert [one.split("*")[1] for one in replies] == ["Identified", "Resolved"]


async def test_what_was_over_before_the_start_is_not_told(redis_url: str) -> None:
    async with watched(redis_url=redis_url, incident_channels=["ops"]) as here:
        await here.read()

        assert here.said("ops") == []


async def test_an_incident_that_reopens_keeps_its_message(redis_url: str) -> None:
    async with watched(redis_url=redis_url, incident_channels=["ops"]) as here:
        await here.read()
        here.status.open()
        await here.channel_tells("ops", "Investigating")
        here.status.resolve()
        await here.channel_tells("ops", "It lasted")
        here.status.reopen()
        await here.channel_tells("ops", "The errors have come back")
        said = await here.channel_tells("ops", "🟠 *Identified*")

    assert len([one for one in said if "Elevated error rates" in one]) == 1


async def test_a_redis_that_comes_back_finds_the_bot_telling(way: str) -> None:
    async with RedisServer() as redis, watched(way, redis.url, incident_channels=["ops"]) as here:
        await here.read()
        await redis.stop()
        here.status.open()
        told = await here.told(here.world.alice, "status")
        await redis.start()

        said = await here.channel_tells("ops", "Investigating", 20)

    assert "I cannot tell how OpenAI is: Redis does not answer" in told
    assert len(said) == 1


async def test_a_slack_that_is_away_hears_of_it_later_and_once(redis_url: str) -> None:
    async with watched(redis_url=redis_url, incident_channels=["ops"]) as here:
        await here.read()
        refused = here.world.slack.refuse("chat.postMessage", 429, times=2)
        here.status.open()

        said = await here.channel_tells("ops", "Investigating", 12)

    assert refused.left == 0
    assert len(said) == 1


async def test_a_feed_that_cannot_be_read_is_told_to_the_operators_and_in_the_status(
    redis_url: str,
) -> None:
    async with watched(redis_url=redis_url, admins=["ada"]) as here:
        await here.read()
        here.status.broken = True

        await here.world.slack.until(lambda: here.ada.dms, 15)
        told = await here.told(here.world.alice, "status")

    assert "OpenAI's status feed cannot be read since" in here.ada.dms[0]["text"]
    assert "⚠️ *I cannot read OpenAI's status feed since" in told
    assert "OpenAI reports no incident" in told


async def test_the_lease_is_given_up_at_the_end(redis_url: str) -> None:
    async with watched(redis_url=redis_url) as first:
        await first.read()
    started = perf_counter()
    async with watched(redis_url=redis_url) as second:

        async def has_read() -> bool:
            return "Last read" in await second.told(second.world.alice, "status")

        await until(has_read)

    assert perf_counter() - started < 5  # the lease alone would last eight
