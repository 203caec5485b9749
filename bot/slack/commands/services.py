"""`services`: all services that report, worst first."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "services"


def _answer(call: Call) -> Answer:
    return HandOver(WORD, call.words)


SUBCOMMAND: Final = Subcommand(
    place=13,
    line=Line(
        word=WORD,
        summary="all services that report their calls, worst first.",
        example="/openai-diagnose services",
        button="Services",
    ),
    answer=_answer,
)
