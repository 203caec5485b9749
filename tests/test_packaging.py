"""What is shipped: the wheel, its entry point, the pins, the image's recipe."""

import configparser
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
LOCKS = sorted(ROOT.glob("requirements*.txt"))


def build_wheel(folder: Path) -> Path:
    """The wheel, built from what the image's recipe copies, without asking the network."""
    source, dist = folder / "source", folder / "dist"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "manifest.yml"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "bot", source / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(dist)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (built,) = dist.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel alone, with none of what it depends on."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode("utf-8"))


def plainly(installed: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """Run it where no package but ours is to be found."""
    return subprocess.run(
        [sys.executable, "-S", "-m", "bot", *argv],
        env={"PYTHONPATH": str(installed), "PATH": os.environ["PATH"]},  # noqa: TID251
        cwd=installed,
        capture_output=True,
        check=False,
        text=True,
    )


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    tops = {name.split("/")[0] for name in names}
    assert tops == {"bot", wheel.name.split("-py3")[0] + ".dist-info"}
    assert {"bot/py.typed", "bot/sandbox/manifest.yml"} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if "test" in name.split("/")[1:2]]


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    files = [path for path in (ROOT / "bot").rglob("*") if path.is_file()]
    kept = {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}
    assert kept <= names


def test_the_plain_package_needs_redis_alone(wheel: Path) -> None:
    needed = metadata(wheel).get_all("Requires-Dist", [])

    assert [line for line in needed if "extra ==" not in line] == ["redis>=6"]
    assert metadata(wheel)["Requires-Python"] == ">=3.11"


def test_the_entry_point_is_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        entries = configparser.ConfigParser()
        entries.read_string(archive.read(name).decode("utf-8"))

    assert dict(entries["console_scripts"]) == {"openai-diagnose": "bot.__main__:main"}


def test_the_plain_package_can_tell_what_it_is(installed: Path) -> None:
    assert "check" in plainly(installed, "--help").stdout
    assert plainly(installed, "--version").stdout.startswith("openai-diagnose ")


@pytest.mark.parametrize("word", ["check", "serve", "config", "demo"])
def test_the_plain_package_says_what_to_install(installed: Path, word: str) -> None:
    done = plainly(installed, word)

    assert done.returncode == 2
    assert "pip install 'openai-diagnose[bot" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_pins_carry_hashes_and_name_no_host(lock: Path) -> None:
    text = lock.read_text("utf-8")
    pins = re.findall(r"^[a-z0-9][\w.\-\[\]]*==", text, re.MULTILINE)

    assert "://" not in text
    assert pins
    assert len(pins) == len(re.findall(r"^[a-z0-9].*\\\n +--hash=sha256:", text, re.MULTILINE))


def test_what_is_asked_for_is_pinned() -> None:
    pinned = (ROOT / "requirements.txt").read_text("utf-8")
    project = PYPROJECT["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["bot"]

    names = [re.split(r"[<>=\[]", one)[0].strip() for one in asked]
    assert not [name for name in names if f"\n{name}==" not in f"\n{pinned}"]


def test_the_procfile_calls_a_command_that_exists() -> None:
    process, _, command = (ROOT / "Procfile").read_text("utf-8").strip().partition(": ")

    assert process == "web"
    assert command.split()[0] in PYPROJECT["project"]["scripts"]


def test_the_image_copies_only_what_it_may_see() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    sources = {name for line in copied for name in line.split()}
    let_in = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line[:1] == "!"
    }

    assert sources == let_in
    assert all((ROOT / name).exists() for name in sources)


def test_the_image_does_not_run_as_root() -> None:
    last_stage = DOCKERFILE.rpartition("\nFROM ")[2]

    assert re.search(r"^USER [1-9]\d*$", last_stage, re.MULTILINE)
    assert 'ENTRYPOINT ["openai-diagnose"]\nCMD ["serve"]' in last_stage


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_image_is_healthy_when_healthz_says_so(status: int, code: int) -> None:
    (command,) = re.findall(r"^  CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)

    class Health(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with http.server.HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        done = subprocess.run(
            [sys.executable, *json.loads(command)[1:]],
            env={"PORT": str(server.server_port)},
            capture_output=True,
            check=False,
        )
        thread.join()

    assert done.returncode == code
