"""Environments that hold the plain package and one release of the SDK, made once a run."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_packaging import build_wheel

# The last of each major release, and the first of all; httpx 0.28 came after that one.
SDKS = {
    "1.0.0": ("openai==1.0.0", "httpx<0.28"),
    "1.109.1": ("openai==1.109.1",),
    "2.54.0": ("openai==2.54.0",),
    "3.57.0": ("openai==3.57.0",),
}


@pytest.fixture(
    scope="session",
    # One process makes an environment, and runs all that needs it.
    params=[pytest.param(one, marks=pytest.mark.xdist_group(one)) for one in SDKS],
)
def sdk_python(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of such an environment."""
    folder = tmp_path_factory.mktemp("sdk")
    wheel = build_wheel(folder)
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    python = folder / "venv" / "bin" / "python"
    wanted = [str(wheel), *SDKS[request.param]]
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted],
        check=True,
        capture_output=True,
    )
    return python
