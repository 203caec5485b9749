"""`help`: what the bot can do. It is also the answer to the command alone."""

from typing import Final

from bot.slack.answers import Answer, Whisper
from bot.slack.subcommand import Call, Subcommand
from bot.views.notes import Line, help_message


def _answer(call: Call) -> Answer:
    return Whisper(help_message(call.help))


SUBCOMMAND: Final = Subcommand(
    place=99,
    line=Line(
        word="help",
        summary="this list.",
        example="/openai-diagnose help",
    ),
    answer=_answer,
)
