"""What the terminal's look at its own machine tells: variables, versions, a file in the way."""

import pytest

from bot.domain.case import Machine, Origin, Outcome, Sdk
from bot.domain.diagnosis import Verdict
from bot.domain.machine_findings import is_near_miss
from bot.domain.versions import read_version
from tests.domain.cases import GOOD, PROJECT_KEY, check_of, diagnosed

SET = frozenset({"OPENAI_API_KEY"})


@pytest.mark.parametrize(
    "name",
    [
        "OPENAI_APIKEY",
        "OPENAI_KEY",
        "OPEN_AI_API_KEY",
        "OPEN_AI_KEY",
        "OPENAI_API_KEYS",
        "OPENAI_API_TOKEN",
        "OPENAI_SECRET_KEY",
        "OPENAPI_KEY",
        "OPENAPI_API_KEY",
        "openai_api_key",
        "OpenAI_API_Key",
        "OPENAI-API-KEY",
        "OPENIA_API_KEY",
        "CHATGPT_API_KEY",
    ],
)
def test_a_name_that_was_meant_to_be_the_right_one_is_a_near_miss(name: str) -> None:
    assert is_near_miss(name)


@pytest.mark.parametrize(
    "name",
    [
        "OPENAI_API_KEY",
        "OPENAI_ADMIN_KEY",
        "AZURE_OPENAI_API_KEY",
        "ANTHROPIC_API_KEY",
        "OPENAI_ORG_ID",
        "OPENAI_BASE_URL",
        "OPENROUTER_API_KEY",
        "PATH",
        "KEY",
        "x" * 500,
    ],
)
def test_other_names_are_none(name: str) -> None:
    assert not is_near_miss(name)


MISSING = {
    "nothing set": (Machine(), "missing_variable"),
    "near miss": (Machine(variables=frozenset({"OPENAI_KEY"})), "near_miss_variable"),
    "in the file only": (Machine(dotenv={"OPENAI_API_KEY": "absent"}), "dotenv_not_loaded"),
    "set to nothing": (Machine(empty=SET), "empty_variable"),
}


@pytest.mark.parametrize(("machine", "name"), MISSING.values(), ids=MISSING)
def test_a_key_that_is_not_in_the_environment_is_the_cause(machine: Machine, name: str) -> None:
    diagnosis = diagnosed(paste="", origin=Origin.VARIABLE, machine=machine)

    assert diagnosis.cause is not None
    assert (diagnosis.cause.slug, diagnosis.code) == ("environment", name)
    assert diagnosis.next_steps


@pytest.mark.parametrize(("machine", "name"), MISSING.values(), ids=MISSING)
def test_a_key_that_came_by_pipe_needs_no_variable(machine: Machine, name: str) -> None:
    diagnosis = diagnosed(*GOOD, origin=Origin.PIPE, machine=machine)

    assert diagnosis.verdict is Verdict.WORKS
    expected = Outcome.PASS if name == "missing_variable" else Outcome.WARN
    assert check_of(diagnosis, "environment").outcome is expected


ODD = {
    "another value in the file": (
        Machine(variables=SET, dotenv={"OPENAI_API_KEY": "different"}),
        "dotenv_differs",
    ),
    "old base": (Machine(variables=SET | {"OPENAI_API_BASE"}), "old_variable"),
    "old organization": (Machine(variables=SET | {"OPENAI_ORGANIZATION"}), "old_variable"),
    "old file": (Machine(variables=SET | {"OPENAI_API_KEY_PATH"}), "old_variable"),
    "azure too": (Machine(variables=SET | {"AZURE_OPENAI_ENDPOINT"}), "azure_and_openai"),
    "type": (Machine(variables=SET | {"OPENAI_API_TYPE"}), "azure_and_openai"),
    "headers": (Machine(variables=SET | {"OPENAI_CUSTOM_HEADERS"}), "custom_headers"),
}


@pytest.mark.parametrize(("machine", "name"), ODD.values(), ids=ODD)
def test_what_is_odd_is_a_warning(machine: Machine, name: str) -> None:
    diagnosis = diagnosed(*GOOD, origin=Origin.VARIABLE, machine=machine)

    check = check_of(diagnosis, "environment")
    assert (check.outcome, check.evidence["seen"]) == (Outcome.WARN, name)
    assert diagnosis.verdict is Verdict.WORKS
    assert set(check.next_steps) <= set(diagnosis.next_steps)


def test_a_machine_in_order_passes_and_shows_names_only() -> None:
    machine = Machine(variables=SET | {"OPENAI_ORG_ID"}, dotenv={"OPENAI_API_KEY": "same"})

    check = check_of(diagnosed(*GOOD, origin=Origin.VARIABLE, machine=machine), "environment")

    assert check.outcome is Outcome.PASS
    assert check.evidence["variables"] == ["OPENAI_API_KEY", "OPENAI_ORG_ID"]


