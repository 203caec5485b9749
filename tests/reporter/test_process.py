"""The reporter as part of somebody's process: it never gets in the way, and leaves nothing behind."""

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis

from bot.reporter import Reporter
from bot.sandbox.port import free_port
from tests.reporter.stream import arrived, calls, reporter

ROOT = Path(__file__).parent.parent.parent


def test_it_sends_by_itself(redis_url: str) -> None:
    reports = reporter(redis_url, every_s=0.02)
    reports.counted()

    deadline = time.monotonic() + 10
    while not arrived(redis_url):
        assert time.monotonic() < deadline
        os.sched_yield()
    reports.close()


def test_a_redis_that_is_away_costs_the_window_and_nothing_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    reports = reporter(f"redis://:a-password@127.0.0.1:{free_port()}/0")
    with caplog.at_level(logging.DEBUG):
        for _ in range(3):
            reports.counted()
            reports.flush()

    assert reports.dropped == 3
    assert caplog.text.count("Redis is away") == 1
    assert "a-password" not in caplog.text


def test_a_redis_that_is_back_gets_what_comes_then(redis_url: str) -> None:
    reports = reporter(redis_url)
    reports.counted()
    reports.flush()
    _close_connections(redis_url)
    reports.counted()
    reports.flush()
    reports.counted()
    reports.flush()

    assert calls(arrived(redis_url)) + reports.dropped == 3
    assert calls(arrived(redis_url)) >= 2


def _close_connections(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")


@pytest.mark.parametrize(
    ("environ", "missing"),
    [
        ({"REDIS_URL": "redis://localhost"}, "OTEL_SERVICE_NAME"),
        ({"OTEL_SERVICE_NAME": "checkout"}, "OPENAI_DIAGNOSE_REDIS_URL"),
        ({"OTEL_SERVICE_NAME": "a b", "REDIS_URL": "redis://localhost"}, "service's name"),
    ],
)
def test_without_settings_a_service_works_and_is_told_once_what_to_set(
    environ: dict[str, str], missing: str, caplog: pytest.LogCaptureFixture
) -> None:
    reports = Reporter.from_env(environ)
    client = object()

    assert reports.watch(client) is client
    reports.counted()
    reports.flush()
    reports.close()
    assert missing in caplog.text


def test_the_names_of_opentelemetry_are_understood(redis_url: str) -> None:
    reports = Reporter.from_env(
        {
            "OTEL_RESOURCE_ATTRIBUTES": "service.name=nightly,deployment.environment.name=pro%20d",
            "OPENAI_DIAGNOSE_REDIS_URL": redis_url,
            "REDIS_URL": "redis://not-this-one",
        }
    )
    reports.counted()
    reports.flush()

    (entry,) = arrived(redis_url)
    assert entry["service.name"] == "nightly"
    assert entry["deployment.environment.name"] == "pro d"


def test_what_is_no_client_is_given_back_with_a_warning(
    redis_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    thing = object()

    assert reporter(redis_url).watch(thing) is thing
    assert "cannot watch" in caplog.text


_FORKS = """\
import os, sys
from bot.reporter import Identity, Reporter
reports = Reporter(Identity(service="checkout", redis_url=sys.argv[1]), every_s=3600)
reports.counted(model="parent")
child = os.fork()
if child == 0:
    reports.counted(model="child")
    reports.close()
    os._exit(0)
os.waitpid(child, 0)
"""


def test_after_a_fork_both_report_their_own_and_the_exit_sends_the_rest(redis_url: str) -> None:
    run = [sys.executable, "-W", "ignore", "-c", _FORKS, redis_url]
    subprocess.run(run, check=True, cwd=ROOT, timeout=20)

    entries = arrived(redis_url)
    assert sorted(entry["gen_ai.request.model"] for entry in entries) == ["child", "parent"]
    assert calls(entries) == 2
    assert len({entry["service.instance.id"] for entry in entries}) == 2


def test_it_brings_nothing_heavier_than_redis_along() -> None:
    heavy = (
        "aiohttp|feedparser|httpx|pydantic|slack_bolt|slack_sdk|structlog|rich|prometheus_client"
    )
    asks = (
        "import sys, bot.reporter; "
        f"print([one for one in '{heavy}'.split('|') if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asks], capture_output=True, check=True, cwd=ROOT, text=True
    )
    assert done.stdout.strip() == "[]"
