"""The model that the person named: its endpoint, its near names, its refusals."""

import pytest

from bot.domain.case import Outcome
from bot.domain.diagnosis import Verdict
from bot.domain.endpoints import DEFAULT, ENDPOINTS, at_path, by_slug, fits
from bot.domain.probes import Model
from tests.domain.cases import (
    GOOD,
    SCOPES_OPEN,
    a_reply,
    check_of,
    diagnosed,
    recorded,
    recorded_reply,
    the_list,
)


@pytest.mark.parametrize(
    ("model", "endpoint"),
    [
        ("gpt-6", "chat_completions"),
        ("gpt-4o-2024-08-06", "responses"),
        ("o3", "chat_completions"),
        ("ft:gpt-4o-mini:acme::abc", "chat_completions"),
        ("o1-pro", "responses"),
        ("gpt-5-codex", "responses"),
        ("text-embedding-3-large", "embeddings"),
        ("text-embedding-ada-002", "embeddings"),
        ("dall-e-3", "images"),
        ("gpt-image-2", "images"),
        ("tts-1-hd", "audio_speech"),
        ("gpt-4o-mini-tts", "audio_speech"),
        ("whisper-1", "audio_transcriptions"),
        ("gpt-4o-transcribe", "audio_transcriptions"),
        ("omni-moderation-latest", "moderations"),
        ("gpt-realtime", "realtime"),
        ("gpt-3.5-turbo-instruct", "completions"),
        ("davinci-002", "completions"),
        ("gpt-audio", "chat_completions"),
    ],
)
def test_a_family_goes_with_its_endpoints(model: str, endpoint: str) -> None:
    assert endpoint in fits(model)


@pytest.mark.parametrize(
    ("model", "endpoint"),
    [
        ("text-embedding-3-small", "chat_completions"),
        ("whisper-1", "chat_completions"),
        ("gpt-6", "embeddings"),
        ("gpt-image-2", "chat_completions"),
        ("o1-pro", "chat_completions"),
        ("gpt-6", "completions"),
    ],
)
def test_a_model_at_the_wrong_endpoint_fails(model: str, endpoint: str) -> None:
    reply = a_reply("model", models=(Model(model),))

    diagnosis = diagnosed(*GOOD, reply, model=model, endpoint=endpoint)

    assert diagnosis.cause is not None
    assert (diagnosis.cause.slug, diagnosis.code) == ("model_endpoint", "wrong_endpoint")
    assert model in diagnosis.summary
    assert by_slug(endpoint).title in diagnosis.summary


@pytest.mark.parametrize("endpoint", ["files", "batches"])
def test_an_endpoint_that_takes_anything_is_no_mismatch(endpoint: str) -> None:
    reply = a_reply("model", models=(Model("tts-1"),))

    assert diagnosed(*GOOD, reply, model="tts-1", endpoint=endpoint).verdict is Verdict.WORKS


def test_a_name_of_no_known_family_gives_no_opinion() -> None:
    reply = a_reply("model", models=(Model("mystery-1"),))

    assert fits("mystery-1") == frozenset()
    assert diagnosed(*GOOD, reply, model="mystery-1").verdict is Verdict.WORKS


@pytest.mark.parametrize(
    ("model", "title"),
    [
        ("text-embedding-3-small", "Embeddings"),
        ("whisper-1", "Transcription"),
        ("o1-pro", "Responses"),
        ("gpt-6", "Chat completions"),
        ("mystery-1", "Chat completions"),
    ],
)
def test_a_model_without_an_endpoint_is_taken_to_be_used_where_it_belongs(
    model: str, title: str
) -> None:
    reply = a_reply("model", models=(Model(model),))

    diagnosis = diagnosed(*GOOD, reply, model=model)

    assert diagnosis.verdict is Verdict.WORKS
    assert title in diagnosis.summary


def test_a_live_answer_outweighs_the_family() -> None:
    reply = a_reply("model", models=(Model("gpt-9-pro"),))
    called = a_reply("endpoint", 400, code="integer_below_min_value")

    asked = {"model": "gpt-9-pro", "endpoint": "chat_completions"}
    assert diagnosed(*GOOD, reply, **asked).code == "wrong_endpoint"
    assert diagnosed(*GOOD, reply, called, **asked).verdict is Verdict.WORKS


@pytest.mark.parametrize("row", recorded("model_endpoint"), ids=lambda row: row["message"][:50])
@pytest.mark.parametrize("probe", ["model", "quota", "endpoint"])
def test_a_refusal_of_the_named_model_is_the_cause(row: dict[str, str], probe: str) -> None:
    diagnosis = diagnosed(*GOOD, recorded_reply(row, probe), model="gpt-7")

    assert diagnosis.cause is not None
    assert (diagnosis.cause.slug, diagnosis.code) == ("model_endpoint", row["name"])


def test_the_nearest_name_is_proposed() -> None:
    missing = recorded_reply(recorded("model_endpoint")[0], "model")

    diagnosis = diagnosed(*GOOD, missing, model="gpt-6-minni")

    assert "`gpt-6-mini`" in diagnosis.summary
    assert diagnosis.next_steps[0] == "Try `gpt-6-mini`."
    assert len(diagnosis.next_steps) <= 4


def test_a_borrowed_model_that_is_refused_is_nobodys_fault() -> None:
    borrowed = recorded_reply(recorded("model_endpoint")[0], "quota")

    diagnosis = diagnosed(the_list(), borrowed, *SCOPES_OPEN)

    assert diagnosis.verdict is Verdict.WORKS
    assert check_of(diagnosis, "billing").outcome is Outcome.UNKNOWN


def test_a_wrong_base_url_is_told_by_the_list() -> None:
    wrong = recorded_reply(recorded("model_endpoint")[7], "models")

    diagnosis = diagnosed(wrong)

    assert diagnosis.code == "unknown_url"
    assert "/v1" in diagnosis.summary


def test_a_project_that_may_not_use_the_model_is_a_matter_of_permissions() -> None:
    row = next(one for one in recorded("permissions") if one["name"] == "model_not_found")

    diagnosis = diagnosed(*GOOD, recorded_reply(row, "model"), model="gpt-6")

    assert diagnosis.cause is not None
    assert (diagnosis.cause.slug, diagnosis.code) == ("permissions", "model_not_found")


def test_markup_in_a_models_name_does_not_reach_the_summary() -> None:
    missing = recorded_reply(recorded("model_endpoint")[0], "model")

    summary = diagnosed(*GOOD, missing, model="<!channel>`*x*`").summary

    assert not set("<>!*") & set(summary)


def test_the_endpoints_have_slugs_and_paths_of_their_own() -> None:
    assert len({one.slug for one in ENDPOINTS}) == len({one.path for one in ENDPOINTS})
    assert len(ENDPOINTS) == 12
    assert by_slug(DEFAULT) is ENDPOINTS[0]
    for endpoint in ENDPOINTS:
        assert at_path(f"/v1{endpoint.path}") is endpoint
        assert at_path(f"/v1{endpoint.path}/some_id") is endpoint
    assert at_path("/v1/models") is None


def test_an_endpoint_that_does_not_exist_is_read_as_the_common_one() -> None:
    assert diagnosed(*GOOD, endpoint="nonsense").verdict is Verdict.WORKS
