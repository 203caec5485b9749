"""`config` looks at all that the settings reach and says what to do about each fault."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.slack.server import LocalSlack
from tests.cli.console import execute
from tests.cli.reached import FEED, SUMMARY, World, a_world, config, faults


@pytest.fixture
async def world(redis_url: str) -> AsyncIterator[World]:
    async with a_world(redis_url) as whole:
        yield whole


async def test_all_is_well(world: World) -> None:
    done = await config(world.environ())

    assert (done.code, faults(done)) == (0, []), done.all
    for seen in (
        "✓ Settings",
        "✓ Slack: bot token",
        "✓ Slack: scopes",
        "✓ Slack: Socket Mode",
        "✓ Slack: signing secret",
        "✓ Redis ",
        "✓ Redis: streams",
        "– Proxy",
        "✓ OpenAI",
        "✓ Status: feed",
        "✓ Status: components",
        "✓ HTTP port",
    ):
        assert seen in done.out
    assert done.err == ""


async def test_no_secret_shows_and_openai_gets_no_key(world: World) -> None:
    with_password = world.redis_url.replace("redis://", "redis://:pass-words@")
    done = await config(world.environ(REDIS_URL=with_password, OPENAI_API_KEY="sk-words"))

    for secret in (world.slack.bot_token, world.slack.app_token, "0123456789abcdef", "words"):
        assert secret not in done.all
    assert {request.key for request in world.openai.requests} == {None}


@pytest.mark.parametrize(
    ("change", "about", "do"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-other"}, "Slack does not know the token", "OAuth & Permissions"),
        ({"SLACK_APP_TOKEN": "xapp-other"}, "Slack: Socket Mode", "switch on “Socket Mode”"),
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is not set", "xoxb-…"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api"}, "cannot be reached", "check the address"),
        ({"REDIS_URL": "redis://127.0.0.1:9/0"}, "127.0.0.1:9/0 cannot be reached", "redis-server"),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}, "✗ OpenAI", "check the address"),
        ({"STATUS_FEED_URL": "http://127.0.0.1:9/"}, "✗ Status: feed", "check the address"),
        ({"PORT": "high"}, "PORT has to be a whole number", "docs/settings.md"),
        ({"HOST": "203.0.113.1", "PORT": "1"}, "203.0.113.1:1 cannot be used", "set PORT"),
    ],
)
async def test_a_fault_is_named_with_what_to_do(
    world: World, change: dict[str, str], about: str, do: str
) -> None:
    done = await config(world.environ(**change))

    assert done.code == 1
    assert any(about in line and do in line for line in faults(done)), done.all
    assert "✓" in done.out  # it goes on after a failure


async def test_a_missing_scope_is_named() -> None:
    async with LocalSlack(scopes=("commands",)) as slack:
        done = await config(
            {
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "SLACK_API_URL": slack.api_url,
                "OPENAI_BASE_URL": "http://127.0.0.1:9",
                "STATUS_FEED_URL": "http://127.0.0.1:9",
                "STATUS_SUMMARY_URL": "",
            }
        )

    assert any(
        "missing: " in line and "chat:write" in line and "install" in line for line in faults(done)
    )
    assert "– Status: components" in done.out


@pytest.mark.parametrize(
    ("feed", "summary", "code", "count"),
    [
        ("<html>", SUMMARY, 200, 1),
        (FEED, "[]", 200, 1),
        (FEED, "no JSON", 200, 1),
        ("", "", 503, 2),
    ],
)
async def test_a_status_page_that_is_none(
    world: World, feed: str, summary: str, code: int, count: int
) -> None:
    world.status.feed, world.status.summary, world.status.code = feed, summary, code

    done = await config(world.environ())

    assert len(faults(done)) == count
    assert all("Status" in line for line in faults(done))


async def test_a_port_in_use_is_named(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = await config(world.environ(PORT=str(taken.getsockname()[1])))

    assert any("in use" in line for line in faults(done))


async def test_an_odd_signing_secret_is_doubted_and_no_more(world: World) -> None:
    done = await config(world.environ(SLACK_SIGNING_SECRET="not-of-that-shape"))

    assert done.code == 0
    assert "! Slack: signing secret" in done.out


async def test_http_mode_needs_no_app_token(world: World) -> None:
    done = await config(world.environ(SLACK_APP_TOKEN=""))

    assert done.code == 0
    assert "– Slack: Socket Mode" in done.out


async def test_a_proxy_in_force_is_named_without_its_password(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://me:pass-words@127.0.0.1:9")

    done = await config(world.environ())

    assert "HTTP_PROXY" in done.out
    assert "127.0.0.1:9" in done.out
    assert "pass-words" not in done.all
    assert done.code == 1


async def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff")

    done = await config({}, tmp_path)

    assert done.code == 1
    assert "UTF-8" in done.out


def test_a_file_of_certificates_that_is_none_is_told() -> None:
    done = execute("config", environ={"SSL_CERT_FILE": "nowhere.pem", "PORT": "0"})

    assert "SSL_CERT_FILE names no file of certificates" in done.out
    assert "Traceback" not in done.err
    assert done.code == 1
