"""How `check` tells what it found: the page, the progress, colours, JSON alone, and no key."""

import asyncio
import os
import re
from pathlib import Path

import pytest

from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY
from tests.cli.console import execute, on_a_terminal
from tests.cli.contract import BY_CAUSE, check, read


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("--endpoint", "Canary"), "chat_completions"),
        (("--base-url", "Canary"), "https://api.openai.com/v1"),
        (("--base-url", "ftp://canary"), "https://api.openai.com/v1"),
    ],
)
async def test_a_value_that_means_nothing_is_usage(
    openai: LocalOpenAI, argv: tuple[str, ...], told: str
) -> None:
    done = await check(openai, *argv)

    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "anary" not in done.err


@pytest.mark.parametrize("name", ["chat.completions", "chat-completions", "/v1/chat/completions"])
async def test_an_endpoint_may_be_called_by_its_path(openai: LocalOpenAI, name: str) -> None:
    assert (await check(openai, "--endpoint", name)).code == 0


async def test_the_report_says_the_cause_the_steps_and_all_ten_checks(openai: LocalOpenAI) -> None:
    done = await check(openai, key=BY_CAUSE["billing"].key)

    lines = done.out.splitlines()
    assert lines[1].startswith("❌ ")
    assert "What to do" in lines
    assert " 1. " in done.out
    assert len(re.findall(r"^ [✓✗!?–]  ", done.out, re.MULTILINE)) == 10
    assert "insufficient_quota" in done.out
    assert "Ruled out: invalid key" in done.out
    assert "nothing was billed" in done.out
    assert max(len(line) for line in lines) <= 100
    assert not [line for line in lines if line != line.rstrip()]
    assert "\x1b" not in done.all


async def test_progress_goes_to_stderr_a_line_each(openai: LocalOpenAI) -> None:
    done = await check(openai)

    assert done.err.startswith(f"Checking sk-proj-…{WORKING_KEY.key[-4:]} at {openai.base_url}")
    assert "models: 200" in done.err


@pytest.mark.parametrize(("environ", "painted"), [({}, True), ({"NO_COLOR": "1"}, False)])
async def test_a_terminal_gets_live_progress_and_colours_unless_told_otherwise(
    openai: LocalOpenAI, tmp_path: Path, environ: dict[str, str], *, painted: bool
) -> None:
    openai.latency = 0.1
    environ = {"OPENAI_API_KEY": WORKING_KEY.key, "OPENAI_BASE_URL": openai.base_url, **environ}

    done = await asyncio.to_thread(on_a_terminal, "check", environ=environ, cwd=tmp_path)

    assert done.code == 0
    assert "Checking sk-proj-…" in done.out
    assert ("\x1b[32m✓" in done.out) is painted
    assert WORKING_KEY.key not in done.out


async def test_the_process_keeps_json_alone_on_stdout(openai: LocalOpenAI, tmp_path: Path) -> None:
    environ = {"OPENAI_BASE_URL": openai.base_url, "OPENAI_API_KEY": BY_CAUSE["billing"].key}

    done = await asyncio.to_thread(execute, "check", "--json", environ=environ, cwd=tmp_path)

    assert read(done)["code"] == "insufficient_quota"


@pytest.mark.parametrize(
    "stdin",
    ["", "\0", "\u202esk-proj-\x1b[31m", "🤖" * 1000, "x" * 1_000_000, '{"a": 1}', "<html>"],
)
async def test_anything_at_all_may_be_piped_in(openai: LocalOpenAI, stdin: str) -> None:
    done = await check(openai, "--key-stdin", "--json", key=None, stdin=stdin)

    assert read(done)["verdict"] == "broken"
    assert "\x1b" not in done.all


async def test_what_a_server_says_cannot_steer_the_terminal(openai: LocalOpenAI) -> None:
    done = await check(openai, "--model", "\x1b[2J\x1b]0;title\x07" + "m" * 10_000)

    assert "\x1b" not in done.all
    assert "\x07" not in done.all


@pytest.mark.parametrize("key", [sample.paste for sample in SAMPLE_KEYS])
@pytest.mark.parametrize("argv", [(), ("--json",)])
async def test_no_key_shows_in_any_output(
    openai: LocalOpenAI, key: str, argv: tuple[str, ...]
) -> None:
    done = await check(openai, *argv, key=key)

    assert not re.search(r"Sandbox_only|T3BlbkFJ|not_a_real_key", done.all)


@pytest.mark.parametrize(
    ("typed", "code"), [(f"{WORKING_KEY.key}\n", 0), ("\x04", 1)], ids=["a key", "nothing"]
)
async def test_on_a_terminal_the_key_is_asked_for_and_not_shown(
    openai: LocalOpenAI, tmp_path: Path, typed: str, code: int
) -> None:
    environ = {"OPENAI_BASE_URL": openai.base_url}

    done = await asyncio.to_thread(
        on_a_terminal,
        *("check", "--key-stdin"),
        environ=environ,
        cwd=tmp_path,
        prompt="not shown",
        typed=typed,
    )

    assert done.code == code
    assert "The key (it is not shown)" in done.out
    assert WORKING_KEY.key not in done.out


@pytest.mark.parametrize("argv", [(), ("--json",)])
async def test_bytes_that_are_no_text_are_a_diagnosis_and_no_crash(
    openai: LocalOpenAI, tmp_path: Path, argv: tuple[str, ...]
) -> None:
    odd = os.fsdecode(b"sk-proj-\xff\xfe-Canary-Canary-Canary")
    ascii_only = {"OPENAI_BASE_URL": openai.base_url, "PYTHONIOENCODING": "ascii"}

    for word, environ in ((), {"OPENAI_API_KEY": odd}), (("--key-stdin",), {}):
        done = await asyncio.to_thread(
            execute,
            *("check", *argv, *word),
            environ={**ascii_only, **environ},
            stdin=odd,
            cwd=tmp_path,
        )

        assert done.code == 1
        assert "Traceback" not in done.err
        assert "Canary-Canary" not in done.all
