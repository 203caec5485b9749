"""Each error that a service can report has its cause's words and steps."""

import pytest

from bot.domain.advice import BAD_REQUEST, advice
from bot.domain.causes import CAUSES
from bot.domain.reports.errors import cause_of


@pytest.mark.parametrize(
    ("error_type", "words"),
    [
        ("insufficient_quota", "no credit left"),
        ("project_spend_limit_exceeded", "This project has reached its spend limit"),
        ("rate_limit_exceeded", "at its rate limit"),
        ("429", "too many requests"),
        ("server_error", "an error of its own"),
        ("503", "an error of its own"),
        ("overloaded", "overloaded"),
        ("_OTHER", "an error of its own"),
        ("timeout", "did not answer in time"),
        ("connection_error", "No connection to OpenAI"),
        ("invalid_api_key", "does not know this key"),
        ("401", "does not accept the key"),
        ("missing_scope", "restricted"),
        ("403", "does not allow this call"),
        ("model_not_found", "does not exist"),
        ("context_length_exceeded", "longer than the model can read"),
        ("422", "refused this request"),
    ],
)
def test_an_error_finds_its_words(error_type: str, words: str) -> None:
    found = advice(cause_of(error_type), {error_type: 3})

    assert words in found.says
    assert found.steps


def test_the_most_frequent_error_of_the_cause_speaks() -> None:
    errors = {"server_error": 90, "insufficient_quota": 2, "project_spend_limit_exceeded": 5}

    found = advice("billing", errors)

    assert found.title == "The account cannot pay or is closed"
    assert "This project" in found.says


@pytest.mark.parametrize("slug", [*(cause.slug for cause in CAUSES), BAD_REQUEST])
def test_every_cause_has_a_title_even_without_errors(slug: str) -> None:
    assert advice(slug, {}).title
