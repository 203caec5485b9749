"""`subscriptions`: all channels that hear of incidents."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "subscriptions"


def _answer(_: Call) -> Answer:
    return HandOver(WORD)


SUBCOMMAND: Final = Subcommand(
    place=6,
    line=Line(
        word=WORD,
        summary="all channels that hear of incidents, and of which (admins).",
        example="/openai-diagnose subscriptions",
        button="Subscriptions",
        admins=True,
    ),
    answer=_answer,
)
