"""What a key that is known may not do: scopes, places, organizations."""

from bot.domain.case import Outcome
from bot.domain.diagnosis import Verdict
from tests.domain.cases import (
    ADMIN_KEY,
    GOOD,
    SCOPES_OPEN,
    a_reply,
    check_of,
    diagnosed,
    recorded,
    recorded_reply,
    the_list,
)

NO_SCOPE = "You have insufficient permissions for this operation. Missing scopes: model.request."


def test_a_restricted_key_that_may_not_list_models_is_alive() -> None:
    closed = recorded_reply(recorded("permissions")[1], "models")

    diagnosis = diagnosed(closed, *SCOPES_OPEN)

    assert diagnosis.verdict is Verdict.WORKS
    assert check_of(diagnosis, "invalid_key").outcome is Outcome.PASS
    billing = check_of(diagnosis, "billing")
    assert billing.outcome is Outcome.UNKNOWN
    assert billing.next_steps
    assert "credit" in diagnosis.summary


def test_a_closed_scope_that_is_wanted_fails_and_says_what_is_open() -> None:
    denied = a_reply("scope_chat_completions", 401, code="missing_scope", message=NO_SCOPE)
    quota = a_reply("quota", 401, code="missing_scope", message=NO_SCOPE)

    diagnosis = diagnosed(*GOOD, denied, quota)

    assert diagnosis.cause is not None
    assert (diagnosis.cause.slug, diagnosis.code) == ("permissions", "missing_scope")
    assert "model.request" in diagnosis.summary
    assert "Files" in diagnosis.summary
    scopes = check_of(diagnosis, "permissions").evidence["scopes"]
    assert isinstance(scopes, dict)
    assert (scopes["chat_completions"], scopes["embeddings"]) == ("denied", "allowed")


def test_a_closed_scope_that_nobody_wants_is_no_failure() -> None:
    denied = a_reply("scope_files", 403, code="missing_scope", message=NO_SCOPE)

    diagnosis = diagnosed(*GOOD, denied)

    assert diagnosis.verdict is Verdict.WORKS
    assert "Files" in check_of(diagnosis, "permissions").summary


def test_a_key_for_another_endpoint_only_works_there() -> None:
    denied = a_reply("scope_chat_completions", 401, code="missing_scope", message=NO_SCOPE)
    quota = a_reply("quota", 401, code="missing_scope", message=NO_SCOPE)

    diagnosis = diagnosed(*GOOD, denied, quota, endpoint="embeddings")

    assert diagnosis.verdict is Verdict.WORKS


def test_an_unexplained_401_on_one_endpoint_is_a_closed_scope_not_a_dead_key() -> None:
    diagnosis = diagnosed(*GOOD, a_reply("scope_chat_completions", 401, code="odd"))

    assert diagnosis.cause is not None
    assert (diagnosis.cause.slug, diagnosis.code) == ("permissions", "forbidden")


def test_a_place_that_is_not_served_says_nothing_of_the_key() -> None:
    country = recorded_reply(recorded("permissions")[9], "models")
    assert country.code == "unsupported_country_region_territory"

    diagnosis = diagnosed(country)

    assert diagnosis.cause is not None
    assert diagnosis.cause.slug == "permissions"
    assert check_of(diagnosis, "invalid_key").outcome is Outcome.SKIPPED


def test_an_admin_key_cannot_call_models() -> None:
    diagnosis = diagnosed(a_reply("admin"), paste=ADMIN_KEY)

    assert diagnosis.cause is not None
    assert diagnosis.cause.slug == "permissions"
    assert diagnosis.kind == "admin"
    assert "admin key" in diagnosis.summary


def test_a_wrong_organization_is_told_from_a_wrong_key() -> None:
    row = next(one for one in recorded("permissions") if one["name"] == "mismatched_organization")

    diagnosis = diagnosed(the_list(), recorded_reply(row, "models_scoped"), organization="org-x")

    assert diagnosis.code == "mismatched_organization"
    assert "the key alone, without any, is let in" in diagnosis.summary
