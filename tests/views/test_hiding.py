"""Secrets are seen where none belongs."""

import pytest

from bot.views.hiding import hide, holds_key, may_hold_secret

KEYS = [
    "sk-proj-inventedwordsT3BlbkFJinventedwords",
    "sk-ant-api03-inventedinvented",
    "gsk_inventedinvented12",
    "AIzaSyInventedInvented1",
    "xoxb-123456-inventedtoken",
    "eyJhbGciOi.eyJpbnZlbnRlZCI.c2ln",
]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("text", ["{}", "check {}", 'OPENAI_API_KEY="{}"', "please,{}!"])
def test_a_key_is_seen_and_hidden(text: str, key: str) -> None:
    typed = text.format(key)

    assert holds_key(typed)
    assert may_hold_secret(typed)
    assert key not in hide(typed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "help",
        "check gpt-5-mini",
        "check ft:gpt-4o-mini-2024-07-18:acme::AbC123",
        "why-does-my-model-gpt-4o-2024-08-06-fail",
        "ask-before-you-leave task-1234567890",
    ],
)
def test_an_ordinary_text_is_none(text: str) -> None:
    assert not may_hold_secret(text)
    assert hide(text) == text


def test_a_long_random_word_may_be_a_secret() -> None:
    assert may_hold_secret("check 0f1e2d3c4b5a69788796a5b4c3d2e1f0")
    assert not holds_key("0f1e2d3c4b5a69788796a5b4c3d2e1f0")


def test_an_address_of_a_person_is_hidden() -> None:
    assert hide("project of ada.l+x@example.co.uk is over") == (
        "project of (e-mail address) is over"
    )
