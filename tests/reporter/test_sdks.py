"""The real SDK, of each major release, in an environment that has nothing but it and `redis`."""

import asyncio
from pathlib import Path

import pytest

from bot.sandbox.openai import LocalOpenAI
from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY
from tests.reporter.stream import arrived, calls, errors

SCRIPT = Path(__file__).parent / "sdk_script.py"
BY_CAUSE = {sample.cause: sample.key for sample in SAMPLE_KEYS}
KEYS = (
    WORKING_KEY.key,
    "sk-proj-not-a-key-of-anybody",
    BY_CAUSE["billing"],
    BY_CAUSE["rate_limit"],
    BY_CAUSE["service_status"],
)


@pytest.mark.timeout(180)  # the first test of a release installs it
@pytest.mark.parametrize("how", ["sync", "async"])
async def test_every_call_of_the_sdk_is_reported(
    how: str, sdk_python: Path, redis_url: str
) -> None:
    async with LocalOpenAI() as openai:
        run = await asyncio.create_subprocess_exec(
            str(sdk_python), "-I", str(SCRIPT), how, openai.base_url, redis_url, *KEYS,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        said, _ = await run.communicate()

    assert run.returncode == 0, said.decode()
    entries = arrived(redis_url)
    assert calls(entries) == len(KEYS) + 1  # the good key made two
    ended = errors(entries)
    assert ended.pop("invalid_api_key") == 1
    assert ended.pop("insufficient_quota") == 1
    assert ended.pop("rate_limit_exceeded") == 1
    assert ended.total() == 1  # the overloaded service
    by_model = {entry["gen_ai.request.model"] for entry in entries}
    assert by_model == {"gpt-4o-mini", "text-embedding-3-small"}
    assert {entry["sdk"].partition("/")[0] for entry in entries} == {"openai-python"}
    good = [entry for entry in entries if entry["key"].endswith(WORKING_KEY.key[-4:])]
    assert sum(int(entry["gen_ai.usage.input_tokens"]) for entry in good) > 0
    assert all(int(entry["openai.ratelimit.requests.limit"]) > 0 for entry in good)
    assert not [value for entry in entries for value in entry.values() if len(value) > 64]
