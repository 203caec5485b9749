"""Reading what a person pasted: any text at all.

People paste what they have: a variable's line, a header, a whole command, a mail. The
mistake in it is a part of the diagnosis, so nothing here is an input error: every text is
read, in time that grows with its length alone, and what was wrong is told as slips.
"""

import re
from typing import Final

from bot.domain.assignments import read_assignment
from bot.domain.case import Origin, Pasted, Slip
from bot.domain.forms import Form, read_form
from bot.domain.keys import mask
from bot.domain.slips import slip
from bot.domain.values import Value, read_value

LONGEST: Final = 262_144  # of a paste that is looked through; beyond it nobody means a key
_MARKUP: Final = re.compile(r"[<>&`*~|@!]")


def read_paste(text: str, origin: Origin = Origin.PASTE) -> Pasted:
    """Find the key in a text and the mistakes around it; never raises."""
    text = text[:LONGEST]
    form = _variable(text) if origin is Origin.VARIABLE else read_form(text)
    if form.value is None:
        value = read_value(text, origin, around=text)
    elif any(one.name == "empty_assignment" for one in form.slips):
        value = Value(None, ())
    else:
        value = read_value(form.value, Origin.PASTE, around=text)
    return Pasted(
        key=value.key,
        masked="" if value.key else _shown(value.text),
        slips=_slips(form, value),
        model=form.model,
        endpoint=form.endpoint,
        organization=form.organization,
        project=form.project,
        base_url=form.base_url,
    )


def _variable(text: str) -> Form:
    """A variable is sent to the byte, so no form in it is fine; a whole line is the worst."""
    line = read_assignment(text)
    if line is None:
        return Form()
    return Form(value=line.value, slips=(slip("line_in_value", line.name),))


def _slips(form: Form, value: Value) -> tuple[Slip, ...]:
    """Each slip once, in the order in which they were seen; the form's come first."""
    return tuple({(one.name, one.cause): one for one in (*form.slips, *value.slips)}.values())


def _shown(text: str) -> str:
    """The ends of what was no key; nothing of it that could be markup in a message."""
    shown = mask(text)
    return "" if _MARKUP.search(shown) else shown
