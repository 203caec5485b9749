"""The mistakes that a paste can show, one row each: what is wrong, and what to do.

A row says how bad it is and which cause it speaks for; `{}` in a text is filled with the
name of a variable, a provider or a number, never with anything of the key. To add one, add
a row to the table of its cause.
"""

from dataclasses import replace
from typing import Final

from bot.domain.case import Outcome, Slip
from bot.domain.gates import Gate
from bot.domain.slips import header, key, variable

_HTTP: Final = Slip(
    name="http_url",
    cause="network",
    outcome=Outcome.FAIL,
    gate=Gate.WIRE,
    says="The call goes to http instead of https, so OpenAI refuses it.",
    steps=("Write `https://` in the URL.",),
)
SLIPS: Final = (*header.ROWS, *variable.ROWS, *key.ROWS, _HTTP)


def slip(name: str, detail: str = "", *, outcome: Outcome | None = None) -> Slip:
    """The slip of that name, its text filled in; `outcome` chooses where there are two."""
    row = next(row for row in SLIPS if row.name == name and outcome in {None, row.outcome})
    return replace(
        row,
        says=row.says.replace("{}", detail),
        steps=tuple(step.replace("{}", detail) for step in row.steps),
    )
