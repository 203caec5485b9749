"""A diagnosis and the incidents: what a check says meanwhile, and who hears of one later."""

import json

import redis

from bot.sandbox.openai import answers
from bot.sandbox.sample_keys import WORKING_KEY
from bot.sandbox.slack.person import Person
from bot.sandbox.slack.render import render_text
from tests.slack.incident_world import Watched, watched


async def checked(here: Watched) -> str:
    alice = await here.world.check()
    told = alice.modal_text
    await alice.close_modal()
    return told


def notes(person: Person) -> list[str]:
    return [render_text(one) for one in person.dms]


async def test_an_error_during_an_incident_is_not_the_keys(way: str, redis_url: str) -> None:
    async with watched(way, redis_url, incident_channels=["ops"]) as here:
        await here.read()
        here.status.open()
        await here.channel_tells("ops", "Investigating")
        here.world.openai.down = answers.SERVER_ERROR
        told = await checked(here)

    assert "❌ OpenAI has trouble" in told
    assert "It is not your key: OpenAI reports “Elevated error rates”" in told
    assert "on Chat Completions, Responses, since" in told
    assert "1. Wait, and follow the incident: " in told


async def test_an_incident_without_an_error_is_no_verdict(redis_url: str) -> None:
    async with watched(redis_url=redis_url, incident_channels=["ops"]) as here:
        await here.read()
        here.status.open()
        await here.channel_tells("ops", "Investigating")
        told = await checked(here)

    assert "✅ The key works" in told
    assert "OpenAI reports an incident: “Elevated error rates”" in told


async def test_who_checked_in_vain_hears_of_the_incident_once(way: str, redis_url: str) -> None:
    async with watched(way, redis_url) as here:
        await here.read()
        here.world.openai.down = answers.SERVER_ERROR
        await checked(here)
        await checked(here)
        here.status.open()
        alice = here.world.alice
        await here.world.slack.until(lambda: alice.dms)
        here.status.update()
        here.status.resolve()
        here.status.reopen()
        while "Identified" not in await here.told(alice, "status"):
            continue
        with redis.Redis.from_url(redis_url, decode_responses=True) as store:
            kept = json.dumps(store.zrange("openai-diagnose:{leader}:unsettled", 0, -1))
            lasts = store.ttl("openai-diagnose:{leader}:unsettled")

        (note,) = notes(alice)
    assert "so it is most likely not your key" in note
    assert "Elevated error rates" in note
    assert WORKING_KEY.key[-4:] not in kept
    assert 0 < lasts <= 3600


async def test_who_had_a_verdict_is_left_alone(redis_url: str) -> None:
    async with watched(redis_url=redis_url, incident_channels=["ops"]) as here:
        await here.read()
        await checked(here)
        here.status.open()
        await here.channel_tells("ops", "Investigating")

        assert notes(here.world.alice) == []
