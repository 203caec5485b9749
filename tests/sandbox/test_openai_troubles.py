"""Accounts in trouble, and an OpenAI in trouble."""

import httpx
import pytest

from bot.sandbox.openai import Account, Limits, LocalOpenAI, Stage, answers, refuses
from bot.sandbox.openai.answers import Answer
from tests.sandbox.openai_caller import BY_CAUSE, KEY, ZERO_TOKENS, Caller, with_key


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
        await call.http.get("/models", headers=with_key(KEY, {}), timeout=0.1)
