"""The verdict: the same blocks in the modal and in the direct message.

Whoever is in trouble reads from the top: the one cause and what to do stand first, the ten
checks and their evidence below for those who want to know why. Every button carries what
it needs in its value, so it works after a restart and wherever the verdict is shown.
"""

from typing import Final

from bot.domain.diagnosis import Diagnosis
from bot.views.asked import Asked
from bot.views.blocks import (
    TEXT_LIMIT,
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    escape,
    fit,
    header,
    link_button,
    linked,
    modal,
    section,
)
from bot.views.findings import marked, row, topic
from bot.views.headline import effort, headline, key_line
from bot.views.summary import summary

CALLBACK: Final = "verdict"
AGAIN: Final = "again"
COPY: Final = "copy"
SHARE: Final = "share"
DOCS: Final = "docs"

STEPS_SHOWN: Final = 6


def verdict(diagnosis: Diagnosis, asked: Asked) -> View:
    """Draw the modal."""
    return modal("Result", _blocks(diagnosis, asked), callback=CALLBACK)


def verdict_message(diagnosis: Diagnosis, asked: Asked) -> Message:
    """Draw the direct message, for somebody who closed the modal."""
    said = [
        headline(diagnosis),
        key_line(diagnosis),
        diagnosis.summary,
        *_numbered(diagnosis),
        *(f"{marked(one)}. {one.check.summary}" for one in diagnosis.findings),
        effort(diagnosis),
    ]
    text = fit(escape("\n".join(said), TEXT_LIMIT), TEXT_LIMIT)
    return Message(text, tuple(_blocks(diagnosis, asked)))


def _blocks(diagnosis: Diagnosis, asked: Asked) -> list[Block]:
    rows = [block for finding in diagnosis.findings for block in row(finding)]
    return [
        header(headline(diagnosis)),
        context(escape(key_line(diagnosis))),
        section(linked(escape(diagnosis.summary))),
        *_to_do(diagnosis),
        _buttons(diagnosis, asked),
        divider(),
        section("*All ten checks*"),
        *rows,
        divider(),
        context(_ruled_out(diagnosis)),
        context(effort(diagnosis)),
    ]


def _to_do(diagnosis: Diagnosis) -> list[Block]:
    steps = "\n".join(linked(escape(step, 400)) for step in _numbered(diagnosis))
    return [section(f"*What to do*\n{steps}")] if steps else []


def _numbered(diagnosis: Diagnosis) -> list[str]:
    steps = diagnosis.next_steps[:STEPS_SHOWN]
    return [f"{place}. {step}" for place, step in enumerate(steps, 1)]


def _ruled_out(diagnosis: Diagnosis) -> str:
    topics = ", ".join(topic(cause) for cause in diagnosis.ruled_out if cause != diagnosis.cause)
    return f"Ruled out: {topics}." if topics else "Nothing could be ruled out."


def _buttons(diagnosis: Diagnosis, asked: Asked) -> Block:
    text = summary(diagnosis)
    row = [
        button("Check again", AGAIN, value=asked.packed(), primary=True),
        button("Copy summary", COPY, value=text),
        button("Share summary…", SHARE, value=text),
    ]
    if diagnosis.cause is not None:
        row.append(link_button("Read more", DOCS, diagnosis.cause.docs))
    return actions(*row)
