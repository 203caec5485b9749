"""Two replicas, as processes of their own: everything is told once, whoever is killed."""

import json
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


class Store:
    """What the replicas keep in Redis, as far as a test looks at it."""

    def __init__(self, url: str) -> None:
        self.redis = redis.Redis.from_url(url, decode_responses=True)

    async def has_read(self) -> bool:
        return bool(self.redis.exists(READ))

    async def is_written_down(self) -> bool:
        records = [json.loads(one) for one in self.redis.hvals(DELIVERED)]
        return [one["attempt"] for one in records if one["root"]] == [None]

    @property
    def term(self) -> str | None:
        held = self.redis.get(LEASE)
        return None if held is None else str(held)


def settings(
    slack: LocalSlack, openai: LocalOpenAI, status: LocalStatusPage, redis_url: str
) -> dict[str, str]:
    return settings_for(slack, openai, redis_url) | {
        "STATUS_FEED_URL": status.feed_url,
        "STATUS_SUMMARY_URL": status.summary_url,
        "STATUS_POLL_SECONDS": "1",
        "INCIDENT_CHANNELS": slack.channel("ops").id,
    }


async def test_the_leader_is_killed_and_nothing_is_lost_or_told_twice(
    redis_url: str, tmp_path: Path
) -> None:
    store = Store(redis_url)
    async with LocalSlack() as slack, LocalOpenAI() as openai, LocalStatusPage() as status:
        one, two = (settings(slack, openai, status, redis_url) for _ in range(2))
        async with serve(one, tmp_path) as first:
            await until_ready(one["PORT"])
            await until(store.has_read)
            term = store.term
            async with serve(two, tmp_path):
                await until_ready(two["PORT"])
                status.open()
                await slack.until(lambda: len(slack.messages("ops")) == 1, 5)
                await until(store.is_written_down)  # killed before that, its heir looks first

                first.kill()
                killed = perf_counter()
                status.update()
                status.resolve()
                await slack.until(lambda: len(slack.messages("ops")) > 1, 15)
                took, heir = perf_counter() - killed, store.term
        said = [message["text"] for message in slack.messages("ops")]
    store.redis.close()

    assert heir not in {None, term}
    assert took < 10 + 3  # the other leads within ten seconds, then looks and posts
    assert len(said) == 2
    assert all("Resolved" in text for text in said)
