"""`service`: the health of one service."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "service"


def _answer(call: Call) -> Answer:
    return HandOver(WORD, call.words)


SUBCOMMAND: Final = Subcommand(
    place=14,
    line=Line(
        word=WORD,
        summary="the health of one service: errors by cause, limits, quota, library, keys.",
        example="/openai-diagnose service checkout",
    ),
    answer=_answer,
)
