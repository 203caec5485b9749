"""`status`: how OpenAI is, for one person, and shown to a channel at the press of a button."""

from bot.sandbox.slack.render import render_text
from tests.slack.incident_world import watched
from tests.slack.world import World


async def test_a_quiet_day(way: str, redis_url: str) -> None:
    async with watched(way, redis_url) as here:
        await here.read()
        told = await here.told(here.world.alice, "status")

    assert told.startswith("✅ *OpenAI reports no incident.*")
    assert "all 6 operational" in told
    assert "*The last 30 days*\n···" in told


async def test_an_open_incident_with_what_it_hits(redis_url: str) -> None:
    async with watched(redis_url=redis_url, incident_channels=["ops"]) as here:
        await here.read()
        here.status.open()
        await here.channel_tells("ops", "Investigating")
        told = await here.told(here.world.alice, "status")

    assert "🟠 *Investigating* · partial outage" in told
    assert "We are investigating elevated error rates." in told
    assert "partial outage: Chat Completions, Responses; 4 operational" in told
    assert "▅\n" in told


async def test_it_is_posted_where_the_bot_is_no_member(way: str, redis_url: str) -> None:
    async with watched(way, redis_url) as here:
        await here.read()
        alice = here.world.alice
        await here.told(alice, "status", "random")
        await alice.click("status_post")
        (posted,) = await here.channel_tells("random", "OpenAI reports no incident")

    assert f"<@{alice.id}> asked with" in posted
    assert "Post here" not in posted


async def test_without_redis_nothing_is_claimed(world: World) -> None:
    alice = world.alice
    await alice.command("/openai-diagnose", "status")
    await world.slack.until(lambda: alice.ephemerals)

    told = render_text(alice.ephemerals[-1].message)
    assert told.startswith("I cannot tell how OpenAI is: Redis does not answer")
    assert "no incident" not in told
