"""From answers to a verdict: one table a question, and the laws that hold for all."""

import pytest

from bot.domain.case import Machine, Origin, Outcome, Sdk
from bot.domain.diagnosis import Verdict
from bot.domain.probes import Failure, Model
from bot.domain.verdict import judge_all
from tests.domain.cases import (
    GOOD,
    PROJECT_KEY,
    QUOTA_PASSED,
    SCOPES_OPEN,
    a_reply,
    check_of,
    diagnosed,
    evidence,
    recorded,
    recorded_reply,
    the_list,
)

DEAD = a_reply("models", 401, code="invalid_api_key", message="Incorrect API key provided: …")
NO_SCOPE = "You have insufficient permissions for this operation. Missing scopes: model.request."
QUOTA_ROWS = [
    pytest.param(slug, row, id=f"{slug}-{row['name']}-{number}")
    for slug in ("billing", "permissions", "service_status", "rate_limit")
    for number, row in enumerate(recorded(slug))
    if row["status"] and row["name"] != "missing_scope"
]


def test_a_key_that_is_answered_works() -> None:
    diagnosis = diagnosed(*GOOD)

    assert diagnosis.verdict is Verdict.WORKS
    assert (diagnosis.cause, diagnosis.code, diagnosis.next_steps) == (None, None, ())
    assert diagnosis.summary.startswith("The key works:")
    assert diagnosis.masked == "sk-proj-…wxyz"
    assert {cause.slug for cause in diagnosis.ruled_out} >= {
        "invalid_key",
        "billing",
        "permissions",
        "rate_limit",
    }


@pytest.mark.parametrize(("slug", "row"), QUOTA_ROWS)
def test_the_answer_to_the_quota_check_names_the_cause(slug: str, row: dict[str, str]) -> None:
    diagnosis = diagnosed(the_list(), *SCOPES_OPEN, recorded_reply(row))

    assert diagnosis.cause is not None
    assert (diagnosis.cause.slug, diagnosis.code) == (slug, row["name"])
    assert diagnosis.verdict is (Verdict.DEGRADED if slug == "rate_limit" else Verdict.BROKEN)
    assert check_of(diagnosis, slug).evidence["status"] == row["status"]
    assert 1 <= len(diagnosis.next_steps) <= 4


@pytest.mark.parametrize("row", recorded("invalid_key"), ids=lambda row: str(row["message"])[:60])
def test_a_401_of_the_list_is_a_dead_key(row: dict[str, str]) -> None:
    diagnosis = diagnosed(recorded_reply(row, "models"))

    assert diagnosis.cause is not None
    assert (diagnosis.cause.slug, diagnosis.code) == ("invalid_key", row["name"])
    assert check_of(diagnosis, "billing").outcome is Outcome.SKIPPED


@pytest.mark.parametrize(
    ("paste", "slug", "code"),
    [
        (f"Authorization: {PROJECT_KEY}", "auth_header", "missing_bearer"),
        (f"OPENAI_APIKEY={PROJECT_KEY}", "environment", "near_miss_variable"),
    ],
)
def test_a_mistake_in_the_paste_wins_and_the_clean_key_is_told(
    paste: str, slug: str, code: str
) -> None:
    alive, dead = diagnosed(*GOOD, paste=paste), diagnosed(DEAD, paste=paste)

    for diagnosis in (alive, dead):
        assert diagnosis.cause is not None
        assert (diagnosis.cause.slug, diagnosis.code) == (slug, code)
    assert alive.summary.startswith("The key itself works, but not as it was pasted: ")
    assert "the cleaned key fails as well: OpenAI does not know this key" in dead.summary


def test_a_key_that_was_never_sent_is_judged_by_its_looks_alone() -> None:
    diagnosis = diagnosed(paste="sk-ant-api03-" + "Invented" * 12)

    assert diagnosis.cause is not None
    assert (diagnosis.cause.slug, diagnosis.code) == ("invalid_key", "other_provider")
    assert (diagnosis.kind, diagnosis.provider) == ("other_provider", "anthropic")
    assert "Anthropic" in diagnosis.summary
    assert "clean" not in diagnosis.summary


def test_a_shape_that_looks_odd_is_outweighed_by_the_answer() -> None:
    short = "sk-" + "Invented1" * 3

    assert diagnosed(*GOOD, paste=short).verdict is Verdict.WORKS
    assert diagnosed(*GOOD, paste="sk-proj-Invented1").verdict is Verdict.WORKS
    looks = check_of(diagnosed(DEAD, paste=short), "invalid_key").evidence["looks"]
    assert looks == "odd_shape"


def test_a_run_that_was_cut_is_undetermined_and_says_why() -> None:
    diagnosis = diagnosed(a_reply("models", None, failure=Failure.CUT))

    assert diagnosis.verdict is Verdict.UNDETERMINED
    assert "time" in diagnosis.summary
    assert diagnosis.next_steps
    assert "time was over" in check_of(diagnosis, "invalid_key").summary


def test_nothing_answered_yet_is_undetermined() -> None:
    diagnosis = diagnosed(finished=False)

    assert check_of(diagnosis, "invalid_key").summary == "Still asking."
    assert check_of(diagnosed(), "invalid_key").summary == "The answers do not tell."

    assert diagnosis.verdict is Verdict.UNDETERMINED
    assert diagnosis.next_steps


