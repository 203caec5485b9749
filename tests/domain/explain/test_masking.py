"""Keys are masked before anything else looks at the text."""

import pytest
from hypothesis import given, strategies as st

from bot.domain.explain import explain, mask_secrets

BODY = "Harbour7Lantern2Meadow9Copper4Willow6Granite1"
KEY = f"sk-proj-{BODY}T3BlbkFJ{BODY[::-1]}"
KEYS = [
    ("openai", KEY),
    ("openai", "sk-Made7Up2Key9For4TestT3BlbkFJTest4For9Key2Up7Made"),
    ("openai", f"sk-svcacct-{BODY}T3BlbkFJ{BODY}"),
    ("openai", f"sk-admin-{BODY}T3BlbkFJ{BODY}"),
    ("anthropic", f"sk-ant-api03-{BODY}{BODY}"),
    ("openrouter", "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"),
    ("groq", f"gsk_{BODY}"),
    ("xai", f"xai-{BODY}"),
    ("google", f"AIza{BODY}"),
    ("huggingface", f"hf_{BODY}"),
    ("slack", "xoxb-" + "2718281828-1618033988-HarbourLantern7"),
    ("slack", "xapp-" + "1-A0HARBOUR7-2718281828459-" + BODY.lower()),
    ("github", f"ghp_{BODY}"),
]
PLACES = [
    "{}",
    "OPENAI_API_KEY={}\n",
    '{{"key": "{}"}}',
    "httpx.LocalProtocolError: Illegal header value b'Bearer {}\\n'",
    "curl -H 'Authorization: Bearer {}' https://api.openai.com/v1/models",
    '{{\\"key\\":\\"line\\n{}\\"}}',
]


@pytest.mark.parametrize(("provider", "key"), KEYS)
@pytest.mark.parametrize("place", PLACES)
def test_a_whole_key_is_masked_and_told(provider: str, key: str, place: str) -> None:
    masked, found = mask_secrets(place.format(key))

    assert key not in masked
    assert key[12:30] not in masked
    assert [one.provider for one in found] == [provider]
    assert found[0].masked in masked


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect API key provided: sk-proj-********************Qx7L.",
        "sk-abcd...wxyz",
        "sk-your-api-key-goes-here-please",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "sk-1234567890abcdef1234567890abcdef",
        "task-management-of-2024-and-more-things",
        "disk-0123456789abcdefghijklmnop",
        "class='sk-text-repr-fallback-container'",
        "<OPENAI_API_KEY>",
        f"sk-proj-{BODY[:30]}…",
    ],
)
def test_samples_and_masked_copies_raise_no_alarm(text: str) -> None:
    assert mask_secrets(text).found == ()


def test_what_openai_minted_is_masked_even_with_its_prefix_broken() -> None:
    masked, found = mask_secrets(f"key=sk_proj_{BODY}T3BlbkFJ{BODY[::-1]} and T3BlbkFJ alone")

    assert BODY[:12] not in masked
    assert [one.provider for one in found] == ["openai"]


def test_a_key_without_a_shape_is_masked_where_it_stands() -> None:
    masked, _ = mask_secrets(
        'curl -H "api-key: 0123456789abcdef0123456789abcdef" https://x.example'
    )

    assert "0123456789abcdef" not in masked


def test_the_half_behind_a_line_break_goes_too() -> None:
    masked, _ = mask_secrets(f"  key: {KEY[:60]}\n  {KEY[60:]}\n")

    assert BODY[::-1][:20] not in masked


def test_an_explanation_shows_the_mask_and_nothing_else() -> None:
    explained = explain(
        f"openai: 401 Incorrect API key provided: {KEY}. You can find your API key at …"
    )

    assert explained.key_found == f"sk-proj-…{KEY[-4:]}"
    assert BODY[:16] not in repr(explained)


PIECES = st.sampled_from(
    [*(key for _, key in KEYS), "Bearer ", "x", "sk-", "sk-proj-", "…", "api_key"]
)
JOINTS = st.sampled_from(["\n", " ", "'", "=", ": ", "\\n", '"'])


@given(st.lists(st.tuples(PIECES, JOINTS)))
def test_masking_twice_changes_nothing_more(pieces: list[tuple[str, str]]) -> None:
    once = mask_secrets("".join(f"{piece}{joint}" for piece, joint in pieces)).text

    assert mask_secrets(once).text == once


@given(st.text())
def test_any_text_may_be_masked(text: str) -> None:
    once = mask_secrets(text).text

    assert mask_secrets(once).text == once
