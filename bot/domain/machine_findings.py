"""What the machine's variables tell about a key: names only, since no value is ever read."""

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from bot.domain.case import Case, Machine, Origin, Outcome

RIGHT_NAME: Final = "OPENAI_API_KEY"
_OTHER_RIGHT_NAMES: Final = frozenset({RIGHT_NAME, "OPENAI_ADMIN_KEY", "AZURE_OPENAI_API_KEY"})
_NEAR_NAMES: Final = frozenset(
    {
        "OPENAIAPIKEY",
        "OPENAIKEY",
        "OPENAPIKEY",
        "OPENAIAPI",
        "OPENAIAPIKEYS",
        "OPENAIAPITOKEN",
        "OPENAITOKEN",
        "OPENAISECRET",
        "OPENAISECRETKEY",
        "OPENAIAPISECRET",
        "OPENAISECRETAPIKEY",
        "APIKEYOPENAI",
        "CHATGPTAPIKEY",
        "GPTAPIKEY",
    },
)
_BEFORE_1_0: Final = {
    "OPENAI_API_BASE": "OPENAI_BASE_URL",
    "OPENAI_ORGANIZATION": "OPENAI_ORG_ID",
    "OPENAI_API_KEY_PATH": RIGHT_NAME,
}
_LIKE: Final = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One odd thing about the variables."""

    name: str
    outcome: Outcome
    says: str
    variables: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


def is_near_miss(name: str) -> bool:
    """Whether a name was meant to be OPENAI_API_KEY and is not."""
    if name in _OTHER_RIGHT_NAMES or not 5 <= len(name) <= 40:  # noqa: PLR2004
        return False
    letters = re.sub(r"[^A-Z0-9]", "", name.upper())
    if letters in _NEAR_NAMES:
        return True
    return SequenceMatcher(a=name.upper(), b=RIGHT_NAME).ratio() >= _LIKE


def variables_found(case: Case) -> tuple[Found, ...]:
    """All that is odd about the machine's variables, failures and warnings mixed."""
    machine = case.machine
    if machine is None:
        return ()
    if missing := _missing(case, machine):
        return (missing,)
    return (*_certificates(machine), *_dotenv(machine), *_leftovers(machine))


def _certificates(machine: Machine) -> tuple[Found, ...]:
    name = machine.bad_certificates
    if not name:
        return ()
    return (
        Found(
            name="certificates_not_readable",
            outcome=Outcome.FAIL,
            says=f"{name} is set, but it names no file of certificates: the library stops there.",
            variables=(name,),
            steps=(
                f"Unset it (`unset {name}`): without it the library brings its own certificates.",
                "Or correct the path: it has to be a PEM file that the program may read.",
            ),
        ),
    )


def _missing(case: Case, machine: Machine) -> Found | None:
    """OPENAI_API_KEY is not there; only a failure if no key came another way."""
    if RIGHT_NAME in machine.variables:
        return None
    near = tuple(sorted(name for name in machine.variables if is_near_miss(name)))
    by_variable = case.origin is Origin.VARIABLE
    if near:
        found = _near_miss(near)
    elif RIGHT_NAME in machine.dotenv:
        found = _NOT_LOADED
    elif RIGHT_NAME in machine.empty:
        found = _EMPTY
    else:
        return _UNSET if by_variable else None
    return found if by_variable else replace(found, outcome=Outcome.WARN)


def _near_miss(near: tuple[str, ...]) -> Found:
    return Found(
        name="near_miss_variable",
        outcome=Outcome.FAIL,
        says=f"{near[0]} is set, but the libraries read {RIGHT_NAME}.",
        variables=near,
        steps=(f'Rename it: `export {RIGHT_NAME}="${near[0]}"`.', "Restart the program."),
    )


_NOT_LOADED: Final = Found(
    name="dotenv_not_loaded",
    outcome=Outcome.FAIL,
    says=f"{RIGHT_NAME} stands in the `.env` file but not in the environment.",
    variables=(RIGHT_NAME,),
    steps=(
        "Load the file first (in Python: `from dotenv import load_dotenv; load_dotenv()`).",
        "Or in the shell: `set -a; . ./.env; set +a`.",
    ),
)
_EMPTY: Final = Found(
    name="empty_variable",
    outcome=Outcome.FAIL,
    says=f"{RIGHT_NAME} is set, but to nothing.",
    variables=(RIGHT_NAME,),
    steps=(f"Give it a value: `export {RIGHT_NAME}=sk-…`.", "Look where it is set to nothing."),
)
_UNSET: Final = Found(
    name="missing_variable",
    outcome=Outcome.FAIL,
    says=f"{RIGHT_NAME} is not set in this environment.",
    steps=(
        f'Set it: `export {RIGHT_NAME}=sk-…` (PowerShell: `$env:{RIGHT_NAME} = "sk-…"`).',
        "Set it in the shell or service that starts the program, and restart that.",
    ),
)


def _dotenv(machine: Machine) -> tuple[Found, ...]:
    differing = tuple(
        sorted(n for n, relation in machine.dotenv.items() if relation == "different")
    )
    if not differing:
        return ()
    return (
        Found(
            name="dotenv_differs",
            outcome=Outcome.WARN,
            says=f"{', '.join(differing)}: the `.env` file and the environment hold different values.",
            variables=differing,
            steps=(
                "The environment usually wins: `load_dotenv()` does not replace what is set.",
                f"Unset the old one (`unset {differing[0]}`), or correct the file.",
            ),
        ),
    )


def _leftovers(machine: Machine) -> tuple[Found, ...]:
    """Names that are ignored today, or that change what the key means."""
    names = machine.variables
    found = [
        Found(
            name="old_variable",
            outcome=Outcome.WARN,
            says=f"{old} is set, which the library ignores since 1.0; it is called {new} now.",
            variables=(old,),
            steps=(f"Set {new} instead, and unset {old}.",),
        )
        for old, new in _BEFORE_1_0.items()
        if old in names and new not in names - {RIGHT_NAME}
    ]
    azure = tuple(
        sorted(n for n in names if n.startswith("AZURE_OPENAI") or n == "OPENAI_API_TYPE")
    )
    if azure:
        found.append(
            Found(
                name="azure_and_openai",
                outcome=Outcome.WARN,
                says=f"{azure[0]} is set as well, so the library may talk to Azure with this key.",
                variables=azure,
                steps=(f"Unset {azure[0]} for programs that use OpenAI itself.",),
            ),
        )
    if "OPENAI_CUSTOM_HEADERS" in names:
        found.append(
            Found(
                name="custom_headers",
                outcome=Outcome.WARN,
                says="OPENAI_CUSTOM_HEADERS is set: it can replace the Authorization header.",
                variables=("OPENAI_CUSTOM_HEADERS",),
                steps=("Look whether it holds a line `Authorization: …`, and take that out.",),
            ),
        )
    return tuple(found)
