"""What is only meant: a thing and its trouble near each other, in any language."""

import pytest

from bot.domain.explain import explain


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param("OpenAI: your funds for today are used up", "billing", id="thing, trouble"),
        pytest.param("OpenAI: used up, your funds", "billing", id="trouble, thing"),
        pytest.param("Ошибка OpenAI: ключ недействительный", "invalid_key", id="another language"),
        pytest.param("ошибка: ключ недействительный", "unknown", id="nobody is named"),
        pytest.param(f"OpenAI: funds {'and so on ' * 9} used up", "unknown", id="far apart"),
        pytest.param("OpenAI: funds", "unknown", id="a thing without trouble"),
        pytest.param("OpenAI: used up", "unknown", id="trouble without a thing"),
        pytest.param("OpenAI: funds used up (api.groq.com)", "unknown", id="somebody else's"),
        pytest.param(
            "OpenAI 429: funds used up", "rate_limit", id="what is known comes before what is meant"
        ),
        pytest.param(
            f"OpenAI: {'funds, ' * 7}{'and so on ' * 9} a funds used up",
            "billing",
            id="named often",
        ),
    ],
)
def test_a_thing_and_its_trouble(text: str, cause: str) -> None:
    assert explain(text).cause == cause


def test_what_is_meant_is_said_with_little_confidence() -> None:
    meant = explain("OpenAI: your funds for today are used up")

    assert meant.confidence < explain("OpenAI: insufficient_quota").confidence
    assert any("funds" in words for words in meant.evidence)
