"""What a channel sees of an incident: one message, and the replies in its thread."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.domain.desired.incidents import Called, IncidentShown, TakenBack, TakenOff, UpdateSaid
from bot.domain.desired.people import PersonTold
from bot.domain.incidents.incident import Incident
from bot.domain.incidents.states import Kind
from bot.views.blocks import TEXT_LIMIT, Block, Message, context, escape, fit, section
from bot.views.incident_text import (
    called,
    hit,
    impact,
    length,
    link,
    mark,
    moment,
    spoken,
    state,
    title,
)

UPDATE_LIMIT: Final = 1500
SOURCE: Final = "OpenAI's status page"


def render(content: object) -> Message:
    """Whatever is desired about an incident, as a message."""
    match content:
        case IncidentShown():
            return shown(content)
        case UpdateSaid():
            return said(content)
        case Called(mentions, incident):
            return _plainly(f"{called(mentions)} this is now at: {impact(incident)}")
        case PersonTold(incident):
            return person_told(incident)
        case TakenBack():
            return _plainly("_OpenAI took this update back._")
        case TakenOff():
            return _plainly("⚪ *Withdrawn*: OpenAI took this off its page.")
        case _:
            raise TypeError(f"no view for {type(content).__name__}")


def shown(content: IncidentShown) -> Message:
    """The message itself."""
    incident, gone = content.incident, content.gone
    sign, word, name = mark(incident, gone), state(incident, gone), title(incident)
    over = incident.state.is_over
    badly = impact(incident)
    if badly and over:
        badly = f"was at its worst: {badly}"
    first = f"{sign} *{word}*{f' · {badly}' if badly else ''}\n*{link(incident.link, name)}*"
    if content.mentions:
        first += f"\n{called(content.mentions)}"
    blocks = [section(first)]
    lines = hit(incident.touched if over else incident.components)
    if lines:
        blocks.append(section("\n".join(f"• {line}" for line in lines)))
    latest = incident.latest
    told = escape(latest.text.strip(), UPDATE_LIMIT)
    if told:
        blocks.append(section(_quoted(told)))
    blocks.append(context(" · ".join(_times(incident, moment))))
    spoken_parts = [
        f"{sign} {word}: {name}" + (f" ({badly})" if badly else ""),
        called(content.mentions),
        *lines,
        told,
        "; ".join(_times(incident, spoken)),
    ]
    return _message(spoken_parts, blocks)


def said(content: UpdateSaid) -> Message:
    """One update, as a reply."""
    update = content.update
    word = escape(update.word, 60) or "Update"
    told = escape(update.text.strip(), UPDATE_LIMIT)
    lasted = _lasted(content)
    sign = "✅ " if content.lasted is not None else ""
    head = f"{sign}*{word}* · {moment(update.at)}"
    parts = [head, _quoted(told) if told else "", lasted]
    return _message(
        [f"{sign}{word}, {spoken(update.at)}", told, lasted],
        [section("\n".join(part for part in parts if part))],
    )


def person_told(incident: Incident) -> Message:
    """A note to somebody whose check ended without an answer."""
    first = (
        "A key that you had checked in the last hour got no answer, or an error of OpenAI's own. "
        "Now OpenAI reports an incident, so it is most likely not your key:"
    )
    last = (
        "Change nothing for now. `/openai-diagnose status` says how it goes, and "
        "`/openai-diagnose check` whether your key works again."
    )
    told = shown(IncidentShown(incident=incident))
    blocks = (section(first), *told.blocks, section(last))
    return Message(fit(f"{first}\n{told.text}\n{last}", TEXT_LIMIT), blocks)


def _lasted(content: UpdateSaid) -> str:
    if content.lasted is None:
        return ""
    verb = "It took" if content.incident.kind is Kind.MAINTENANCE else "It lasted"
    return f"{verb} {length(content.lasted)}."


def _times(incident: Incident, show: Callable[[datetime], str]) -> Iterator[str]:
    """Since when, until when, how long; and when the page last said something."""
    if incident.state.is_planned:
        yield f"Planned for {show(incident.begun)}"
        if incident.planned_end is not None:
            yield f"until {show(incident.planned_end)}"
    elif incident.ended is not None:
        lasted = max(incident.ended - incident.begun, timedelta())
        yield f"From {show(incident.begun)} to {show(incident.ended)}"
        yield f"{length(lasted)}"
    else:
        yield f"Since {show(incident.begun)}"
        yield f"updated {show(incident.latest.at)}"
    yield SOURCE


def _quoted(escaped: str) -> str:
    return "\n".join(f">{line}" for line in escaped.splitlines())


def _plainly(text: str) -> Message:
    return Message(text, (section(text),))


def _message(spoken_parts: list[str], blocks: list[Block]) -> Message:
    text = "\n".join(part for part in spoken_parts if part)
    return Message(fit(text, TEXT_LIMIT), tuple(blocks))