def test_values_wrong_on_purpose_may_upset_the_server() -> None:
    upset = a_reply("endpoint", 500, type="server_error")
    full = a_reply("endpoint", 503, code="server_is_overloaded")

    assert diagnosed(*GOOD, upset, endpoint="responses").verdict is Verdict.WORKS
    assert diagnosed(*GOOD, full, endpoint="responses").code == "server_is_overloaded"


@pytest.mark.parametrize(
    ("organization", "shown"),
    [
        ("org-InventedForTests", "org-…ests"),
        ("org-…ests", "org-…ests"),
        ("org-short", "org-…"),
        ("user-InventedForTests", "user-…ests"),
        ("acme", "…"),
    ],
)
def test_an_id_is_shown_by_its_ends_only(organization: str, shown: str) -> None:
    headers = {"x-request-id": "req_1", "openai-organization": organization}

    check = check_of(diagnosed(*GOOD, a_reply("models", headers=headers)), "invalid_key")

    assert check.evidence["organization"] == shown
    assert check.evidence["request_id"] == "req_1"


def test_one_endpoint_that_stumbles_is_no_verdict() -> None:
    diagnosis = diagnosed(*GOOD, a_reply("scope_images", 500, type="server_error"))

    assert diagnosis.verdict is Verdict.WORKS
    assert check_of(diagnosis, "service_status").outcome is Outcome.WARN


def test_a_paid_call_counts_as_billed_only_if_it_was_served() -> None:
    served = diagnosed(*GOOD, a_reply("paid_call"), paid=True)
    refused = diagnosed(*GOOD, a_reply("paid_call", 500), paid=True)

    assert (served.billed, refused.billed) == (True, False)
    assert "real call" in served.summary


def test_a_shutdown_within_90_days_degrades_and_one_past_breaks() -> None:
    def with_end(day: str) -> tuple[Verdict, str | None]:
        model = Model("gpt-6", day)
        shown = a_reply("model", models=(model,))
        diagnosis = diagnosed(*GOOD, the_list(model), shown, model="gpt-6")
        return diagnosis.verdict, diagnosis.code

    assert with_end("2026-11-23") == (Verdict.BROKEN, "model_shut_down")
    assert with_end("2026-11-24") == (Verdict.DEGRADED, "model_shutdown_near")
    assert with_end("2027-02-22") == (Verdict.DEGRADED, "model_shutdown_near")
    assert with_end("2027-02-23") == (Verdict.WORKS, None)
    assert with_end("soon") == (Verdict.WORKS, None)


def test_a_library_from_before_1_0_fails_last() -> None:
    old = Sdk("openai-python", "0.28.1")

    assert diagnosed(*GOOD, sdk=old).code == "library_too_old"
    assert diagnosed(*GOOD, sdk=old).summary.startswith("The key itself works, but openai 0.28.1")
    assert diagnosed(DEAD, sdk=old).code == "invalid_api_key"


def test_a_variable_that_is_not_set_is_the_first_to_know() -> None:
    machine = Machine(variables=frozenset({"OPENAI_APIKEY"}))

    diagnosis = diagnosed(paste="", origin=Origin.VARIABLE, machine=machine)

    assert diagnosis.cause is not None
    assert (diagnosis.cause.slug, diagnosis.code) == ("environment", "near_miss_variable")


def test_a_warning_is_told_although_the_key_works() -> None:
    diagnosis = diagnosed(*GOOD, paste=f"{PROJECT_KEY}\n")

    assert diagnosis.verdict is Verdict.WORKS
    assert "mind: there are blanks or a line break" in diagnosis.summary
    assert diagnosis.next_steps


def test_an_old_library_does_not_make_the_cleaned_key_fail() -> None:
    old = Sdk("openai-python", "0.28.1")

    diagnosis = diagnosed(*GOOD, paste=f"Authorization: {PROJECT_KEY}", sdk=old)

    assert diagnosis.summary.startswith("The key itself works")


def test_the_judges_speak_of_partial_evidence_too() -> None:
    findings = judge_all(evidence(the_list(), finished=False))

    by_slug = {one.cause.slug: one.check.outcome for one in findings}
    assert by_slug["invalid_key"] is Outcome.PASS
    assert by_slug["billing"] is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("after", "shown"), [("20", "wait 20s"), ("Tue, 24 Nov 2026 12:00:00 GMT", "wait Tue, 24 Nov")]
)
def test_the_wait_is_taken_from_the_header_if_the_words_have_none(after: str, shown: str) -> None:
    headers = {"x-request-id": "req_1", "retry-after": after}
    slow = a_reply("quota", 429, code="slow_down", headers=headers)

    check = check_of(diagnosed(the_list(), slow), "rate_limit")

    assert shown in check.summary
    assert check.evidence["retry_after"] == after


def test_the_limit_of_a_refused_pace_is_told() -> None:
    row = recorded("rate_limit")[0]

    diagnosis = diagnosed(the_list(), recorded_reply(row))

    assert check_of(diagnosis, "billing").outcome is Outcome.PASS  # money is looked at before
    check = check_of(diagnosis, "rate_limit")
    assert check.evidence["dimension"] == "TPM"
    assert (check.evidence["limit"], check.evidence["used"]) == (10000, 8554)
    assert check.evidence["wait"] == "9.816s"
    assert "9.816s" in check.summary
    assert QUOTA_PASSED.status == 400
