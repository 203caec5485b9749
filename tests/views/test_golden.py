"""How the views look, to the letter: paste one into Slack's Block Kit Builder to see it.

`pytest tests/views --snapshot-update` writes them anew; read the diff.
"""

from datetime import UTC, datetime

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.domain.case import Outcome
from bot.domain.diagnosis import Verdict
from bot.slack.commands import HELP, OPENING
from bot.views.asked import Asked
from bot.views.blocks import Message, View
from bot.views.key_form import key_form
from bot.views.notes import (
    failed,
    help_message,
    key_in_command,
    limit_reached,
    not_here,
    too_late,
    unknown_word,
)
from bot.views.running import running
from bot.views.summary import shared, summary, to_copy, to_share, told
from bot.views.verdict import verdict, verdict_message
from tests.views.builders import a_diagnosis, a_finding

ASKED = Asked(model="gpt-5-mini", endpoint="responses", sdk="openai-python", paid=True)
HOSTS = ("https://api.openai.com/v1", "https://eu.api.openai.com/v1")
WORKS = a_diagnosis(
    verdict=Verdict.WORKS,
    cause=None,
    code=None,
    summary="The key works.",
    next_steps=(),
    ruled_out=(),
    requests=1,
    billed=True,
)
UNDETERMINED = a_diagnosis(
    verdict=Verdict.UNDETERMINED, cause=None, summary="OpenAI did not answer in time."
)
HALF_WAY = (
    a_finding("invalid_key", Outcome.PASS, "OpenAI knows the key."),
    a_finding("billing", Outcome.FAIL, "The account has used up its credit."),
    a_finding("rate_limit", Outcome.UNKNOWN, "Not known yet."),
)

VIEWS: dict[str, View] = {
    "form_blank": key_form("0123", HOSTS[:1]),
    "form_filled": key_form("0123", HOSTS, ASKED),
    "running_at_first": running("sk-proj-…wxyz", (), "0123"),
    "running": running("sk-proj-…wxyz", HALF_WAY, "0123"),
    "verdict_broken": verdict(a_diagnosis(), ASKED),
    "verdict_works": verdict(WORKS, Asked()),
    "verdict_degraded": verdict(a_diagnosis(verdict=Verdict.DEGRADED), ASKED),
    "verdict_undetermined": verdict(UNDETERMINED, ASKED),
    "copy": to_copy(summary(a_diagnosis())),
    "share": to_share(summary(a_diagnosis())),
    "share_done": told(posted=True),
    "share_refused": told(posted=False),
}
MESSAGES: dict[str, Message] = {
    "message_verdict": verdict_message(a_diagnosis(), ASKED),
    "message_shared": shared(summary(a_diagnosis()), "U0ADA"),
    "message_help": help_message(HELP),
    "message_unknown": unknown_word("chek", OPENING, HELP),
    "message_unknown_far": unknown_word("<!here>", None, HELP),
    "message_key_in_command": key_in_command(OPENING),
    "message_too_late": too_late(OPENING),
    "message_not_here": not_here(),
    "message_failed": failed("0123abcd"),
    "message_limit": limit_reached(datetime(2026, 11, 24, 15, 45, tzinfo=UTC)),
}


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("name", VIEWS)
def test_view(name: str, golden: SnapshotAssertion) -> None:
    assert VIEWS[name] == golden


@pytest.mark.parametrize("name", MESSAGES)
def test_message(name: str, golden: SnapshotAssertion) -> None:
    message = MESSAGES[name]

    assert {"text": message.text, "blocks": list(message.blocks)} == golden
