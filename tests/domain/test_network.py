"""How a call that does not reach OpenAI, or is answered by somebody else, is judged."""

import pytest

from bot.domain.case import Outcome, Rung, Step
from bot.domain.diagnosis import Verdict
from bot.domain.probes import NOT_SENT, Body, Failure, Reply
from tests.domain.cases import (
    GOOD,
    a_reply,
    check_of,
    diagnosed,
    recorded,
    recorded_reply,
)


@pytest.mark.parametrize(
    ("row", "probe"), [(row, "models") for row in recorded("network") if row["status"]]
)
def test_a_page_in_openais_place_is_the_network(row: dict[str, str], probe: str) -> None:
    diagnosis = diagnosed(recorded_reply(row, probe))

    assert diagnosis.cause is not None
    assert (diagnosis.cause.slug, diagnosis.code) == ("network", row["name"])


def test_an_answer_without_openais_marks_is_said_to_be_anothers() -> None:
    diagnosis = diagnosed(a_reply("models", 401, headers={}, body=Body.TEXT))

    assert "none of OpenAI's marks" in diagnosis.summary


@pytest.mark.parametrize("failure", [one for one in Failure if one is not Failure.CUT])
def test_a_call_without_an_answer_is_the_network(failure: Failure) -> None:
    diagnosis = diagnosed(a_reply("models", None, failure=failure))

    assert diagnosis.cause is not None
    assert diagnosis.cause.slug == "network"
    assert diagnosis.next_steps


def test_a_rung_that_fails_is_named() -> None:
    rungs = [
        Rung(step=Step.DNS, outcome=Outcome.PASS, detail="Found."),
        Rung(step=Step.TCP, outcome=Outcome.FAIL, detail="No way.", failure=Failure.TIMEOUT),
    ]

    diagnosis = diagnosed(a_reply("models", None, failure=Failure.TIMEOUT), rungs=rungs)

    assert diagnosis.code == "timeout"
    assert "no way." in diagnosis.summary
    tcp = check_of(diagnosis, "network").evidence["tcp"]
    assert isinstance(tcp, dict)
    assert tcp["outcome"] == "fail"


@pytest.mark.parametrize("failure", [Failure.TIMEOUT, None])
def test_whoever_was_answered_has_a_wire(failure: Failure | None) -> None:
    rungs = [Rung(step=Step.TCP, outcome=Outcome.FAIL, detail="No way.", failure=failure)]

    diagnosis = diagnosed(*GOOD, rungs=rungs)

    assert diagnosis.verdict is Verdict.WORKS
    assert check_of(diagnosis, "network").outcome is Outcome.WARN


@pytest.mark.parametrize(
    ("page", "code"), [("block", "block_page"), ("portal", "captive_portal"), ("", "not_http")]
)
def test_a_block_page_and_a_portal_are_told_apart(page: str, code: str) -> None:
    rung = Rung(
        step=Step.HTTP,
        outcome=Outcome.FAIL,
        detail="A page came back.",
        failure=Failure.PROTOCOL,
        seen={"page": page},
    )

    assert diagnosed(rungs=[rung]).code == code


@pytest.mark.parametrize(
    ("issuer", "base_url", "outcome"),
    [
        ("WE1 (Google Trust Services)", "https://api.openai.com/v1", Outcome.PASS),
        ("Corp Root (Example Inc)", "https://api.openai.com/v1", Outcome.WARN),
        ("Corp Root (Example Inc)", "https://gateway.example/v1", Outcome.PASS),
    ],
)
def test_a_stranger_who_signs_for_openai_is_named(
    issuer: str, base_url: str, outcome: Outcome
) -> None:
    rung = Rung(step=Step.TLS, outcome=Outcome.PASS, detail="Trusted.", seen={"issuer": issuer})

    check = check_of(diagnosed(*GOOD, rungs=[rung], base_url=base_url), "network")

    assert check.outcome is outcome
    assert (issuer in check.summary) is (outcome is Outcome.WARN)


def test_a_portal_that_answers_yes_to_everything_shows_no_life() -> None:
    yes = a_reply("models", 200, headers={})

    diagnosis = diagnosed(yes)

    assert diagnosis.verdict is Verdict.UNDETERMINED
    assert check_of(diagnosis, "invalid_key").outcome is not Outcome.PASS


def test_a_wrong_address_says_nothing_of_the_key() -> None:
    diagnosis = diagnosed(recorded_reply(recorded("model_endpoint")[4], "models"))

    assert diagnosis.code == "unknown_url"
    assert check_of(diagnosis, "invalid_key").outcome is Outcome.SKIPPED


def test_of_a_certificate_the_rung_knows_best() -> None:
    detail = "The certificate ended on 2026-01-01."
    rung = Rung(step=Step.TLS, outcome=Outcome.FAIL, detail=detail, failure=Failure.TLS)

    summary = diagnosed(rungs=[rung]).summary

    assert "the certificate ended" in summary
    assert "not trusted" not in summary


@pytest.mark.parametrize("value", ["org-évil", "org-x y", "org-x\n", " org-x"])
@pytest.mark.parametrize("name", ["organization", "project"])
def test_an_id_that_no_header_can_hold_is_no_trouble_of_the_network(name: str, value: str) -> None:
    unsent = Reply(probe="quota", failure=Failure.PROTOCOL, code=NOT_SENT, param=name)

    diagnosis = diagnosed(GOOD[0], unsent, **{name: value})

    assert diagnosis.cause
    assert (diagnosis.cause.slug, diagnosis.code) == ("auth_header", "illegal_header_value")
    assert name.capitalize() in diagnosis.summary
    assert check_of(diagnosis, "network").outcome is Outcome.PASS
