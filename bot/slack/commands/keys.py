"""`keys`: which keys the services report, by their masks, and since when."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "keys"


def _answer(call: Call) -> Answer:
    return HandOver(WORD, call.words)


SUBCOMMAND: Final = Subcommand(
    place=17,
    line=Line(
        word=WORD,
        summary="which keys your services report, by their masks: since when, used by whom, which are old.",
        example="/openai-diagnose keys",
        button="Keys",
    ),
    answer=_answer,
)
