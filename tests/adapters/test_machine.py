"""What the machine shows, and that no value is among it."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.adapters.machine import look_at_machine
from tests.builders import CANARY


def test_names_are_told_and_values_are_not(tmp_path: Path) -> None:
    environ = {
        "OPENAI_API_KEY": CANARY,
        "OPENAI_APIKEY": CANARY,
        "OPEN_AI_KEY": "x",
        "AZURE_OPENAI_ENDPOINT": "https://x",
        "OPENAI_BASE_URL": " ",
        "https_proxy": "http://jo:hunter2@proxy",
        "SSL_CERT_FILE": "",
        "HOME": "/home/jo",
        "X" * 90 + "OPENAI": "long",
    }

    machine = look_at_machine(environ, tmp_path)

    assert machine.variables == {
        "OPENAI_API_KEY",
        "OPENAI_APIKEY",
        "OPEN_AI_KEY",
        "AZURE_OPENAI_ENDPOINT",
        "https_proxy",
    }
    assert machine.empty == {"OPENAI_BASE_URL", "SSL_CERT_FILE"}
    assert CANARY not in repr(machine)
    assert "hunter2" not in repr(machine)


def test_a_dotenv_file_is_held_against_the_environment(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        f"OPENAI_API_KEY='{CANARY}'\nexport OPENAI_ORG_ID=org-1\nOPENAI_PROJECT_ID=proj_1\nHOME=/\nOPENAI_LOG\n"
    )

    machine = look_at_machine({"OPENAI_API_KEY": CANARY, "OPENAI_ORG_ID": "org-2"}, tmp_path)

    assert machine.dotenv == {
        "OPENAI_API_KEY": "same",
        "OPENAI_ORG_ID": "different",
        "OPENAI_PROJECT_ID": "absent",
        "OPENAI_LOG": "absent",
    }
    assert CANARY not in repr(machine)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=200))
def test_any_dotenv_file_is_survived(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / ".env").write_bytes(b"OPENAI_API_KEY=" + raw)

    look_at_machine({}, tmp_path)


def test_a_dotenv_that_is_a_folder_or_huge_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    huge = tmp_path / "huge"
    huge.mkdir()
    (huge / ".env").write_text("OPENAI_API_KEY=x\n" * 100_000)

    assert look_at_machine({}, tmp_path).dotenv == {}
    assert look_at_machine({}, huge).dotenv == {}


@pytest.mark.parametrize(
    ("made", "told"), [("openai.py", "openai.py"), ("openai/__init__.py", "openai/")]
)
def test_a_local_file_that_hides_the_package(tmp_path: Path, made: str, told: str) -> None:
    (tmp_path / made).parent.mkdir(exist_ok=True)
    (tmp_path / made).touch()

    assert look_at_machine({}, tmp_path).shadowed_by == told


def test_a_folder_of_that_name_without_code_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "openai").mkdir()

    assert look_at_machine({}, tmp_path).shadowed_by is None


def test_without_a_virtual_environment_it_is_our_own_python(tmp_path: Path) -> None:
    machine = look_at_machine({"VIRTUAL_ENV": sys.prefix}, tmp_path)

    assert machine.python == ".".join(map(str, sys.version_info[:3]))
    assert machine.packages["httpx"].startswith("0.28")
    assert "openai" not in machine.packages


def test_an_active_virtual_environment_is_read_without_running_it(tmp_path: Path) -> None:
    packages = tmp_path / "venv" / "lib" / "python3.9" / "site-packages"
    for name, version in (("openai", "1.40.0"), ("langchain_openai", "0.1.2"), ("broken", "")):
        info = packages / f"{name}-{version}.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (packages / "httpx-0.28.1.dist-info").mkdir()
    (tmp_path / "venv" / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.9.18\n")

    machine = look_at_machine({"VIRTUAL_ENV": str(tmp_path / "venv")}, tmp_path)

    assert machine.packages == {"openai": "1.40.0", "langchain-openai": "0.1.2"}
    assert machine.python == "3.9.18"


@pytest.mark.parametrize("home", ["/nowhere/at/all", "nul\0byte", ""])
def test_a_virtual_environment_that_is_not_there(tmp_path: Path, home: str) -> None:
    assert look_at_machine({"VIRTUAL_ENV": home}, tmp_path).python


@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"\xff\x00"])
def test_a_file_of_certificates_that_is_none_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "root.pem"
    if content is not None:
        path.write_bytes(content)

    machine = look_at_machine({"SSL_CERT_FILE": str(path)}, tmp_path)

    assert machine.bad_certificates == "SSL_CERT_FILE"
    assert not look_at_machine({}, tmp_path).bad_certificates
