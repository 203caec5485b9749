"""`subscribe`: opens the form that says what a channel wants to hear of."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "subscribe"


def _answer(_: Call) -> Answer:
    return HandOver(WORD)


SUBCOMMAND: Final = Subcommand(
    place=4,
    line=Line(
        word=WORD,
        summary="tell this channel of OpenAI's incidents. Opens a form, for admins.",
        example="/openai-diagnose subscribe",
        button="Subscribe this channel…",
        here=True,
    ),
    answer=_answer,
)
