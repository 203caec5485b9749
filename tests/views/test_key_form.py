"""The form is read as it was filled in; a mistake with the key is never a fault of the form."""

from typing import Any

import pytest

from bot.views.asked import Asked
from bot.views.key_form import Faults, Form, key_form, read

HOSTS = ("https://api.openai.com/v1", "https://eu.api.openai.com/v1")
KEY = "sk-proj-" + "inventedwords" * 3 + "T3BlbkFJ" + "inventedwords" * 3


def handed_in(hosts: tuple[str, ...] = HOSTS, **typed: Any) -> dict[str, Any]:  # noqa: ANN401
    """The form as Slack sends it back."""
    view = key_form("0123", hosts)
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        action, kind = block["element"]["action_id"], block["element"]["type"]
        values[block["block_id"]] = {action: _state(kind, typed.get(action))}
    return {"private_metadata": view["private_metadata"], "state": {"values": values}}


def _state(kind: str, said: Any) -> dict[str, Any]:  # noqa: ANN401
    match kind:
        case "plain_text_input":
            return {"type": kind, "value": said}
        case "checkboxes":
            return {"type": kind, "selected_options": [{"value": said}] if said else []}
        case _:
            return {"type": kind, "selected_option": {"value": said} if said else None}


def test_all_that_was_said_is_read() -> None:
    form = read(
        handed_in(
            key=KEY,
            model=" gpt-5-mini ",
            endpoint="responses",
            organization="org-acme",
            project="proj_acme",
            base_url=HOSTS[1],
            sdk="openai-python",
            sdk_version="2.8.1",
            paid="paid",
        ),
        HOSTS,
    )

    assert isinstance(form, Form)
    assert form.nonce == "0123"
    assert form.asked == Asked(
        model="gpt-5-mini",
        endpoint="responses",
        organization="org-acme",
        project="proj_acme",
        base_url=HOSTS[1],
        sdk="openai-python",
        sdk_version="2.8.1",
        paid=True,
    )
    case = form.case(HOSTS[0])
    assert (case.base_url, case.model, case.paid) == (HOSTS[1], "gpt-5-mini", True)
    assert case.pasted.key is not None
    assert case.pasted.key.secret.reveal() == KEY


@pytest.mark.parametrize(
    "key", [None, "", " \n", "\x00", "🔥" * 1000, "{}", "<b>no</b>", "x" * 1_000_000]
)
def test_whatever_stands_for_a_key_is_taken(key: str | None) -> None:
    form = read(handed_in(key=key), HOSTS)

    assert isinstance(form, Form)
    assert form.case(HOSTS[0]).base_url == HOSTS[0]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("model", "g" * 10_000, "10000 characters"),
        ("model", KEY, "looks like a key"),
        ("organization", f"org {KEY}", "looks like a key"),
        ("project", "p" * 65, "65 characters"),
        ("sdk_version", "1" * 33, "33 characters"),
        ("base_url", "https://evil.example/v1", "not on the list"),
    ],
)
def test_a_fault_is_told_at_its_field(field: str, typed: str, told: str) -> None:
    faults = read(handed_in(HOSTS, **{"key": KEY, field: typed}), HOSTS)

    assert isinstance(faults, Faults)
    ((block, text),) = faults.by_block.items()
    assert block == f"{field}.0123"
    assert told in text
    assert KEY not in text


@pytest.mark.parametrize("state", [None, {}, {"values": {}}, {"values": None}, []])
def test_a_form_that_holds_nothing_is_an_empty_one(state: object) -> None:
    form = read({"state": state}, HOSTS)

    assert isinstance(form, Form)
    assert form.pasted.key is None
    assert form.asked == Asked()


def test_an_endpoint_that_nobody_offered_is_not_taken() -> None:
    form = read(handed_in(endpoint="../../me", sdk="<!here>"), HOSTS)

    assert isinstance(form, Form)
    assert form.asked == Asked()


def test_with_one_address_there_is_nothing_to_choose() -> None:
    actions = [
        block.get("element", {}).get("action_id") for block in key_form("0", HOSTS[:1])["blocks"]
    ]

    assert "base_url" not in actions


def test_nothing_in_the_form_sends_the_key_along_but_its_submission() -> None:
    view = key_form("0123", HOSTS, Asked(model="gpt-5-mini"))

    assert "notify_on_close" not in view
    assert {block["type"] for block in view["blocks"]} <= {"input", "context", "divider", "section"}
    assert not any(block.get("dispatch_action") for block in view["blocks"])


def test_two_forms_share_no_block() -> None:
    first, second = key_form("0123", HOSTS), key_form("4567", HOSTS)

    ids = [
        {block["block_id"] for block in view["blocks"] if "block_id" in block}
        for view in (first, second)
    ]
    assert not ids[0] & ids[1]
