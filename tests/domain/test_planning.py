"""What is asked, in which round, and what is never asked."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.case import Evidence
from bot.domain.endpoints import ENDPOINTS
from bot.domain.planning import next_probes
from bot.domain.probes import Auth, Body, Failure, Model, Probe, Reply
from bot.domain.questions import SCOPES
from bot.domain.verdict import diagnose
from tests.domain.cases import (
    ADMIN_KEY,
    GOOD,
    SCOPES_OPEN,
    a_reply,
    evidence,
    recorded,
    recorded_reply,
    the_list,
)


def names(known: Evidence) -> set[str]:
    return {probe.name for probe in next_probes(known)}


def probe(name: str, *replies: Reply, **parts: Any) -> Probe:  # noqa: ANN401
    return next(one for one in next_probes(evidence(*replies, **parts)) if one.name == name)


def test_the_first_round_asks_whether_the_key_is_known() -> None:
    assert names(evidence(finished=False)) == {"models"}
    assert names(evidence(finished=False, model="gpt-6")) == {"models", "model"}
    assert names(evidence(finished=False, organization="org-x")) == {"models", "models_scoped"}
    assert probe("models", finished=False).auth is Auth.KEY
    assert probe("models_scoped", finished=False, organization="org-x").auth is Auth.SCOPED


@pytest.mark.parametrize("paste", ["", "hunter2", "sk-ant-api03-" + "Invented" * 12, "sk-…abcd"])
def test_without_a_key_that_may_be_sent_nothing_is_asked(paste: str) -> None:
    assert next_probes(evidence(paste=paste, finished=False)) == ()


def test_when_the_run_is_over_nothing_is_asked() -> None:
    assert next_probes(evidence(finished=True)) == ()


def test_an_admin_key_is_asked_for_in_its_own_place_only() -> None:
    assert names(evidence(paste=ADMIN_KEY, finished=False)) == {"admin"}
    assert next_probes(evidence(a_reply("admin"), paste=ADMIN_KEY, finished=False)) == ()


@pytest.mark.parametrize(
    "reply",
    [
        a_reply("models", 401, code="invalid_api_key"),
        a_reply("models", 401),
        a_reply("models", 403, code="unsupported_country_region_territory"),
        a_reply("models", 401, code="ip_not_authorized"),
        a_reply("models", 401, code="account_deactivated"),
        a_reply("models", 403, body=Body.HTML),
        a_reply("models", 500),
        a_reply("models", None, failure=Failure.TIMEOUT),
    ],
    ids=lambda reply: f"{reply.status}-{reply.code or reply.body.value}",
)
def test_a_key_that_is_not_let_in_is_not_tried_again(reply: Reply) -> None:
    assert next_probes(evidence(reply, finished=False)) == ()


def test_a_known_key_is_asked_for_its_account_and_its_scopes() -> None:
    assert names(evidence(the_list(), finished=False)) == {
        "quota",
        *(one.name for one in SCOPES),
    }


def test_a_restricted_key_without_a_list_still_gets_the_scopes_asked() -> None:
    closed = recorded_reply(recorded("permissions")[1], "models")

    assert names(evidence(closed, finished=False)) == {one.name for one in SCOPES}
    shown = a_reply("model", 403, code="missing_scope")
    assert "quota" in names(evidence(closed, shown, finished=False, model="gpt-6"))


def test_the_quota_check_asks_for_nothing_with_a_model_from_the_list() -> None:
    quota = probe("quota", the_list(Model("gpt-6-mini"), Model("gpt-6")), finished=False)

    assert quota.body is not None
    assert quota.body["model"] == "gpt-6-mini"
    assert quota.body["max_completion_tokens"] == 0
    assert quota.body["messages"] == [{"role": "user", "content": ""}]
    assert not quota.billed


def test_an_older_model_gets_the_older_parameter() -> None:
    quota = probe("quota", the_list(Model("gpt-4-turbo")), finished=False)

    assert quota.body is not None
    assert quota.body["max_tokens"] == 0


@pytest.mark.parametrize(
    ("models", "chosen"),
    [
        ((Model("text-embedding-3-small"), Model("gpt-6")), "gpt-6"),
        ((Model("gpt-4.1", "2027-01-14"), Model("gpt-6")), "gpt-6"),
        ((Model("gpt-4", "2026-10-23"), Model("gpt-4o", "2027-01-14")), "gpt-4o"),
        ((Model("gpt-4", "2026-11-23"), Model("gpt-4o", "2026-11-24")), "gpt-4o"),
        ((Model("gpt-5-pro"), Model("gpt-image-2"), Model("gpt-6-sol")), "gpt-6-sol"),
    ],
)
def test_the_borrowed_model_is_one_that_talks_and_stays(
    models: tuple[Model, ...], chosen: str
) -> None:
    quota = probe("quota", the_list(*models), finished=False)

    assert quota.body is not None
    assert quota.body["model"] == chosen


def test_a_model_may_be_borrowed_on_its_last_day() -> None:
    assert "quota" in names(evidence(the_list(Model("gpt-4", "2026-11-24")), finished=False))
    assert "quota" not in names(evidence(the_list(Model("gpt-4", "2026-11-23")), finished=False))


def test_no_model_that_talks_no_quota_check() -> None:
    assert "quota" not in names(evidence(the_list(Model("whisper-1")), finished=False))


def test_the_persons_model_is_used_if_it_talks() -> None:
    shown = a_reply("model", models=(Model("gpt-6"),))

    quota = probe("quota", the_list(), shown, finished=False, model="gpt-6")

    assert quota.body is not None
    assert quota.body["model"] == "gpt-6"


def test_a_model_that_is_not_there_does_not_stop_the_quota_check() -> None:
    missing = a_reply("model", 404, code="model_not_found", message="does not exist")

    quota = probe("quota", the_list(), missing, finished=False, model="gpt-9")

    assert quota.body is not None
    assert quota.body["model"] == "gpt-6-mini"


def test_the_other_parameter_is_tried_if_the_first_is_refused() -> None:
    refused = a_reply("quota", 400, code="unsupported_parameter")

    again = probe("quota_again", the_list(), refused, *SCOPES_OPEN, finished=False)

    assert again.body is not None
    assert again.body["max_tokens"] == 0
    assert "max_completion_tokens" not in again.body


@pytest.mark.parametrize("endpoint", [one for one in ENDPOINTS if one.trial], ids=lambda e: e.slug)
def test_the_persons_endpoint_is_tried_with_values_that_are_refused(endpoint: Any) -> None:  # noqa: ANN401
    shown = a_reply("model", models=(Model("some-model"),))

    trial = probe(
        "endpoint", the_list(), shown, finished=False, model="some-model", endpoint=endpoint.slug
    )

    assert trial.path == endpoint.path
    assert trial.body is not None
    assert trial.body["model"] == "some-model"
    assert not trial.billed
    assert endpoint.paid is None or dict(trial.body) != {"model": "some-model", **endpoint.paid}


def test_a_model_that_does_not_talk_is_tried_where_it_was_meant_to() -> None:
    shown = a_reply("model", models=(Model("whisper-1"),))

    asked = {"model": "whisper-1", "endpoint": "chat_completions"}
    trial = probe("endpoint", the_list(), shown, finished=False, **asked)

    assert trial.path == "/chat/completions"
    assert trial.body is not None
    assert trial.body["model"] == "whisper-1"


@pytest.mark.parametrize("endpoint", ["completions", "audio_transcriptions", "batches"])
def test_a_rare_endpoint_is_asked_for_only_if_it_is_wanted(endpoint: str) -> None:
    assert f"scope_{endpoint}" not in names(evidence(the_list(), finished=False))
    assert f"scope_{endpoint}" in names(evidence(the_list(), finished=False, endpoint=endpoint))


def test_nothing_is_billed_unless_it_was_asked_for() -> None:
    assert next_probes(evidence(*GOOD, finished=False)) == ()

    (paid,) = next_probes(evidence(*GOOD, finished=False, paid=True))

    assert (paid.name, paid.billed) == ("paid_call", True)
    assert paid.body is not None
    assert paid.body["max_completion_tokens"] == 16


def test_a_call_that_would_be_refused_is_not_paid_for() -> None:
    quota = recorded_reply(recorded("billing")[0])

    assert next_probes(evidence(the_list(), quota, *SCOPES_OPEN, finished=False, paid=True)) == ()


def test_an_odd_model_name_cannot_break_the_path() -> None:
    name = "../files?x=1#\n\ud800 äö"

    path = probe("model", finished=False, model=name).path

    assert path.startswith("/models/")
    assert path.isascii()
    assert not set(path.removeprefix("/models/")) & set("/?# \n")


def test_a_name_of_ten_thousand_characters_is_not_sent() -> None:
    known = evidence(the_list(), finished=False, model="x" * 10_000)

    bodies = [str(one.body) + one.path for one in next_probes(known)]

    assert all(len(body) < 1000 for body in bodies)
    done = diagnose(replace(known, finished=True), requests=1, seconds=0.0)
    assert done.cause is not None
    assert done.cause.slug == "model_endpoint"
    assert "x" * 1000 not in done.summary
