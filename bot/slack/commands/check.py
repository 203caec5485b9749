"""`check`: opens the form that takes a key."""

from typing import Final

from bot.slack.answers import Answer, OpenModal
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line


def _answer(call: Call) -> Answer:
    return OpenModal(call.blank_form())


SUBCOMMAND: Final = Subcommand(
    place=1,
    line=Line(
        word="check",
        summary="find out why a key does not work. Opens a form that only you see.",
        example="/openai-diagnose check",
        button="Check a key…",
    ),
    answer=_answer,
)
