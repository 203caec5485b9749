"""`report-check`: what we make of what a service sends."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "report-check"


def _answer(call: Call) -> Answer:
    return HandOver(WORD, call.words)


SUBCOMMAND: Final = Subcommand(
    place=15,
    line=Line(
        word=WORD,
        summary="what I make of the last reports of a service; for whoever connects a new one.",
        example="/openai-diagnose report-check checkout",
    ),
    answer=_answer,
)
