"""`rotate`: walks a person through the change of a key."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "rotate"


def _answer(call: Call) -> Answer:
    return HandOver(WORD, call.words)


SUBCOMMAND: Final = Subcommand(
    place=18,
    line=Line(
        word=WORD,
        summary="change a key without an outage: checks the new one, lists who still uses the old one, says when to revoke it. Opens a form that only you see.",
        example="/openai-diagnose rotate",
        button="Rotate a key…",
    ),
    answer=_answer,
)
