"""Two replicas, as processes of their own: what they tell of themselves, and when they stand still."""

import json
import signal
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import redis
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.metrics import METRICS, OTHER
from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.sample_keys import WORKING_KEY
from bot.sandbox.slack.server import LocalSlack
from tests.slack.world import COMMAND, HTTP, SOCKET, until
from tests.system.process import serve, settings_for, until_ready

LEADER = "openai-diagnose:{leader}:"
OFTEN = {"auth.test", "apps.connections.open"}  # asked by the bot itself


async def get(port: str, path: str) -> str:
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"http://127.0.0.1:{port}{path}") as response,
    ):
        return await response.text()


async def measured(port: str) -> dict[str, float]:
    """The sums over all labels."""
    sums = dict[str, float]()
    for family in text_string_to_metric_families(await get(port, "/metrics")):
        for sample in family.samples:
            assert OTHER not in sample.labels.values()
            sums[sample.name] = sums.get(sample.name, 0) + sample.value
    return sums


def check_the_log(lines: list[dict[str, Any]]) -> None:
    """A command and a submission were all there was."""
    requests: dict[str, list[str]] = {}
    for line in lines:
        if "request" in line:
            requests.setdefault(line["request"], []).append(line["event"])
        else:
            method = line["event"].removeprefix("slack ").partition(":")[0]
            assert not line["event"].startswith("slack ") or method in OFTEN
    command, submission = requests.values()
    assert {"answered a command", "slack views.open: ok"} <= {
        line.partition(" after")[0] for line in command
    }
    # Long after the answer, by work in the background.
    assert any(line.startswith("answered a submission") for line in submission)
    assert any(line.startswith("slack views.update: ok") for line in submission)
    assert [line["term"] for line in lines if line["event"].startswith("leading as")]


@pytest.mark.parametrize("way", [SOCKET, HTTP])
async def test_all_lines_of_a_request_share_its_id(
    way: str, redis_url: str, tmp_path: Path
) -> None:
    async with LocalSlack() as slack, LocalOpenAI() as openai:
        settings = settings_for(slack, openai, redis_url, way)
        settings |= {"LOG_LEVEL": "DEBUG", "LOG_FORMAT": "json"}
        async with serve(settings, tmp_path) as process:
            await until_ready(settings["PORT"])
            if way == HTTP:
                slack.deliver_to(f"http://127.0.0.1:{settings['PORT']}/slack/events")
            alice = slack.person("alice")
            await alice.command(COMMAND, "check")
            await slack.until(lambda: alice.modal)
            await alice.submit({"key": WORKING_KEY.key})
            await slack.until(lambda: "The key works" in alice.modal_text, 12)
            sums = await measured(settings["PORT"])
            process.send_signal(signal.SIGTERM)
            _, err = await process.communicate()

    check_the_log([json.loads(line) for line in err.decode().splitlines()])
    assert sums["openai_diagnose_acknowledgement_seconds_count"] == 2
    assert sums["openai_diagnose_checks_total"] == 1
    assert sums["openai_diagnose_probe_seconds_count"] > 5
    assert sums["openai_diagnose_slack_calls_total"] > 3
    assert sums["openai_diagnose_leader"] == 1
    assert sums["openai_diagnose_redis_errors_total"] == 0
    assert {one.name for one in METRICS if one.name.endswith("_total")} <= sums.keys()


class Heart:
    """The leader's heart in Redis, to listen to and to stop."""

    def __init__(self, url: str) -> None:
        self.redis = redis.Redis.from_url(url, decode_responses=True)

    async def beats(self) -> bool:
        return bool(self.redis.hget(f"{LEADER}beats", "loop:lease"))

    def stop(self) -> None:
        """A stranger holds the lease, so nobody's loops beat; that is so since a minute ago."""
        self.redis.set(f"{LEADER}lease", "0:stranger")
        long_ago = int(self.redis.time()[0]) * 1000 - 61_000
        self.redis.hset(f"{LEADER}beats", "loop:lease", f"{long_ago} 0")

    def go_on(self) -> None:
        self.redis.delete(f"{LEADER}lease")


def heard(slack: LocalSlack) -> list[str]:
    """What the operator was told of it."""
    said = slack.workspace.dm(slack.person("ada").id).messages
    return [one["text"] for one in said if "work for the channels" in one["text"]]


@pytest.mark.timeout(90)
async def test_a_standstill_is_told_by_one_replica_and_so_is_its_end(
    redis_url: str, tmp_path: Path
) -> None:
    heart = Heart(redis_url)
    async with LocalSlack() as slack, LocalOpenAI() as openai:
        admin = {"ADMIN_USERS": slack.person("ada").id}
        one, two = (settings_for(slack, openai, redis_url) | admin for _ in range(2))

        async def the_other_leads() -> bool:
            return '"leads": true' in await get(two["PORT"], "/healthz")

        async with serve(one, tmp_path) as first:
            await until_ready(one["PORT"])
            await until(heart.beats)
            async with serve(two, tmp_path):
                await until_ready(two["PORT"])
                first.send_signal(signal.SIGSTOP)
                # A leader that is frozen loses its lease, and nothing stands still.
                await until(the_other_leads, 12)
                first.send_signal(signal.SIGCONT)
                assert not heard(slack)

                heart.stop()
                await slack.until(lambda: heard(slack), 30)
                ages = json.loads(await get(two["PORT"], "/healthz"))["beat_age_seconds"]
                heart.go_on()
                await slack.until(lambda: len(heard(slack)) > 1, 15)
    heart.redis.close()

    assert ages["lease"] > 60
    still, over = heard(slack)
    assert "nobody leads" in still
    assert "goes on" in over
