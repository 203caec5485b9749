"""`config` looks at all that the settings reach and says what to do about each fault."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web

from bot.cli.reach.slack import SCOPES
from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.port import serve
from bot.sandbox.slack.server import LocalSlack
from tests.cli.console import Done, call, execute

FEED = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
<entry><id>1</id><title>Elevated errors</title></entry></feed>"""
SUMMARY = '{"components": [{"id": "1", "name": "API", "status": "operational"}]}'


@dataclass
class Status:
    """A status page; what it answers may be changed."""

    origin: str = ""
    feed: str = FEED
    summary: str = SUMMARY
    code: int = 200

    async def answer(self, request: web.Request) -> web.Response:
        text = self.summary if request.path.endswith("json") else self.feed
        return web.Response(text=text, status=self.code)


@dataclass
class World:
    """All that a bot reaches, and the settings that lead there."""

    slack: LocalSlack
    openai: LocalOpenAI
    status: Status
    redis_url: str

    def environ(self, **more: str) -> dict[str, str]:
        return {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "SLACK_SIGNING_SECRET": "0123456789abcdef" * 2,
            "SLACK_API_URL": self.slack.api_url,
            "OPENAI_BASE_URL": self.openai.base_url,
            "STATUS_FEED_URL": f"{self.status.origin}/feed.atom",
            "STATUS_SUMMARY_URL": f"{self.status.origin}/summary.json",
            "REDIS_URL": self.redis_url,
            "HOST": "127.0.0.1",
            "PORT": "0",
            **more,
        }


@pytest.fixture
async def world(redis_url: str) -> AsyncIterator[World]:
    status = Status()
    app = web.Application()
    app.router.add_get("/{path:.*}", status.answer)
    async with LocalSlack(scopes=[*SCOPES]) as slack, LocalOpenAI() as openai:
        runner, status.origin = await serve(app)
        yield World(slack, openai, status, redis_url)
        await runner.cleanup()


async def config(environ: Mapping[str, str], cwd: Path = Path("/nowhere")) -> Done:
    return await asyncio.to_thread(call, "config", environ=environ, cwd=cwd)


def faults(done: Done) -> list[str]:
    """The lines marked bad, with what to do."""
    lines = done.out.splitlines()
    return [
        f"{line} {lines[place + 1].strip()}"
        for place, line in enumerate(lines)
        if line.startswith("✗")
    ]


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
