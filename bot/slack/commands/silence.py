"""`silence`: keeps an alert or a service quiet for a while."""

from typing import Final

from bot.slack.answers import Answer, HandOver
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line

WORD: Final = "silence"


def _answer(call: Call) -> Answer:
    return HandOver(WORD, call.words)


SUBCOMMAND: Final = Subcommand(
    place=12,
    line=Line(
        word=WORD,
        summary="keep an alert or a service quiet for a while: `30m`, `4h`, `09:00`, `1w`; `off` ends it.",
        example="/openai-diagnose silence checkout 4h",
    ),
    answer=_answer,
)
