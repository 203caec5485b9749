"""Versions of the openai libraries, and what is known to break between them."""

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.case import Case, Machine, Outcome

Version = tuple[int, ...]

_NUMBER: Final = re.compile(r"(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?")
_UPDATE: Final = "Update the library: `pip install --upgrade openai`."
_PYTHON: Final = frozenset({"openai", "openai-python", "python"})
_NODE: Final = frozenset({"openai-node", "node", "javascript", "typescript"})
_LONGEST: Final = 40
_MARKUP: Final = re.compile(r"[^\w .@/+-]", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two things that do not go together."""

    name: str
    outcome: Outcome
    says: str
    steps: tuple[str, ...]


def read_version(text: str) -> Version | None:
    """Three numbers of a version, `v` and suffixes dropped; None if there is none."""
    found = _NUMBER.search(text[:_LONGEST])
    return tuple(int(part or 0) for part in found.groups()) if found else None


def versions_of(case: Case) -> dict[str, str]:
    """What is known of the libraries: as the person says, and as installed."""
    said = {_plain(case.sdk.name): _plain(case.sdk.version)} if case.sdk else {}
    machine = case.machine
    if machine is None:
        return said
    python = {"python": machine.python} if machine.python else {}
    return {**said, **machine.packages, **(python if machine.packages else {})}


def _plain(text: str) -> str:
    """What a person typed, without anything that could be markup."""
    return _MARKUP.sub("", text)[:_LONGEST]


def clashes(case: Case) -> tuple[Clash, ...]:
    """All that is known to break."""
    found: list[Clash | None] = []
    if case.sdk is not None:
        name = case.sdk.name.lower().strip()
        found += [_too_old(name, case.sdk.version), _httpx_unknown(case, name)]
    if case.machine is not None:
        found += _on(case.machine)
    return tuple(clash for clash in found if clash is not None)


def _too_old(name: str, version: str) -> Clash | None:
    number = read_version(version)
    if number is None:
        return None
    if name in _PYTHON and number < (1, 0, 0):
        return Clash(
            name="library_too_old",
            outcome=Outcome.FAIL,
            says=f"openai {_short(number)} is from before 1.0: today's code and examples do not run on it.",
            steps=(
                _UPDATE,
                "Rewrite the calls: `client = OpenAI(); client.chat.completions.create(…)`.",
            ),
        )
    if name in _NODE and number < (4, 0, 0):
        return Clash(
            name="library_too_old",
            outcome=Outcome.FAIL,
            says=f"openai for Node {_short(number)} is from before 4.0: today's code does not run on it.",
            steps=("Update the library: `npm install openai@latest`.",),
        )
    return None


def _httpx_unknown(case: Case, name: str) -> Clash | None:
    """From Slack the version of httpx is not known, but a fresh install brings a newer one."""
    number = read_version(case.sdk.version) if case.sdk else None
    if case.machine is not None or name not in _PYTHON or number is None:
        return None
    if not (1, 0, 0) <= number < (1, 55, 3):
        return None
    return Clash(
        name="httpx_clash",
        outcome=Outcome.WARN,
        says=f"openai {_short(number)} breaks with httpx 0.28 or later, which a fresh install brings.",
        steps=(_UPDATE, "Or hold the other back: `pip install 'httpx<0.28'`."),
    )


def _on(machine: Machine) -> list[Clash | None]:
    openai = read_version(machine.packages.get("openai", ""))
    httpx = read_version(machine.packages.get("httpx", ""))
    python = read_version(machine.python)
    shadow = _shadow(machine)
    if openai is None:
        return [shadow]
    return [
        shadow,
        _too_old("openai", machine.packages["openai"]),
        _with_httpx(openai, httpx),
        _with_python(openai, python),
        _third(openai, machine),
    ]


def _shadow(machine: Machine) -> Clash | None:
    if machine.shadowed_by is None:
        return None
    return Clash(
        name="shadowed_module",
        outcome=Outcome.FAIL,
        says=f"`{machine.shadowed_by[:200]}` hides the openai library from programs that start here.",
        steps=("Rename it, and delete `__pycache__` beside it.", "Start the program again."),
    )


def _with_httpx(openai: Version, httpx: Version | None) -> Clash | None:
    if httpx is None or not ((1, 0, 0) <= openai < (1, 55, 3) and httpx >= (0, 28, 0)):
        return None
    return Clash(
        name="httpx_clash",
        outcome=Outcome.FAIL,
        says=f"openai {_short(openai)} does not work with httpx {_short(httpx)} (argument `proxies`).",
        steps=(_UPDATE, "Or hold the other back: `pip install 'httpx<0.28'`."),
    )


# The first version that no longer runs on the Python after which it is listed.
_FLOORS: Final = (
    ((1, 54, 0), (3, 8, 0)),
    ((2, 7, 2), (3, 9, 0)),
    ((3, 3, 1), (3, 10, 0)),
)


def _with_python(openai: Version, python: Version | None) -> Clash | None:
    floor = max((needs for since, needs in _FLOORS if openai >= since), default=None)
    if python is None or floor is None or python >= floor:
        return None
    return Clash(
        name="python_too_old",
        outcome=Outcome.FAIL,
        says=f"openai {_short(openai)} needs Python {floor[0]}.{floor[1]}; this is {_short(python)}.",
        steps=("Use a newer Python, or an older openai.",),
    )


def _third(openai: Version, machine: Machine) -> Clash | None:
    if openai < (3, 0, 0) or machine.packages.get("httpx2"):
        return None
    return Clash(
        name="httpx2_missing",
        outcome=Outcome.WARN,
        says=f"openai {_short(openai)} needs httpx2, which is not installed here.",
        steps=("Install it whole: `pip install --upgrade --force-reinstall openai`.",),
    )


def _short(version: Version) -> str:
    return ".".join(map(str, version))
