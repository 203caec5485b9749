"""`alerts`: what is wrong with the services' calls now, and what was."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "alerts"


def _answer(call: Call) -> Answer:
    return HandOver(WORD, call.words)


SUBCOMMAND: Final = Subcommand(
    place=10,
    line=Line(
        word=WORD,
        summary="what is wrong with your services' calls now, since when and why, and what was in the last 7 days.",
        example="/openai-diagnose alerts",
        button="Alerts",
    ),
    answer=_answer,
)
