"""Which keys are whole: no alarm for masks and samples, none missed for a real one."""

import pytest
from hypothesis import given, strategies as st

from bot.domain.explain import mask_secrets
from bot.domain.leaks import leaked_in, whole_keys_in
from bot.sandbox.sample_keys import WORKING_KEY

HEAD, TAIL = "Invented_words_4_tests", "and_More_of_the_same_9"
MINTED = f"sk-proj-{HEAD}T3BlbkFJ{TAIL}"
LEGACY = "sk-" + "Kx4Qp9Zr7Tw2" * 2 + "Jm6Yd3Ls8Bv5" * 2

LEAKED = {
    "bare": MINTED,
    "in a variable": f'export OPENAI_API_KEY="{MINTED}"',
    "in a header": f"Illegal header value b'Bearer {MINTED}\\n'",
    "after an escaped break": f"log:\\n{MINTED}\\nend",
    "in JSON": f'{{"key":"{MINTED}"}}',
    "in a link": f"https://x.example/?key={MINTED}&b=1",
    "glued to a word": f"key{MINTED}",
    "in backticks": f"`{MINTED}`, please",
    "at the end of a sentence": f"it is {MINTED}.",
    "of a service account": MINTED.replace("proj", "svcacct"),
    "of an admin": MINTED.replace("proj", "admin"),
    "of a user": MINTED.replace("proj-", ""),
    "of old": LEGACY,
    "without the infix": f"sk-proj-{HEAD}{TAIL}{HEAD}",
    "of the sandbox": WORKING_KEY.key,
}
HARMLESS = {
    "empty": "",
    "masked": "sk-proj-…wxyz and sk-proj-abcd****wxyz and sk-...wxyz",
    "cut off": f"{MINTED[:60]}…",
    "cut off by dots": f"{MINTED}...",
    "starred out": f"{MINTED[:-4]}********",
    "OpenAI's echo": "Incorrect API key provided: sk-proj-********************************wxyz.",
    "a placeholder": "sk-your-openai-api-key-goes-here-and-is-quite-long-1234567890",
    "x over and over": "sk-" + "x" * 48,
    "counting": "sk-proj-" + "1234567890" * 6,
    "the alphabet": "sk-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV",
    "a minted sample": "sk-proj-" + "x" * 40 + "T3BlbkFJ" + "x" * 40,
    "a scanner's rule": r"sk-[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20}",
    "a package": "pip install sk-learn-extensions-for-everybody-2024-with-a-long-name",
    "a longer word": "task-4f9KpQ2xZr7Tw2Kx4Qp9Zr7Tw2Jm6Yd3Ls8Bv5Jm6Yd3Ls8",
    "of another": "sk-ant-api03-" + "Kx4Qp9Zr7Tw2Jm6Y" * 5 + "AA",
    "a short one": "sk-Kx4Qp9Zr7Tw2Jm6Y",
    "the infix alone": "T3BlbkFJ is base64 of OpenAI",
}


@pytest.mark.parametrize("text", LEAKED.values(), ids=LEAKED)
def test_a_whole_key_is_seen_and_only_its_mask_is_given(text: str) -> None:
    (key,) = leaked_in(text)

    assert key.provider == "openai"
    assert len(key.masked) <= 16
    assert "T3BlbkFJ" not in key.masked


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_is_no_whole_key_raises_no_alarm(text: str) -> None:
    assert leaked_in(text) == ()


def test_each_key_counts_once() -> None:
    assert len(leaked_in(f"{MINTED} {MINTED} {LEGACY}")) == 2


def test_keys_of_others_count_where_a_person_asked() -> None:
    text = f"{MINTED} {HARMLESS['of another']} eyJhbGciOiJIUzI1NiJ9.{'Kx4Qp9Zr7Tw2' * 6}"

    assert [key.provider for key in whole_keys_in(text)] == ["openai", "anthropic"]


@given(st.text(), st.sampled_from(list(LEAKED.values())), st.text())
def test_what_was_masked_holds_no_whole_key(before: str, key: str, after: str) -> None:
    masked = mask_secrets(f"{before} {key} {after}").text

    assert leaked_in(masked) == ()


@given(st.text(alphabet="sk-projT3BlbkFJ…* \n9aZ_", max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    assert all(key.provider == "openai" for key in leaked_in(text))
