"""The whole bot on a Redis that speaks TLS alone, as a user with the rights of docs/install.md."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
import redis
import trustme

from bot.sandbox.port import free_port
from bot.sandbox.redis_server import redis_servers
from tests.cli.console import call
from tests.slack.world import COMMAND, a_world

ROOT = Path(__file__).parents[2]
WORDS = "pass-words"


def documented_user() -> str:
    """The line of the page, which operators copy."""
    page = (ROOT / "docs" / "install.md").read_text("utf-8")
    (line,) = re.findall(r"^user diagnose on .*$", page, re.MULTILINE)
    return str(line).replace(">PASSWORD", f">{WORDS}")


@dataclass(frozen=True)
class Secured:
    """A server, its authority, and the two ways in."""

    port: int
    authority: Path

    @property
    def url(self) -> str:
        """For the bot: its own user, and the authority as redis-py takes it."""
        return f"rediss://diagnose:{WORDS}@127.0.0.1:{self.port}/0?ssl_ca_certs={self.authority}"

    def as_admin(self) -> redis.Redis:
        return redis.Redis(
            port=self.port, password=WORDS, ssl=True, ssl_ca_certs=str(self.authority)
        )


@pytest.fixture
async def secured(tmp_path: Path) -> AsyncIterator[Secured]:
    authority, port = trustme.CA(), free_port()
    server = authority.issue_cert("127.0.0.1", "localhost")
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    server.private_key_and_cert_chain_pem.write_to_path(tmp_path / "server.pem")
    (tmp_path / "redis.conf").write_text(
        f'port 0\nbind 127.0.0.1\ntls-port {port}\ntls-auth-clients no\nsave ""\n'
        f"tls-cert-file {tmp_path}/server.pem\ntls-key-file {tmp_path}/server.pem\n"
        f"tls-ca-cert-file {tmp_path}/ca.pem\ndir {tmp_path}\n"
        f"user default on >{WORDS} ~* &* +@all\n{documented_user()}\n"
    )
    process = await asyncio.create_subprocess_exec(
        next(iter(redis_servers().values())),
        str(tmp_path / "redis.conf"),
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        await _until_it_listens(process, port)
        yield Secured(port, tmp_path / "ca.pem")
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _until_it_listens(process: asyncio.subprocess.Process, port: int) -> None:
    async with asyncio.timeout(10):
        while process.returncode is None:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.transport.abort()
                return
            await asyncio.sleep(0.02)
    raise AssertionError("this redis-server cannot speak TLS, or the rights are not readable")


async def test_the_bot_does_all_its_work_with_the_rights_of_the_page(secured: Secured) -> None:
    async with a_world(
        redis_url=secured.url, admins=["ada"], incident_channels=["general"]
    ) as world:
        assert (await world.get("/readyz"))[0] == 200
        await world.check()
        ada = world.slack.person("ada")
        for words in ("status", "subscriptions"):
            await ada.command(COMMAND, words)
        await world.slack.until(lambda: len(ada.ephemerals) >= 2)

    with secured.as_admin() as admin:
        refused = cast("list[dict[str, str]]", admin.acl_log())
        assert [(one["reason"], one["object"]) for one in refused] == []
        assert list(admin.scan_iter("openai-diagnose:audit:*"))


async def test_the_user_may_do_nothing_else(secured: Secured) -> None:
    client = redis.Redis.from_url(secured.url)
    with client:
        for command in (
            ("GET", "somebody:elses"),
            ("SET", "somebody:elses", "1"),
            ("FLUSHALL",),
            ("KEYS", "*"),
            ("CONFIG", "GET", "*"),
            ("ACL", "LIST"),
            ("SCRIPT", "FLUSH"),
            ("CLIENT", "LIST"),
            ("SUBSCRIBE", "news"),
        ):
            with pytest.raises(redis.exceptions.NoPermissionError):
                client.execute_command(*command)  # type: ignore[no-untyped-call]


async def test_config_finds_it_in_order(secured: Secured) -> None:
    away = "http://127.0.0.1:9"
    environ = {"REDIS_URL": secured.url, "SLACK_API_URL": away, "OPENAI_BASE_URL": away}
    environ |= {"STATUS_FEED_URL": away, "STATUS_SUMMARY_URL": "", "PORT": "0"}

    done = await asyncio.to_thread(call, "config", environ=environ)

    assert "✓ Redis: streams" in done.out
    assert WORDS not in done.all


async def test_config_tells_rights_that_are_missing(secured: Secured) -> None:
    with secured.as_admin() as admin:
        admin.acl_setuser("diagnose", enabled=True, commands=["-xadd"])
    away = "http://127.0.0.1:9"
    environ = {"REDIS_URL": secured.url, "SLACK_API_URL": away, "OPENAI_BASE_URL": away}
    environ |= {"STATUS_FEED_URL": away, "STATUS_SUMMARY_URL": "", "PORT": "0"}

    done = await asyncio.to_thread(call, "config", environ=environ)

    assert "✗ Redis: streams" in done.out
    assert "docs/install.md" in done.out


async def test_an_authority_that_is_not_trusted_is_no_redis(secured: Secured) -> None:
    url = secured.url.partition("?")[0]
    with redis.Redis.from_url(url) as client, pytest.raises(redis.ConnectionError) as caught:
        client.ping()

    assert isinstance(caught.value.__cause__ or caught.value.__context__, ssl.SSLError)
