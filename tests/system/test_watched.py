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


@pytest.mark.timeout(90)
async def test_a_standstill_is_told_by_one_replica_and_so_is_its_end(
    redis_url: str, tmp_path: Path
) -> None:
    store = redis.Redis.from_url(redis_url, decode_responses=True)

    async def beats() -> bool:
        return bool(store.hget(f"{LEADER}beats", "loop:lease"))

    async with LocalSlack() as slack, LocalOpenAI() as openai:
        one, two = (settings_for(slack, openai, redis_url) for _ in range(2))
        ada = slack.person("ada")
        admin = {"ADMIN_USERS": ada.id}

        def heard() -> list[str]:
            return [
                message["text"]
                for message in slack.workspace.dm(ada.id).messages
                if "work for the channels" in message["text"]
            ]

        async with serve(one | admin, tmp_path) as first, serve(two | admin, tmp_path):
            for settings in (one, two):
                await until_ready(settings["PORT"])
            await until(beats)
            first.send_signal(signal.SIGSTOP)

            async def the_other_leads() -> bool:
                return '"leads": true' in await get(two["PORT"], "/healthz")

            # A leader that is frozen loses its lease, and nothing stands still.
            await until(the_other_leads, 12)
            first.send_signal(signal.SIGCONT)
            assert not heard()

            # From here on a stranger holds the lease, so nobody's loops beat.
            store.set(f"{LEADER}lease", "0:stranger")
            await until_ready(two["PORT"])
            long_ago = int(store.time()[0]) * 1000 - 61_000
            store.hset(f"{LEADER}beats", "loop:lease", f"{long_ago} 0")
            await slack.until(heard, 30)
            ages = json.loads(await get(two["PORT"], "/healthz"))["beat_age_seconds"]
            store.delete(f"{LEADER}lease")
            await slack.until(lambda: len(heard()) > 1, 15)
    store.close()

    assert ages["lease"] > 60
    still, over = heard()
    assert "nobody leads" in still
    assert "goes on" in over
