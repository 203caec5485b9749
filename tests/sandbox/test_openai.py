"""The local OpenAI refuses in OpenAI's order, with OpenAI's words."""

import httpx
import pytest

from bot.sandbox.openai import Account, LocalOpenAI, Stage, answers, refusals, refuses
from bot.sandbox.openai.answers import Answer
from bot.sandbox.sample_keys import ADMIN_KEY, invented_key
from tests.sandbox.openai_caller import BY_CAUSE, KEY, ZERO_TOKENS, Caller

WHOLE_CALL = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hi"}]}


async def test_a_good_key_lists_models_with_their_last_days(call: Caller) -> None:
    reply = await call.get("/models")

    listed = {model["id"]: model["shutdown_date"] for model in reply.json()["data"]}
    assert reply.status_code == 200
    assert listed["gpt-6-luna"] is None
    assert listed["gpt-4o-mini"] is not None
    assert reply.headers["openai-organization"] == "org-sandbox"
    assert reply.headers["x-request-id"].startswith("req_")


async def test_a_request_without_a_key_is_told_how_to_send_one(call: Caller) -> None:
    reply = await call.get("/models", key=None)

    assert reply.status_code == 401
    assert reply.json()["error"]["code"] is None
    assert "You didn't provide an API key" in reply.json()["error"]["message"]


async def test_a_header_without_bearer_is_no_key(openai: LocalOpenAI) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        reply = await http.get(f"{openai.base_url}/models", headers={"Authorization": KEY})

    assert reply.json() == answers.NO_KEY.body


async def test_an_unknown_key_is_echoed_with_stars(call: Caller) -> None:
    reply = await call.get("/models", key=BY_CAUSE["invalid_key"])

    error = reply.json()["error"]
    assert (reply.status_code, error["code"]) == (401, "invalid_api_key")
    assert "sk-proj-***" in error["message"]
    assert BY_CAUSE["invalid_key"] not in error["message"]


async def test_zero_tokens_pass_every_stage_and_cost_nothing(
    openai: LocalOpenAI, call: Caller
) -> None:
    reply = await call.post("/chat/completions", ZERO_TOKENS)

    assert reply.status_code == 400
    assert reply.json()["error"]["param"] == "max_completion_tokens"
    assert reply.headers["x-ratelimit-limit-tokens"] == "200000"
    assert openai.billed == []


async def test_a_reasoning_model_wants_the_other_name(call: Caller) -> None:
    body = {"model": "gpt-6-luna", "messages": [{"role": "user", "content": ""}], "max_tokens": 0}

    reply = await call.post("/chat/completions", body)

    assert reply.json()["error"]["code"] == "unsupported_parameter"


async def test_a_whole_call_is_served_and_billed(openai: LocalOpenAI, call: Caller) -> None:
    reply = await call.post("/chat/completions", WHOLE_CALL)

    assert reply.json()["choices"][0]["message"]["content"] == "ok"
    assert [request.path for request in openai.billed] == ["/v1/chat/completions"]


async def test_a_missing_scope_comes_before_the_body(call: Caller) -> None:
    restricted = BY_CAUSE["permissions"]

    reply = await call.post("/chat/completions", {"speed": 1}, key=restricted)

    assert (reply.status_code, reply.json()["error"]["code"]) == (401, "missing_scope")
    assert "Missing scopes: model.request." in reply.json()["error"]["message"]
    assert (await call.get("/models", key=restricted)).status_code == 200


async def test_a_missing_scope_on_the_list_of_models_is_a_string(
    openai: LocalOpenAI, call: Caller
) -> None:
    openai.accounts[KEY] = Account(scopes=frozenset({"model.request"}))

    reply = await call.get("/models")

    assert reply.status_code == 403
    assert "Missing scopes: api.model.read." in reply.json()["error"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/chat/completions", 400),
        ("/completions", 400),
        ("/responses", 400),
        ("/embeddings", 400),
        ("/images/generations", 400),
        ("/audio/speech", 400),
        ("/audio/transcriptions", 415),
        ("/moderations", 400),
        ("/files", 415),
        ("/fine_tuning/jobs", 400),
        ("/assistants", 400),
        ("/batches", 400),
        ("/realtime/client_secrets", 400),
    ],
)
async def test_a_wrong_body_tells_that_the_key_may(
    openai: LocalOpenAI, call: Caller, path: str, status: int
) -> None:
    assert (await call.post(path, {"speed": 1})).status_code == status
    assert openai.billed == []


@pytest.mark.parametrize(
    ("model", "status", "words"),
    [
        pytest.param("text-davinci-003", 404, "has been deprecated", id="shut down"),
        pytest.param("gpt-nobody", 404, "does not exist or you do not have access", id="unknown"),
        pytest.param("gpt-3.5-turbo-instruct", 404, "not a chat model", id="wrong endpoint"),
    ],
)
async def test_a_model_that_cannot_be_used_is_named(
    call: Caller, model: str, status: int, words: str
) -> None:
    reply = await call.post("/chat/completions", ZERO_TOKENS | {"model": model})

    assert reply.status_code == status
    assert words in reply.json()["error"]["message"]


async def test_a_project_may_be_kept_from_a_model(openai: LocalOpenAI, call: Caller) -> None:
    def refuse(model: str, account: Account) -> Answer:
        return refusals.project_without_model(account.project, model)

    openai.accounts[KEY] = refuses(Stage.MODEL, refuse)

    reply = await call.post("/chat/completions", ZERO_TOKENS)

    assert reply.status_code == 403
    assert "`proj_sandbox` does not have access to model `gpt-4o-mini`" in reply.text


async def test_organization_and_project_headers_must_match(
    openai: LocalOpenAI, call: Caller
) -> None:
    openai.accounts[invented_key("other")] = Account(organization="org-other")

    other = await call.get("/models", OpenAI_Organization="org-other")
    none = await call.get("/models", OpenAI_Organization="org-none")
    project = await call.get("/models", OpenAI_Project="proj_other")

    assert other.json()["error"]["code"] == "mismatched_organization"
    assert none.json()["error"]["message"] == "No such organization: org-none."
    assert project.json()["error"]["code"] == "mismatched_project"


async def test_an_admin_key_looks_after_the_organization_and_calls_no_model(call: Caller) -> None:
    assert (await call.get("/organization/admin_api_keys", key=ADMIN_KEY)).status_code == 200
    assert (await call.get("/models", key=ADMIN_KEY)).status_code == 403
    assert (await call.get("/organization/costs")).status_code == 403


async def test_an_unknown_url_is_named(openai: LocalOpenAI, call: Caller) -> None:
    doubled = await call.post("/chat/completions/chat/completions", {})
    async with httpx.AsyncClient(trust_env=False) as http:
        bare = await http.post(openai.base_url.removesuffix("/v1") + "/chat/completions")

    assert doubled.json()["error"]["message"] == (
        "Invalid URL (POST /v1/chat/completions/chat/completions)"
    )
    assert bare.json()["error"]["code"] == "unknown_url"
