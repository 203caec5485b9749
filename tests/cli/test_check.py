"""What `check` finds: each cause on the machine where the key is used."""

import asyncio
from pathlib import Path

import pytest

from bot.sandbox.openai.answers import HANGS, Answer
from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.sample_keys import NOWHERE, SAMPLE_KEYS, WORKING_KEY, SampleKey
from tests.cli.console import call, execute
from tests.cli.contract import BY_CAUSE, check, read


def arguments(sample: SampleKey) -> list[str]:
    named = {"--model": sample.model, "--base-url": sample.base_url, "--endpoint": sample.endpoint}
    return [word for option, value in named.items() if value for word in (option, value)]


def a_machine_with(folder: Path, package: str, version: str) -> str:
    """A virtual environment that holds one package, by its metadata alone."""
    (folder / "pyvenv.cfg").write_text("version = 3.11.7\n", "utf-8")
    about = folder / "lib" / "python3.11" / "site-packages" / f"{package}-{version}.dist-info"
    about.mkdir(parents=True)
    text = f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n"
    (about / "METADATA").write_text(text, "utf-8")
    return str(folder)


@pytest.mark.parametrize("sample", SAMPLE_KEYS, ids=lambda sample: sample.cause)
async def test_the_cause_of_each_sample_key_is_found(
    openai: LocalOpenAI, sample: SampleKey, tmp_path: Path
) -> None:
    venv = a_machine_with(tmp_path, "openai", sample.sdk_version) if sample.sdk_version else ""
    argv = ("--json", "--key-stdin", *arguments(sample))

    found = read(await check(openai, *argv, key=None, stdin=f"{sample.paste}\n", VIRTUAL_ENV=venv))

    assert found["cause"] == sample.cause
    assert found["next_steps"]
    assert not found["billed"]
    assert found["requests"] <= 25


async def test_a_key_that_works(openai: LocalOpenAI) -> None:
    found = read(await check(openai, "--json"))

    assert (found["verdict"], found["cause"], found["code"]) == ("works", None, None)
    assert found["key"] == {
        "masked": f"sk-proj-…{WORKING_KEY.key[-4:]}",
        "kind": "project",
        "provider": "openai",
    }


async def test_a_key_at_its_limit_is_degraded_and_exits_with_1(openai: LocalOpenAI) -> None:
    done = await check(openai, "--json", key=BY_CAUSE["rate_limit"].key)

    assert read(done)["verdict"] == "degraded"
    assert done.code == 1


async def test_what_hides_everything_is_undetermined_or_the_network() -> None:
    done = await asyncio.to_thread(
        call,
        "check",
        "--json",
        environ={"OPENAI_API_KEY": WORKING_KEY.key, "OPENAI_BASE_URL": NOWHERE},
    )

    assert read(done)["cause"] == "network"


async def test_what_cannot_be_read_is_undetermined_and_exits_with_3(openai: LocalOpenAI) -> None:
    openai.down = Answer(status=418, body={"tea": "only"})

    done = await check(openai, "--json")

    assert (read(done)["verdict"], read(done)["cause"]) == ("undetermined", None)
    assert "could not be determined" in read(done)["summary"]
    assert done.code == 3


async def test_an_openai_that_hangs_is_told_within_ten_seconds(openai: LocalOpenAI) -> None:
    openai.down = HANGS

    found = read(await check(openai, "--json"))

    assert (found["cause"], found["code"]) == ("network", "timeout")
    assert found["seconds"] <= 10


async def test_a_file_of_certificates_that_is_none_is_the_diagnosis(openai: LocalOpenAI) -> None:
    # A process of its own: httpx looks into the real environment.
    environ = {
        "OPENAI_API_KEY": WORKING_KEY.key,
        "OPENAI_BASE_URL": openai.base_url,
        "SSL_CERT_FILE": "nowhere.pem",
    }

    done = await asyncio.to_thread(execute, "check", "--json", environ=environ)

    assert read(done)["cause"] == "environment"
    assert "SSL_CERT_FILE" in read(done)["summary"]


async def test_a_variable_that_is_not_set_is_the_diagnosis(openai: LocalOpenAI) -> None:
    found = read(await check(openai, "--json", key=None))

    assert (found["verdict"], found["cause"]) == ("broken", "environment")
    assert "OPENAI_API_KEY is not set" in found["summary"]
    assert found["key"]["masked"] == ""


async def test_a_variable_that_stands_in_the_file_only_is_told(
    openai: LocalOpenAI, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"OPENAI_API_KEY={WORKING_KEY.key}\n", "utf-8")

    done = await asyncio.to_thread(
        call, "check", "--json", environ={"OPENAI_BASE_URL": openai.base_url}, cwd=tmp_path
    )

    assert read(done)["cause"] == "environment"
    assert ".env" in read(done)["summary"]
    assert not [request for request in openai.requests if request.key]


async def test_a_name_that_is_nearly_right_is_named(openai: LocalOpenAI) -> None:
    found = read(await check(openai, "--json", key=None, OPENAI_APIKEY=WORKING_KEY.key))

    assert found["cause"] == "environment"
    assert "OPENAI_APIKEY" in found["summary"]


async def test_a_base_url_variable_that_is_none_is_the_diagnosis(openai: LocalOpenAI) -> None:
    found = read(
        await check(openai, "--json", "--base-url", openai.base_url, OPENAI_BASE_URL="nonsense")
    )
    assert found["verdict"] == "works"  # the argument wins

    machine = {"OPENAI_API_KEY": "", "OPENAI_BASE_URL": "api.openai.com/v1"}
    done = await asyncio.to_thread(call, "check", "--json", environ=machine)
    assert read(done)["cause"] == "environment"


async def test_the_key_may_come_from_a_pipe(openai: LocalOpenAI) -> None:
    found = read(
        await check(openai, "--json", "--key-stdin", key=None, stdin=f"{WORKING_KEY.key}\n")
    )

    assert found["verdict"] == "works"


async def test_the_options_and_the_variables_reach_openai(openai: LocalOpenAI) -> None:
    await check(
        openai,
        *("--organization", "org-Sandbox", "--endpoint", "/v1/embeddings", "--json"),
        OPENAI_ORG_ID="org-other",
        OPENAI_PROJECT_ID="proj_Sandbox",
    )

    sent = [request.headers for request in openai.requests]
    assert any(headers.get("openai-organization") == "org-Sandbox" for headers in sent)
    assert any(headers.get("openai-project") == "proj_Sandbox" for headers in sent)
    assert not [one for one in sent if one.get("openai-organization") == "org-other"]


async def test_only_paid_costs_money(openai: LocalOpenAI) -> None:
    assert not read(await check(openai, "--json"))["billed"]
    assert not openai.billed

    assert read(await check(openai, "--json", "--paid"))["billed"]
    assert len(openai.billed) == 1
