"""The commands of docs/services.md, each run by the client that it is for."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import redis
from redis.exceptions import NoPermissionError, ResponseError

from bot.domain.reports.reading import read
from bot.domain.reports.report import Report
from tests.reporter.stream import arrived

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "services.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def blocks(language: str, containing: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language and containing in text]


def environment(redis_url: str) -> Mapping[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # noqa: TID251
    return {
        "PATH": path,
        "HOME": os.environ.get("HOME", "/tmp"),  # noqa: S108, TID251  # npm and go keep things there
        "REDIS_URL": redis_url,
        "OPENAI_DIAGNOSE_REDIS_URL": redis_url,
        "OTEL_SERVICE_NAME": "checkout",
    }


def reports(redis_url: str) -> list[Report]:
    """What arrived, read as the bot reads it."""
    read_ones = [read(fields) for fields in arrived(redis_url)]
    assert all(isinstance(one, Report) for one in read_ones)
    return [one for one in read_ones if isinstance(one, Report)]


def run(*command: str, redis_url: str, cwd: Path = ROOT) -> None:
    done = subprocess.run(
        command,
        env=dict(environment(redis_url)),
        cwd=cwd,
        capture_output=True,
        check=False,
        text=True,
        timeout=110,
    )
    assert done.returncode == 0, done.stdout + done.stderr


if shutil.which("redis-cli"):

    def test_redis_cli(redis_url: str) -> None:
        (script,) = blocks("sh", "redis-cli")
        run("sh", "-euc", script, redis_url=redis_url)

        good, bad = reports(redis_url)
        assert (good.service, good.model, good.count, good.errors) == ("nightly", "gpt-5", 1, {})
        assert bad.errors == {"insufficient_quota": 1}


def test_the_shell_command(redis_url: str) -> None:
    (script,) = blocks("sh", "openai-diagnose report")
    run("sh", "-euc", script, redis_url=redis_url)

    (report,) = reports(redis_url)
    assert (report.count, report.errors) == (1200, {"rate_limit_exceeded": 29, "503": 2})


def test_a_call_by_hand_in_python(redis_url: str) -> None:
    (script,) = blocks("python", "counted")
    run(sys.executable, "-c", script, redis_url=redis_url)

    (report,) = reports(redis_url)
    assert (report.service, report.errors, report.duration_ms) == (
        "checkout",
        {"timeout": 1},
        30000,
    )


if shutil.which("npm"):

    @pytest.mark.timeout(120)  # installs the client
    def test_node(redis_url: str, tmp_path: Path) -> None:
        (script,) = blocks("js", "xAdd")
        (tmp_path / "report.mjs").write_text(script, encoding="utf-8")
        npm = ("npm", "install", "--silent", "--no-audit", "--no-fund", "redis@5")
        run(*npm, redis_url=redis_url, cwd=tmp_path)
        run("node", "report.mjs", redis_url=redis_url, cwd=tmp_path)

        (report,) = reports(redis_url)
        assert (report.count, report.errors) == (40, {"rate_limit_exceeded": 3})


if shutil.which("go"):

    @pytest.mark.timeout(120)
    def test_go(redis_url: str, tmp_path: Path) -> None:
        (script,) = blocks("go", "XAdd")
        (tmp_path / "main.go").write_text(script, encoding="utf-8")
        run("go", "mod", "init", "example", redis_url=redis_url, cwd=tmp_path)
        run("go", "mod", "tidy", redis_url=redis_url, cwd=tmp_path)
        run("go", "run", ".", redis_url=redis_url, cwd=tmp_path)

        (report,) = reports(redis_url)
        assert (report.count, report.errors) == (40, {"rate_limit_exceeded": 3})


async def test_the_user_of_the_page_can_report_and_nothing_else(redis_url: str) -> None:
    admin = redis.Redis.from_url(redis_url, decode_responses=True)
    with admin:
        modern = int(admin.info("server")["redis_version"].split(".")[0]) >= 7
        newer, older = blocks("", "ACL SETUSER")
        words = (newer if modern else older).split()
        admin.execute_command(*words)  # type: ignore[no-untyped-call]
        try:
            await asyncio.to_thread(_try_it, redis_url, modern=modern)
        finally:
            admin.acl_deluser("reporter")


def _try_it(redis_url: str, *, modern: bool) -> None:
    own = redis_url.replace("redis://", "redis://reporter:a-password@")
    run(
        sys.executable,
        "-c",
        "from bot.reporter import Reporter\nReporter.from_env().counted(model='gpt-5')",
        redis_url=own,
    )
    assert len(reports(redis_url)) == 1
    with redis.Redis.from_url(own) as client:
        client.xadd("openai:reports", {"service.name": "checkout"})
        refused = [
            ("XRANGE", "openai:reports", "-", "+"),
            ("XADD", "openai-diagnose:anything", "*", "a", "b"),
            ("DEL", "openai:reports"),
            ("XTRIM", "openai:reports", "MAXLEN", "0"),
            ("KEYS", "*"),
            ("CONFIG", "GET", "*"),
            ("GET", "openai:reports"),
        ]
        for command in refused:
            with pytest.raises((NoPermissionError, ResponseError), match=r"(?i)permission|NOPERM"):
                client.execute_command(*command)
    assert modern in {True, False}
