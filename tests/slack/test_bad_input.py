"""What nobody should send: a clear answer, no ping, no crash."""

import copy
import json
from typing import Any

import pytest

from bot.sandbox.sample_keys import WORKING_KEY
from tests.slack.world import World

ODD = {
    "empty": "",
    "a megabyte": "x" * 1_000_000,
    "NUL": "sk-\x00\x00",
    "right to left": "\u202esk-proj-\u2066abc",
    "emoji": "🔥" * 700,
    "JSON": '{"key": ["sk", null, {}]}',
    "HTML": "<script>alert(1)</script><!-- -->",
    "mrkdwn": "<!channel> <@U0ALICE> `` ``` <https://evil.example|click>",
    "half a character": "\ud83d sk-",
}


async def handed_in(world: World, **typed: str) -> dict[str, Any]:
    """A submission as no client of Slack's would send it: past all its limits."""
    await world.open_form()
    await world.alice.submit({"key": "sk-…wxyz"})
    await world.sees("[Check again]")
    payload: dict[str, Any] = copy.deepcopy(world.slack.calls.of("view_submission")[0].sent)
    payload["view"]["private_metadata"] = "another"
    for block in payload["view"]["state"]["values"].values():
        for action, element in block.items():
            if action in typed:
                element["value"] = typed[action]
    return payload


@pytest.mark.parametrize("name", ODD)
async def test_an_odd_paste_is_diagnosed(name: str, world: World) -> None:
    payload = await handed_in(world, key=ODD[name])

    ack = await world.slack.deliver(payload)

    assert ack.fields["response_action"] == "update"
    await world.slack.until(lambda: len(_verdicts(world)) == 2, 12)
    told = json.dumps(_verdicts(world)[-1].sent, ensure_ascii=False)
    assert "The key does not work" in told or "The cause is not clear" in told
    for live in ("<!channel", "<@U0ALICE", "<https://evil", "\u202e"):
        assert live not in told
    assert all(record.error is None for record in world.slack.calls.from_bot())


@pytest.mark.parametrize(
    ("field", "typed"),
    [("model", "g" * 10_000), ("model", WORKING_KEY.key), ("organization", "<!channel>" * 99)],
)
async def test_what_cannot_be_asked_is_told_at_its_field(
    field: str, typed: str, world: World
) -> None:
    payload = await handed_in(world, key=WORKING_KEY.key, **{field: typed})

    ack = await world.slack.deliver(payload)

    assert ack.fields["response_action"] == "errors"
    ((block, told),) = ack.fields["errors"].items()
    assert block.startswith(f"{field}.")
    assert WORKING_KEY.key not in told
    assert not [one for one in world.openai.requests if one.key == WORKING_KEY.key]


async def test_a_payload_without_a_form_is_answered(world: World) -> None:
    payload = await handed_in(world)
    payload["view"]["state"] = {}

    ack = await world.slack.deliver(payload)

    assert ack.error is None


def _verdicts(world: World) -> list[Any]:
    drawn = world.slack.calls.of("views.update")
    return [one for one in drawn if one.sent["view"]["callback_id"] == "verdict"]
