"""`report`: one report of a service, judged here as the bot will judge it."""

import pytest
import redis

from bot.domain.reports.reading import read
from bot.domain.reports.report import Quota, Report
from bot.sandbox.port import free_port
from tests.cli.console import call


def arrived(redis_url: str) -> list[dict[str, str]]:
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        return [fields for _, fields in client.xrange("openai:reports")]


def test_one_call_that_went_well(redis_url: str) -> None:
    done = call("report", "checkout", "--model", "gpt-5", environ={"REDIS_URL": redis_url})

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("sent to openai:reports: ")
    (fields,) = arrived(redis_url)
    assert read(fields) == Report(service="checkout", model="gpt-5")


def test_all_that_can_be_said(redis_url: str) -> None:
    words = (
        "report checkout --count 1200 --error rate_limit_exceeded=29 --error 503=2 --seconds 960.5 "
        "--cost-usd 1.25 --quota usd_per_month=412/500"
    )
    assert call(*words.split(), environ={"REDIS_URL": redis_url}).code == 0

    (fields,) = arrived(redis_url)
    assert read(fields) == Report(
        service="checkout",
        count=1200,
        errors={"rate_limit_exceeded": 29, "503": 2},
        duration_ms=960_500,
        cost_micros=1_250_000,
        quotas={"usd_per_month": Quota(412, 500)},
    )


def test_a_heartbeat(redis_url: str) -> None:
    words = ("report", "nightly", "--count", "0", "--heartbeat")
    assert call(*words, environ={"REDIS_URL": redis_url}).code == 0

    (fields,) = arrived(redis_url)
    report = read(fields)
    assert isinstance(report, Report)
    assert (report.count, report.heartbeat) == (0, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("report a/b", "service.name"),
        ("report checkout --count -3", "count"),
        ("report checkout --count 1 --error timeout=2", "more errors than calls"),
        ("report checkout --quota usd_per_month=412", "NAME=USED/LIMIT"),
        ("report", "name of one service"),
    ],
)
def test_what_the_bot_would_refuse_is_refused_here(words: str, told: str, redis_url: str) -> None:
    done = call(*words.split(), environ={"REDIS_URL": redis_url})

    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert arrived(redis_url) == []


def test_the_command_itself_can_be_had() -> None:
    done = call("report", "checkout", "--error", "timeout", "--dry-run")

    assert done.out.split() == [
        "redis-cli",
        "XADD",
        "openai:reports",
        "MAXLEN",
        "'~'",
        "1000000",
        "'*'",
        "service.name",
        "checkout",
        "count",
        "1",
        "error.type.timeout",
        "1",
    ]


def test_a_redis_that_is_away_is_told_without_its_password() -> None:
    url = f"redis://:a-password@127.0.0.1:{free_port()}/0"
    done = call("report", "checkout", environ={"REDIS_URL": url})

    assert done.code == 1
    assert "is REDIS_URL right?" in done.err
    assert "a-password" not in done.all


def test_an_address_that_is_none_is_told_without_being_repeated() -> None:
    done = call("report", "checkout", environ={"REDIS_URL": "http://a-password@somewhere"})

    assert done.code == 2
    assert "REDIS_URL cannot be read" in done.err
    assert "a-password" not in done.all


def test_what_is_not_understood_is_not_repeated() -> None:
    for words in (("Canary", "Canary"), ("--Canary",), ("checkout", "--count", "Canary")):
        done = call("report", *words)

        assert done.code == 2
        assert "Canary" not in done.all
