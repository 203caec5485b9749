"""Texts in every language and wrapping get their cause, and the answer uses what they tell."""

import json
from pathlib import Path

import pytest

from bot.domain.causes import CAUSES
from bot.domain.explain import explain, to_json
from tests.domain.explain.texts import ROWS, Row

CAUSE_SLUGS = {cause.slug for cause in CAUSES}
KNOWN = {*CAUSE_SLUGS, "bad_request", "unknown"}
SAMPLE = Path(__file__).parents[4] / "shared" / "data" / "errors-sample.jsonl"
RATE = (
    "Rate limit reached for gpt-4o in organization org-MadeUpForTheseTests01 on tokens per min (TPM): "
    "Limit 30000, Used 29100, Requested 2400. Please try again in 1m3.5s."
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_an_invented_text_gets_its_cause(row: Row) -> None:
    explained = explain(row.text)

    assert explained.cause == row.cause, explained
    assert (explained.code is None) == (row.cause == "unknown")
    assert explained.summary.endswith(".")
    assert 1 <= len(explained.next_steps) <= 4
    assert all(0 < len(quoted) <= 200 for quoted in explained.evidence)
    assert bool(explained.evidence) or row.cause == "unknown"
    assert set(explained.also) <= CAUSE_SLUGS - {row.cause}


def test_every_cause_has_texts() -> None:
    assert {row.cause for row in ROWS} == KNOWN


def test_the_json_is_that_of_the_contract() -> None:
    shown = json.loads(json.dumps(to_json(explain(RATE))))

    assert list(shown) == [
        "cause",
        "code",
        "confidence",
        "summary",
        "next_steps",
        "evidence",
        "also",
    ]
    assert shown["cause"] == "rate_limit"
    assert shown["code"] == "rate_limit_exceeded"
    assert 0 <= shown["confidence"] <= 1


def test_the_real_texts_are_explained_where_they_are_at_hand() -> None:
    lines = SAMPLE.read_text("utf-8").splitlines() if SAMPLE.exists() else []
    sample = [json.loads(line) for line in lines]
    wanted = [{"not_openai": "unknown"}.get(one["cause"], one["cause"]) for one in sample]

    right = [explain(one["text"]).cause == want for one, want in zip(sample, wanted, strict=True)]

    assert sum(right) >= 0.95 * len(right)
    for cause in set(wanted):
        of_cause = [hit for hit, want in zip(right, wanted, strict=True) if want == cause]
        assert sum(of_cause) >= 0.85 * len(of_cause), cause


def test_numbers_and_names_are_read_and_ids_masked() -> None:
    explained = explain(
        f"openai.RateLimitError: Error code: 429 - {{'error': {{'message': '{RATE}'}}}}"
    )

    assert dict(explained.details) == {
        "status": 429,
        "model": "gpt-4o",
        "limit": 30000,
        "used": 29100,
        "requested": 2400,
        "dimension": "TPM",
        "wait_seconds": 63.5,
        "organization": "org-…ts01",
        "sdk": "openai-python",
    }
    assert "limit 30000 TPM" in explained.summary
    assert "1 min 3.5 s" in explained.summary
    assert "MadeUpForTheseTests" not in repr(explained)


def test_the_place_of_a_bad_character_is_counted_in_the_key() -> None:
    explained = explain(
        "UnicodeEncodeError: 'ascii' codec can't encode character '\\u201d' in position 58: "
        "ordinal not in range(128)",
    )

    assert explained.details["position"] == 58
    assert explained.details["character"] == "U+201D"
    assert "number 52 of the key" in explained.summary


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Missing scopes: model.request, api.model.read.", "missing_scopes", ("model.request", "api.model.read")),
        ("Project `proj_MadeUpForTests01` does not have access to model `gpt-4o`", "project", "proj_…ts01"),
        ("Project `proj_MadeUpForTests01` does not have access to model `gpt-4o`", "model", "gpt-4o"),
        ("500 from https://api.openai.com/v1/embeddings, x-request-id: req_0123456789abcdef01234567", "request_id", "req_0123456789abcdef01234567"),
        ("500 from https://api.openai.com/v1/embeddings", "endpoint", "embeddings"),
        ("Unsupported parameter: 'max_tokens' is not supported with this model.", "parameter", "max_tokens"),
        ("openai@4.52.0: 429 You exceeded your current quota", "sdk_version", "4.52.0"),
        ("openai.error.RateLimitError: You exceeded your current quota", "sdk_version", "0.x"),
        ("at node_modules/openai/core.js: 401 Incorrect API key provided: sk-a***b.", "sdk", "openai-node"),
        ("Unexpected char 0x201c at 7 in Authorization value", "position", 7),
        ("openai 429, retry-after: 20, Too Many Requests", "wait_seconds", 20.0),
        ("This model's maximum context length is 8192 tokens.", "context_limit", 8192),
    ],
)  # fmt: skip
def test_a_detail_is_read(text: str, name: str, value: object) -> None:
    assert explain(text).details[name] == value


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("openai.APIConnectionError: Connection error.", "auth_header"),
        ("OpenAI answered 429", "billing"),
        ("OpenAI answered 401 Unauthorized", "auth_header"),
        ("Project `proj_Made1` does not have access to model `gpt-4o` code: 'model_not_found'", "model_endpoint"),
        ("Illegal header value b'Bearer '", "environment"),
        ("openai.APITimeoutError: Request timed out.", "service_status"),
    ],
)  # fmt: skip
def test_words_that_fit_two_causes_name_both(text: str, also: str) -> None:
    assert also in explain(text).also


