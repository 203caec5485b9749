"""`explain`: names the cause of an error text; without a text it opens a form for long ones."""

from typing import Final

from bot.slack.answering import answer_to
from bot.slack.answers import Answer, OpenModal, Whisper
from bot.slack.subcommand import Call, Subcommand
from bot.views.burnt import burnt_note
from bot.views.explain_form import explain_form
from bot.views.explained import answer_message
from bot.views.notes import Line

_WHOSE: Final = (
    "Slack keeps what is typed after a command, in plain text; I masked it before I read on."
)


def _answer(call: Call) -> Answer:
    if not call.text.strip():
        return OpenModal(explain_form())
    notes = [burnt_note(call.keys, _WHOSE)] if call.keys else []
    return Whisper(answer_message(answer_to(call.text, notes)))


SUBCOMMAND: Final = Subcommand(
    place=2,
    line=Line(
        word="explain",
        summary="name the cause of an error text. Without a text it opens a form for long ones; "
        "“Explain an OpenAI error” in the menu of a message reads that message.",
        example="/openai-diagnose explain Error code: 429 …",
        button="Explain an error…",
    ),
    answer=_answer,
    takes_text=True,
)
