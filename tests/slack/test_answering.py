"""What stood in a text and goes into the form of a check; and that it fits there."""

import pytest
from hypothesis import given, strategies as st

from bot.slack.answering import answer_to
from bot.views.asked import Asked
from bot.views.key_form import key_form, read
from tests.slack.errors import KEY, ORGANIZATION, TOO_FAST, holds_the_key

NODE = (
    "Error: 404 The model `gpt-9` does not exist\n    at APIError.generate "
    "(/app/node_modules/openai/src/error.ts:61:14) openai@4.20.1"
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Asked()),
        (
            TOO_FAST,
            Asked(
                model="gpt-6-luna",
                endpoint="responses",
                organization=ORGANIZATION,
                sdk="openai-python",
            ),
        ),
        (NODE, Asked(model="gpt-9", sdk="openai-node", sdk_version="4.20.1")),
        ("github.com/sashabaranov/go-openai: error, status code: 401", Asked(sdk="other")),
        (
            "openai: no access to proj_InventedWords1234abcd",
            Asked(project="proj_InventedWords1234abcd"),
        ),
        ("openai organization org-…abcd, org-abc…", Asked()),
    ],
)
def test_it_is_what_stood_there(text: str, asked: Asked) -> None:
    assert answer_to(text).asked == asked


@given(st.text(), st.sampled_from([TOO_FAST, NODE, f"model `{KEY}` openai 404"]), st.text())
def test_the_form_takes_it_and_no_key_gets_in(before: str, error: str, after: str) -> None:
    asked = answer_to(f"{before} {error} {after} {KEY}").asked

    assert not holds_the_key(asked.packed())
    assert Asked.unpacked(asked.packed()) == asked
    form = key_form("0123", ["https://api.openai.com/v1"], asked)
    handed_in = {
        block["block_id"]: {
            block["element"]["action_id"]: {
                "value": block["element"].get("initial_value"),
                "selected_option": block["element"].get("initial_option"),
            }
        }
        for block in form["blocks"]
        if block["type"] == "input"
    }
    submitted = {"private_metadata": "0123", "state": {"values": handed_in}}
    assert getattr(read(submitted, ["https://api.openai.com/v1"]), "asked", None) == asked