def test_the_two_kinds_of_429_are_told_apart() -> None:
    quota = "Error code: 429 - {'error': {'message': 'You exceeded your current quota', 'code': 'insufficient_quota'}}"

    assert explain(f"Rate limit: retrying. openai.RateLimitError: {quota}").cause == "billing"
    assert explain(RATE).cause == "rate_limit"
    assert explain("openai: 429").next_steps[-1].startswith("To be surer")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param(
            "httpx.LocalProtocolError: Illegal header value b'Bearer sk\\n'\n\n"
            "The above exception was the direct cause of the following exception:\n\n"
            "openai.APIConnectionError: Connection error.",
            "auth_header",
            id="python tells the innermost first",
        ),
        pytest.param(
            "java.lang.RuntimeException: OpenAI call failed: timed out\n"
            "Caused by: javax.net.ssl.SSLHandshakeException: PKIX path building failed",
            "network",
            id="java tells it last",
        ),
        pytest.param(
            "ask: complete: openai: error, status code: 404, message: The model `o9` does not exist",
            "model_endpoint",
            id="go wraps from left to right",
        ),
    ],
)
def test_the_innermost_cause_of_a_chain_decides(text: str, cause: str) -> None:
    assert explain(text).cause == cause


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("google.api_core.exceptions.ResourceExhausted: 429 Quota exceeded", "Google Gemini"),
        ("litellm.RateLimitError: GroqException - Rate limit reached", "Groq"),
        ("psycopg2.OperationalError: connection refused", "PostgreSQL"),
        (
            "openai.NotFoundError: Error code: 404 - {'error': {'code': 'DeploymentNotFound'}}",
            "Azure OpenAI",
        ),
    ],
)
def test_another_ones_error_is_named_and_no_key_is_blamed(text: str, name: str) -> None:
    explained = explain(text)

    assert explained.cause == "unknown"
    assert name in explained.summary


def test_what_happens_in_the_program_counts_whoever_is_called() -> None:
    text = "api.deepseek.com: Client.__init__() got an unexpected keyword argument 'proxies'"

    assert explain(text).cause == "sdk"


def test_windows_gets_a_windows_command() -> None:
    explained = explain(
        'File "C:\\Users\\me\\site-packages\\openai\\_client.py", line 105\n'
        "openai.OpenAIError: The api_key client option must be set",
    )

    assert "PowerShell" in explained.next_steps[0]


def test_nothing_to_explain_says_what_it_needs() -> None:
    explained = explain("It does not work any more, please help")

    assert explained.cause == "unknown"
    assert "Paste the whole error" in explained.next_steps[0]


def test_a_megabyte_of_log_is_read_where_the_trouble_is() -> None:
    noise = "2026-01-01 INFO served /health in 3 ms\n" * 14_000
    trouble = "ERROR openai: insufficient_quota\n"

    assert explain(noise + trouble + noise).cause == "billing"
