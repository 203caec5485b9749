"""`ack`: takes charge of an alert, by its number."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "ack"


def _answer(call: Call) -> Answer:
    return HandOver(WORD, call.words)


SUBCOMMAND: Final = Subcommand(
    place=11,
    line=Line(
        word=WORD,
        summary="take charge of an alert, so that it is not told again; `ack 12 off` takes that back.",
        example="/openai-diagnose ack 12",
    ),
    answer=_answer,
)
