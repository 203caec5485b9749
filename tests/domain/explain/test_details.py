"""What is read out of a text beside its cause, and the language that the advice speaks."""

import pytest

from bot.domain.explain import explain
from bot.domain.explain.durations import seconds, spelled

SLOW = (
    "Rate limit reached for default-gpt-3.5-turbo in organization org-MadeUpForTheseTests01 on "
    "tokens per day (TPD): Limit 90000, Used 90000, Requested 18. Please try again in 7m12s."
)
LIMITS = (
    "HTTP/2 429\nopenai-organization: made-up\nx-ratelimit-limit-requests: 500\n"
    "x-ratelimit-remaining-requests: 12\nx-ratelimit-limit-tokens: 30000\n"
    "x-ratelimit-remaining-tokens: 0\nx-ratelimit-reset-tokens: 1m5s\n"
)


@pytest.mark.parametrize(
    ("text", "duration", "words"),
    [
        ("7m12s", 432, "7 min 12 s"),
        ("120ms", 0.12, "0.12 s"),
        ("20", 20, "20 s"),
        ("1h0m3.25s", 3603.25, "1 h 3.2 s"),
        ("2d", 172800, "2 d"),
        ("0s", 0, "0 s"),
    ],
)
def test_a_duration_is_read_and_told(text: str, duration: float, words: str) -> None:
    assert seconds(text) == duration
    assert spelled(duration) == words


def test_the_old_free_tier_is_no_part_of_the_model() -> None:
    explained = explain(SLOW)

    assert explained.details["model"] == "gpt-3.5-turbo"
    assert "free again in 7 min 12 s" in explained.summary


def test_the_headers_tell_which_limit_is_used_up() -> None:
    explained = explain(LIMITS)

    assert explained.cause == "rate_limit"
    assert explained.details["limit"] == 30000
    assert "limit 30000 tokens, remaining 0, free again in 1 min 5 s" in explained.summary


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "OpenAI: This model's maximum context length is 8192 tokens. However, you requested "
                "9631 tokens. model: 'gpt-4'"
            ),
            "(limit 8192, sent 9631, model `gpt-4`)",
        ),
        (
            (
                "OpenAI 400 max_tokens is too large: 5000. This model supports at most 4096 "
                "completion tokens, whereas you provided 5000."
            ),
            "(limit 4096, sent 5000)",
        ),
    ],
)
def test_a_request_that_is_too_long_is_told_with_both_numbers(text: str, said: str) -> None:
    assert said in explain(text).summary


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                "Cannot convert argument to a ByteString because the character at index 9 has a value "
                "of 8230 which is greater than 255."
            ),
            "character U+2026, the “…” of a shortened copy, at position 9, which is number 3 of",
        ),
        (
            (
                "UnicodeEncodeError: 'latin-1' codec can't encode characters in position 7-9: "
                "ordinal not in range(256)"
            ),
            "character at position 7 to 9, which is number 1-3 of the key",
        ),
        ("Unexpected char 0x0a at 58 in Authorization value: Bearer x", "U+000A, a line break,"),
    ],
)
def test_a_bad_character_is_named(text: str, said: str) -> None:
    assert said in explain(text).summary


def test_a_masked_copy_is_told_first() -> None:
    explained = explain("Cannot convert argument to a ByteString … index 9 has a value of 8230")

    assert "is shortened and works nowhere" in explained.next_steps[0]


@pytest.mark.parametrize(
    ("wrapped", "words"),
    [
        ("Traceback (most recent call last):\nopenai.RateLimitError: {}", "tenacity"),
        ("Error: {}\n    at node_modules/openai/core.js:1", "maxRetries: 6"),
        ("goroutine 1: error, status code: 429, message: {}", "WithMaxRetries(6)"),
        ("com.openai.errors.RateLimitException: 429: {}", ".maxRetries(6)"),
        ("System.ClientModel.ClientResultException: {}", "ClientRetryPolicy(6)"),
        ("thread 'main' panicked at src/main.rs:4: {}", "with_backoff"),
        ("{}", "growing pauses (1 s, 2 s, 4 s …)"),
    ],
)
def test_the_advice_speaks_the_language_of_the_text(wrapped: str, words: str) -> None:
    steps = explain(wrapped.format(SLOW)).next_steps

    assert words in steps[0]
    assert ("tenacity" in " ".join(steps)) == (words == "tenacity")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("kubelet: couldn't find key OPENAI_API_KEY in Secret prod/openai", "kubectl"),
        ("Build error on Vercel: OPENAI_API_KEY is not set", "Production and Preview"),
        ("Input required and not supplied: openai_api_key", "secrets.OPENAI_API_KEY"),
        ('The "OPENAI_API_KEY" variable is not set. Defaulting to a blank string.', "compose"),
    ],
)
def test_the_variable_is_set_where_the_program_runs(text: str, place: str) -> None:
    explained = explain(text)

    assert explained.cause == "environment"
    assert place in explained.next_steps[0]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("litellm.RateLimitError: OpenAIException - quota", "wrapper", "LiteLLM"),
        ("AI_RetryError: Failed. You exceeded your current quota", "wrapper", "Vercel AI SDK"),
        ("Error: ApiError(ApiError { message: 'You exceeded your current quota'", "sdk", "async-openai"),
        ("anthropic.RateLimitError: Error code: 429", "sdk", None),
        ("No module named 'openai_nope'\nTraceback (most recent call last):", "sdk", None),
    ],
)  # fmt: skip
def test_a_library_is_named_by_its_own_marks(text: str, name: str, value: str | None) -> None:
    assert explain(text).details.get(name) == value


def test_a_file_of_ones_own_that_hides_the_library_is_told_from_an_old_one() -> None:
    own = explain("ImportError: cannot import name 'OpenAI' from 'openai' (/home/u/openai.py)")
    old = explain(
        "cannot import name 'OpenAI' from 'openai' (/lib/site-packages/openai/__init__.py)"
    )

    assert own.code == "shadowed_package"
    assert old.code == "sdk_too_old"


def test_a_page_of_the_front_door_says_nothing_of_the_model() -> None:
    page = "openai.InternalServerError: <html><h1>503 Service Temporarily Unavailable</h1></html>"

    assert explain(page).code == "bad_gateway"


def test_nobody_checked_anything_in_an_explanation() -> None:
    for text in ("OpenAI 401 ip_not_authorized", "OpenAI 403 unsupported_country"):
        explained = explain(text)
        assert "check" not in explained.summary


def test_a_service_is_quoted_as_a_provider_is() -> None:
    assert "psycopg2" in explain("psycopg2.OperationalError: timeout expired").evidence[0]


def test_a_schema_gets_steps_for_schemas() -> None:
    explained = explain("OpenAI 400 Invalid schema for response_format 'out': In context=()")

    assert explained.code == "invalid_json_schema"
    assert "additionalProperties" in explained.next_steps[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "OpenAI said no. Incorrect API key provided: sk-made*up. You can find your API key at …",
            "Incorrect API key provided: sk-made*up.",
        ),
        (
            (
                "openai: TypeError: Cannot convert argument to a ByteString at once, as it is\n"
                "    at Object.append (undici.js:3)"
            ),
            "at once, as it is",
        ),
    ],
)
def test_a_quotation_ends_where_a_clause_ends(text: str, words: str) -> None:
    assert explain(text).evidence[0].endswith(words)
