"""What the machine shows: names of variables, versions of packages; never a value.

The person's program may run under another Python than this command does: an active
virtual environment is read from its files, for running its Python could run anything.
"""

import platform
import re
import ssl
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from dotenv import dotenv_values

from bot.domain.case import Machine

PACKAGES: Final = (
    "openai",
    "httpx",
    "httpx2",
    "certifi",
    "pydantic",
    "langchain-openai",
    "litellm",
    "llama-index-llms-openai",
    "instructor",
    "openai-agents",
)
CERTIFICATES: Final = "SSL_CERT_FILE"
LARGEST_DOTENV: Final = 1024 * 1024

_OURS: Final = re.compile(r"(?=.{1,60}\Z)[A-Z0-9_-]*(OPEN_?AI|GPT)[A-Z0-9_-]*", re.IGNORECASE)
_NETWORK: Final = re.compile(
    r"(HTTPS?|ALL|NO)_PROXY|SSL_CERT_(FILE|DIR)|(REQUESTS|CURL)_CA_BUNDLE", re.IGNORECASE
)
_VERSION: Final = re.compile(r"^version(?:_info)?\s*=\s*(\d+\.\d+\.\d+)", re.MULTILINE)


def look_at_machine(environ: Mapping[str, str], cwd: Path) -> Machine:
    """Look around for the person's program, which would run in `cwd` with `environ`."""
    named = {name: value.strip() for name, value in environ.items() if _is_telling(name)}
    folders, python = _python_in_use(environ)
    return Machine(
        variables=frozenset(name for name, value in named.items() if value),
        empty=frozenset(name for name, value in named.items() if not value),
        dotenv=dict(_compared(cwd / ".env", environ)),
        packages=dict(_versions(folders)),
        shadowed_by=_shadow(cwd),
        python=python,
        bad_certificates=bad_certificates(environ),
    )


def _is_telling(name: str) -> bool:
    return bool(_OURS.fullmatch(name) or _NETWORK.fullmatch(name))


def _compared(path: Path, environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in _dotenv(path).items():
        if not _OURS.fullmatch(name):
            continue
        there = environ.get(name, "")
        if not there:
            yield name, "absent"
        else:
            yield name, "same" if there == value else "different"


def _dotenv(path: Path) -> Mapping[str, str | None]:
    # ValueError: not UTF-8, or a NUL byte.
    with suppress(OSError, ValueError):
        if path.is_file() and path.stat().st_size <= LARGEST_DOTENV:
            return dotenv_values(path, interpolate=False)
    return {}


def _python_in_use(environ: Mapping[str, str]) -> tuple[list[str], str]:
    """Where the packages of the program's Python are, and which version it is."""
    home = environ.get("VIRTUAL_ENV", "").strip()
    with suppress(OSError, ValueError):
        if home and Path(home).resolve() != Path(sys.prefix).resolve():
            found = _packages_of(Path(home))
            if found:
                settings = (Path(home) / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace")
                version = _VERSION.search(settings)
                return found, version[1] if version else ""
    return sys.path, platform.python_version()


def _packages_of(home: Path) -> list[str]:
    places = [*home.glob("lib/python3*/site-packages"), home / "Lib" / "site-packages"]
    return [str(place) for place in places if place.is_dir()]


def _versions(folders: list[str]) -> Iterator[tuple[str, str]]:
    for name in PACKAGES:
        for found in distributions(name=name, path=folders):
            version = found.metadata["Version"]
            if version:
                yield name, version
            break


def bad_certificates(environ: Mapping[str, str]) -> str:
    """The variable that stops the library: httpx reads it as soon as a client is made."""
    path = environ.get(CERTIFICATES, "")
    try:
        ssl.create_default_context(cafile=path or None)
    except (OSError, ValueError):  # not there, not to be read, no certificate in it, a NUL byte
        return CERTIFICATES
    return ""


def _shadow(cwd: Path) -> str | None:
    with suppress(OSError):
        if (cwd / "openai.py").is_file():
            return "openai.py"
        if (cwd / "openai" / "__init__.py").is_file():
            return "openai/"
    return None
