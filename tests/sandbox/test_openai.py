"""The local OpenAI refuses in OpenAI's order, with OpenAI's words."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.sandbox.openai import Account, Limits, LocalOpenAI, Stage, answers, refusals, refuses
from bot.sandbox.openai.answers import Answer
from bot.sandbox.sample_keys import ADMIN_KEY, SAMPLE_KEYS, WORKING_KEY, invented_key

KEY = WORKING_KEY.key
BY_CAUSE = {sample.cause: sample.key for sample in SAMPLE_KEYS}
ZERO_TOKENS = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": ""}]} | {
    "max_completion_tokens": 0
}
WHOLE_CALL = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hi"}]}


@pytest.fixture
async def openai() -> AsyncIterator[LocalOpenAI]:
    async with LocalOpenAI() as server:
        yield server


class Caller:
    """Sends requests with a key."""

    def __init__(self, openai: LocalOpenAI) -> None:
        self.http = httpx.AsyncClient(base_url=openai.base_url, trust_env=False)

    async def get(self, path: str, key: str | None = KEY, **headers: str) -> httpx.Response:
        return await self.http.get(path, headers=_with(key, headers))

    async def post(
        self, path: str, body: object, key: str | None = KEY, **headers: str
    ) -> httpx.Response:
        return await self.http.post(path, json=body, headers=_with(key, headers))


def _with(key: str | None, headers: dict[str, str]) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return named | ({"Authorization": f"Bearer {key}"} if key else {})


@pytest.fixture
async def call(openai: LocalOpenAI) -> AsyncIterator[Caller]:
    caller = Caller(openai)
    yield caller
    await caller.http.aclose()


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


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        pytest.param(Stage.ACCOUNT, answers.ACCOUNT_DEACTIVATED, id="deactivated"),
        pytest.param(Stage.ACCOUNT, answers.ACCESS_TERMINATED, id="terminated"),
        pytest.param(Stage.PLACE, answers.IP_NOT_AUTHORIZED, id="ip allowlist"),
        pytest.param(Stage.PLACE, answers.UNSUPPORTED_COUNTRY, id="country"),
        pytest.param(Stage.EDGE, answers.SERVER_ERROR, id="500"),
        pytest.param(Stage.EDGE, answers.OVERLOADED, id="503"),
    ],
)
async def test_what_an_account_refuses_is_refused_everywhere(
    openai: LocalOpenAI, call: Caller, stage: Stage, answer: Answer
) -> None:
    openai.accounts[KEY] = refuses(stage, answer)

    for reply in (await call.get("/models"), await call.post("/responses", {"speed": 1})):
        assert (reply.status_code, reply.json()) == (answer.status, answer.body)


@pytest.mark.parametrize(
    "answer",
    [
        answers.INSUFFICIENT_QUOTA,
        answers.CREDIT_BALANCE_EXHAUSTED,
        answers.ORGANIZATION_SPEND_LIMIT_EXCEEDED,
        answers.PROJECT_SPEND_LIMIT_EXCEEDED,
        answers.ORGANIZATION_USAGE_LIMIT_EXCEEDED,
        answers.BILLING_NOT_ACTIVE,
        answers.BILLING_HARD_LIMIT_REACHED,
        answers.SLOW_DOWN,
    ],
)
async def test_money_is_asked_for_only_by_a_whole_call(
    openai: LocalOpenAI, call: Caller, answer: Answer
) -> None:
    openai.accounts[KEY] = refuses(Stage.QUOTA, answer)

    assert (await call.get("/models")).status_code == 200
    assert (await call.post("/chat/completions", {"speed": 1})).status_code == 400
    assert (await call.post("/chat/completions", ZERO_TOKENS)).json() == answer.body


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


async def test_the_rate_limit_says_how_long_to_wait(call: Caller) -> None:
    reply = await call.post("/chat/completions", ZERO_TOKENS, key=BY_CAUSE["rate_limit"])

    error = reply.json()["error"]
    assert (reply.status_code, error["code"]) == (429, "rate_limit_exceeded")
    assert "requests per min (RPM): Limit 3, Used 3" in error["message"]
    assert reply.headers["retry-after"] == "20"
    assert reply.headers["x-ratelimit-remaining-requests"] == "0"


async def test_tokens_have_a_limit_of_their_own(openai: LocalOpenAI, call: Caller) -> None:
    openai.accounts[KEY] = Account(limits=Limits(remaining_tokens=0))

    reply = await call.post("/chat/completions", ZERO_TOKENS)

    assert "tokens per min (TPM)" in reply.json()["error"]["message"]


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


async def test_the_switches_hold_for_every_key(openai: LocalOpenAI, call: Caller) -> None:
    openai.quota_spent = True
    assert (await call.post("/chat/completions", ZERO_TOKENS)).status_code == 429
    openai.down = answers.BAD_GATEWAY

    reply = await call.get("/models")

    assert (reply.status_code, reply.headers["content-type"]) == (502, "text/html; charset=UTF-8")
    assert "x-request-id" not in reply.headers


async def test_a_hanging_account_never_answers(openai: LocalOpenAI, call: Caller) -> None:
    openai.accounts[KEY] = refuses(Stage.EDGE, answers.HANGS)

    with pytest.raises(httpx.ReadTimeout):
        await call.http.get("/models", headers=_with(KEY, {}), timeout=0.1)
