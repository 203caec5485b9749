"""`unsubscribe`: asks once, then a channel hears no more."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "unsubscribe"


def _answer(_: Call) -> Answer:
    return HandOver(WORD)


SUBCOMMAND: Final = Subcommand(
    place=5,
    line=Line(
        word=WORD,
        summary="stop telling this channel of incidents (admins).",
        example="/openai-diagnose unsubscribe",
    ),
    answer=_answer,
)
