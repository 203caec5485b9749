"""Two replicas, as processes of their own: everything is told once, whoever is killed."""

import asyncio
import json
from contextlib import AsyncExitStack
from pathlib import Path
from time import perf_counter

import redis

from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.slack.server import LocalSlack
from bot.sandbox.status_page import LocalStatusPage
from tests.slack.world import until
from tests.system.process import serve, settings_for, until_ready

LEASE = "openai-diagnose:{leader}:lease"
DELIVERED = "openai-diagnose:{leader}:delivered"
READ = "openai-diagnose:{leader}:state:incidents"


async def test_the_leader_is_killed_and_nothing_is_lost_or_told_twice(
    redis_url: str, tmp_path: Path
) -> None:
    async with (
        LocalSlack() as slack,
        LocalOpenAI() as openai,
        LocalStatusPage() as status,
        AsyncExitStack() as replicas,
    ):
        store = replicas.enter_context(redis.Redis.from_url(redis_url, decode_responses=True))
        settings = {
            "STATUS_FEED_URL": status.feed_url,
            "STATUS_SUMMARY_URL": status.summary_url,
            "STATUS_POLL_SECONDS": "1",
            "INCIDENT_CHANNELS": slack.channel("ops").id,
        }

        async def start() -> asyncio.subprocess.Process:
            own = settings_for(slack, openai, redis_url) | settings
            process = await replicas.enter_async_context(serve(own, tmp_path))
            await until_ready(own["PORT"])
            return process

        first = await start()

        async def has_read() -> bool:
            return bool(store.exists(READ))

        await until(has_read)
        term = store.get(LEASE)
        await start()
        status.open()
        await slack.until(lambda: len(slack.messages("ops")) == 1, 5)

        async def is_written_down() -> bool:
            records = [json.loads(one) for one in store.hvals(DELIVERED)]
            return [one["attempt"] for one in records if one["root"]] == [None]

        await until(is_written_down)  # killed before that, its heir waits longer, and looks
        first.kill()
        killed = perf_counter()
        status.update()
        status.resolve()
        await slack.until(lambda: len(slack.messages("ops")) > 1, 15)
        took = perf_counter() - killed
        heir = store.get(LEASE)

        said = [one["text"] for one in slack.messages("ops")]

    assert heir not in {None, term}
    assert took < 10 + 3  # the other leads within ten seconds, then looks and posts
    assert len(said) == 2
    assert "Resolved" in said[0]
    assert "Resolved" in said[1]
