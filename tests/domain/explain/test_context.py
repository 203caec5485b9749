"""Whose failure a text tells of, and the columns, escapes and statuses around it."""

import json

import pytest

from bot.domain.explain import explain


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param("Connection refused", "unknown", id="nobody is named"),
        pytest.param("OpenAI: connection refused", "network", id="its name"),
        pytest.param("HTTP 404 at APIError.generate", "model_endpoint", id="its library"),
        pytest.param(
            '{"message": "Made up.", "type": "server_error", "param": null, "code": null}',
            "service_status",
            id="the shape of its bodies",
        ),
        pytest.param(
            '{"message": "Made up.", "type": "server_error", "code": null}',
            "unknown",
            id="a body of another shape",
        ),
        pytest.param('connection refused, {"param": null}', "unknown", id="one key makes no body"),
        pytest.param("LLM provider failed: connection refused", "network", id="around models"),
        pytest.param("kafka_consumer: 429", "unknown", id="a service whose name goes on"),
        pytest.param("mokta: status 429", "rate_limit", id="a name that only ends so"),
        pytest.param("too many requests", "unknown", id="a bare phrase is anybody's"),
        pytest.param("HTTP/1.1 429 Too Many Requests", "unknown", id="so is a bare status line"),
        pytest.param("openai chat over kafka: 429", "rate_limit", id="a service beside OpenAI"),
        pytest.param(
            "404 The model `llama-3` does not exist", "unknown", id="a model of somebody else"
        ),
    ],
)
def test_weak_words_count_where_the_text_shows_openai(text: str, cause: str) -> None:
    assert explain(text).cause == cause


def test_words_around_models_are_weak_and_say_so() -> None:
    explained = explain("LLM provider failed: connection refused")

    assert explained.confidence < 0.7
    assert explained.next_steps[-1].startswith("To be surer")


@pytest.mark.parametrize("value", ["undefined", "null", "None", "nil", "[object Object]"])
def test_a_variable_that_is_not_set_is_told_from_what_was_sent(value: str) -> None:
    explained = explain(f"401 Incorrect API key provided: {value}. You can find your API key at …")

    assert explained.cause == "environment"
    assert "invalid_key" in explained.also


@pytest.mark.parametrize("value", ["none-of-this", "nullable", "sk-none*****1234", "undefined_key"])
def test_a_key_that_only_begins_so_is_a_wrong_key(value: str) -> None:
    assert explain(f"OpenAI 401 Incorrect API key provided: {value}.").cause == "invalid_key"


def test_the_columns_of_a_log_do_not_break_a_sentence() -> None:
    sentence = ["RateLimitError: {'message': 'You exceeded", "current quota'"]
    columns = [f"2026-03-04 05:06:07       {part} your\n" for part in sentence]
    containers = [f"api-1  | {part} your\n" for part in sentence]

    assert explain("".join(columns)).cause == "billing"
    assert explain("".join(containers)).cause == "billing"


def test_letters_of_any_language_survive_json() -> None:
    assert explain(json.dumps({"msg": "OPENAI_API_KEY 未设置"})).cause == "environment"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("[POST:503] https://api.openai.com/v1/responses", 503),
        ("openai: GET:404 https://api.openai.com/v1/models", 404),
        ("openai plugin: {'code': -500}", None),
        ("openai at line:404:7", None),
    ],
)
def test_a_status_is_told_from_other_numbers(text: str, status: int | None) -> None:
    assert explain(text).details.get("status") == status