def test_from_slack_the_machine_cannot_be_seen() -> None:
    diagnosis = diagnosed(*GOOD)

    assert check_of(diagnosis, "environment").outcome is Outcome.SKIPPED
    assert check_of(diagnosis, "sdk").outcome is Outcome.SKIPPED


def test_a_right_line_in_the_paste_speaks_for_the_environment() -> None:
    diagnosis = diagnosed(*GOOD, paste=f"OPENAI_API_KEY={PROJECT_KEY}")

    assert check_of(diagnosis, "environment").outcome is Outcome.PASS


def packages(python: str = "3.12.1", shadow: str | None = None, **versions: str) -> Machine:
    return Machine(variables=SET, packages=versions, python=python, shadowed_by=shadow)


INSTALLED = {
    "before 1.0": (packages(openai="0.28.1"), Outcome.FAIL, "library_too_old"),
    "old openai, new httpx": (
        packages(openai="1.55.2", httpx="0.28.0"),
        Outcome.FAIL,
        "httpx_clash",
    ),
    "new enough": (packages(openai="1.55.3", httpx="0.28.0"), Outcome.PASS, None),
    "both old": (packages(openai="1.55.2", httpx="0.27.2"), Outcome.PASS, None),
    "3.x without httpx2": (packages(openai="3.0.0", httpx="0.28.1"), Outcome.WARN, None),
    "3.x": (packages(openai="3.3.1", httpx2="2.0"), Outcome.PASS, None),
    "python 3.7": (packages("3.7.9", openai="1.54.0"), Outcome.FAIL, "python_too_old"),
    "python 3.8": (packages("3.8.1", openai="2.7.2"), Outcome.FAIL, "python_too_old"),
    "python 3.9": (packages("3.9.1", openai="3.3.1", httpx2="2"), Outcome.FAIL, "python_too_old"),
    "python 3.10": (packages("3.10.0", openai="3.3.1", httpx2="2"), Outcome.PASS, None),
    "shadowed": (packages(shadow="./openai.py", openai="3.3.1"), Outcome.FAIL, "shadowed_module"),
    "shadowed alone": (packages(shadow="./openai.py"), Outcome.FAIL, "shadowed_module"),
    "nothing installed": (packages(), Outcome.SKIPPED, None),
    "unreadable": (packages(openai="who knows"), Outcome.PASS, None),
}


@pytest.mark.parametrize(("machine", "outcome", "code"), INSTALLED.values(), ids=INSTALLED)
def test_what_is_installed_is_judged(machine: Machine, outcome: Outcome, code: str | None) -> None:
    check = check_of(diagnosed(*GOOD, machine=machine), "sdk")

    assert (check.outcome, check.code) == (outcome, code)


SAID = {
    "python, old": (Sdk("openai-python", "0.27.8"), Outcome.FAIL),
    "python, first": (Sdk("openai-python", "v1.0.0"), Outcome.WARN),
    "python, before the fix": (Sdk("Python", "1.40"), Outcome.WARN),
    "python, fixed": (Sdk("openai", "1.55.3"), Outcome.PASS),
    "python, no version": (Sdk("openai-python"), Outcome.PASS),
    "node, old": (Sdk("openai-node", "3.3.0"), Outcome.FAIL),
    "node": (Sdk("openai-node", "7.5.0"), Outcome.PASS),
    "another": (Sdk("langchain", "0.1"), Outcome.PASS),
    "nonsense": (Sdk("x" * 1000, "y" * 1000), Outcome.PASS),
}


@pytest.mark.parametrize(("sdk", "outcome"), SAID.values(), ids=SAID)
def test_what_a_person_says_of_the_library_is_judged(sdk: Sdk, outcome: Outcome) -> None:
    check = check_of(diagnosed(*GOOD, sdk=sdk), "sdk")

    assert check.outcome is outcome
    assert len(check.summary) < 200


@pytest.mark.parametrize(
    ("text", "version"),
    [("1.2.3", (1, 2, 3)), ("v4", (4, 0, 0)), ("3.0.0rc1", (3, 0, 0)), ("", None), ("x", None)],
)
def test_a_version_is_read(text: str, version: tuple[int, ...] | None) -> None:
    assert read_version(text) == version


def test_a_file_of_certificates_that_is_none_stops_the_library() -> None:
    machine = Machine(variables=SET | {"SSL_CERT_FILE"}, bad_certificates="SSL_CERT_FILE")

    diagnosis = diagnosed(*GOOD, machine=machine, origin=Origin.VARIABLE)

    assert (diagnosis.verdict, diagnosis.code) == (Verdict.BROKEN, "certificates_not_readable")
    assert "unset SSL_CERT_FILE" in diagnosis.next_steps[0]


def test_without_the_library_its_check_says_so() -> None:
    machine = Machine(variables=SET, packages={"httpx": "0.28.1"}, python="3.11.7")

    check = check_of(diagnosed(*GOOD, machine=machine, origin=Origin.VARIABLE), "sdk")

    assert check.outcome is Outcome.SKIPPED
    assert "not installed" in check.summary
