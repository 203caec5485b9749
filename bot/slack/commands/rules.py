"""`rules`: what is measured against which limits, and the way to change it."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "rules"


def _answer(call: Call) -> Answer:
    return HandOver(WORD, call.words)


SUBCOMMAND: Final = Subcommand(
    place=16,
    line=Line(
        word=WORD,
        summary="what I measure against which limits, for all services or for one; admins may change it.",
        example="/openai-diagnose rules",
        button="Rules",
    ),
    answer=_answer,
)
