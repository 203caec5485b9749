"""`status`: how OpenAI is; read from what the leader has stored."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "status"


def _answer(_: Call) -> Answer:
    return HandOver(WORD)


SUBCOMMAND: Final = Subcommand(
    place=3,
    line=Line(
        word=WORD,
        summary="how OpenAI is: its components, open incidents, what is planned, the last 30 days. Only you see it, unless you press “Post here”.",
        example="/openai-diagnose status",
        button="OpenAI's status",
    ),
    answer=_answer,
)
