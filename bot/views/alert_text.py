"""The words about an alert: its state, what it measured, whose trouble it is.

The mark is for the eye that runs down a channel; the word beside it says the same. What a
service sent (its name, the model's, errors, masks) is data: it is escaped on its way in here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from bot.domain.alerts.alert import Alert, State, What
from bot.domain.desired.alerts import Around
from bot.domain.rules.reading import Level
from bot.domain.rules.registry import KINDS
from bot.domain.windows.series import ALL, Subject
from bot.views.blocks import escape
from bot.views.incident_text import impact, link, moment, spoken, title

NAME_LIMIT: Final = 64
SAYS_LIMIT: Final = 300
MOST_NAMED: Final = 3
MOST_ERRORS: Final = 2
LEVEL_MARKS: Final[Mapping[Level, str]] = MappingProxyType(
    {Level.FINE: "🟢", Level.NOTE: "🟡", Level.WARNING: "🟠", Level.CRITICAL: "🔴"}
)
LEVELS: Final[Mapping[Level, str]] = MappingProxyType(
    {Level.FINE: "Fine", Level.NOTE: "Note", Level.WARNING: "Warning", Level.CRITICAL: "Critical"}
)
_STATES: Final[Mapping[State, tuple[str, str]]] = MappingProxyType(
    {
        State.ACKNOWLEDGED: ("👀", "acknowledged"),
        State.SILENCED: ("🔕", "silenced"),
        State.NO_DATA: ("⚪", "no data"),
        State.FLAPPING: ("🔁", "going up and down"),
        State.RESOLVED: ("✅", "over"),
    }
)
_PERSON: Final = re.compile(r"[UW][A-Z0-9]{1,30}", re.ASCII)


def mark(alert: Alert) -> str:
    """A sign for the state; never without its word."""
    known = _STATES.get(alert.state)
    return known[0] if known else LEVEL_MARKS[alert.level]


def state(alert: Alert) -> str:
    """How bad it is and in which state of its life, in words."""
    level = LEVELS[alert.worst if alert.state is State.RESOLVED else alert.level]
    known = _STATES.get(alert.state)
    if alert.state is State.RESOLVED:
        return f"Over (was: {level.lower()})"
    return f"{level}, {known[1]}" if known else level


def subject(one: Subject) -> str:
    """Whom it is about: `checkout → gpt-5`."""
    service = "all services" if one.service == ALL else escape(one.service, NAME_LIMIT)
    return service if one.model == ALL else f"{service} → {escape(one.model, NAME_LIMIT)}"


def first_line(alert: Alert) -> str:
    """What, where, how much against which limit: whole on a phone."""
    says = _one_line(alert.reading.says, SAYS_LIMIT) or rule_title(alert)
    over = "over, now " if alert.state is State.RESOLVED and alert.reading.says else ""
    return f"{subject(alert.subject)}: {over}{says}"


def rule_title(alert: Alert) -> str:
    """What is measured, as the list of rules calls it."""
    title = next((kind.title for kind in KINDS if kind.word == alert.rule), alert.rule)
    part = alert.part.partition(":")[0].replace("_", " ")
    return escape(f"{title}, {part}" if part else title, 2 * NAME_LIMIT)


def name(alert: Alert) -> str:
    """The number by which people name it in commands."""
    return f"#{alert.number}"


def person(by: str) -> str:
    """Somebody, by a name that Slack shows; the bot itself is nobody."""
    return f"<@{by}>" if _PERSON.fullmatch(by) else escape(by, NAME_LIMIT)


def dealt_with(alert: Alert) -> Iterator[tuple[str, str]]:
    """Who acknowledged or silenced it, until when: as shown, and as heard."""
    if alert.acknowledged_by:
        who, at = person(alert.acknowledged_by), alert.acknowledged_at
        said = f"👀 Acknowledged by {who}"
        yield (
            said + (f", {moment(at)}" if at else ""),
            said + (f", {spoken(at)}" if at else ""),
        )
    if alert.silenced_until is not None and alert.is_open:
        by = f" by {person(alert.silenced_by)}" if alert.silenced_by else ""
        said = f"🔕 Silenced{by} until "
        yield said + moment(alert.silenced_until), said + spoken(alert.silenced_until)


def since(alert: Alert) -> tuple[str, str]:
    """When it began, and when it was over: as shown, and as heard."""
    began = alert.opened
    if alert.resolved is not None:
        lasted = length(alert.resolved - began)
        return (
            f"from {moment(began)} to {moment(alert.resolved)}, {lasted}",
            f"from {spoken(began)} to {spoken(alert.resolved)}, {lasted}",
        )
    shown, heard = f"since {moment(began)}", f"since {spoken(began)}"
    if alert.state is State.NO_DATA:
        return (
            f"{shown}, last seen {moment(alert.seen)}",
            f"{heard}, last seen {spoken(alert.seen)}",
        )
    return shown, heard


def length(lasted: timedelta) -> str:
    """How long, in the two largest units."""
    minutes = max(0, round(lasted.total_seconds() / 60))
    if minutes < 1:
        return "less than a minute"
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (minutes, "min")]
    said = [f"{number} {unit}" for number, unit in parts if number]
    return " ".join(said[:2])


def errors(counted: Mapping[str, int], most: int = MOST_ERRORS) -> str:
    """The most frequent errors with their numbers, "" if there are none."""
    ranked = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    shown = [f"{escape(word, NAME_LIMIT)} {number}" for word, number in ranked[:most]]
    rest = sum(number for _, number in ranked[most:])
    return ", ".join((*shown, *([f"{rest} others"] if rest else ())))


def whose(alert: Alert, around: Around) -> Iterator[str]:
    """Whose trouble it seems to be, by who else fails; nothing where nobody else is known."""
    model, service = alert.subject.model, escape(alert.subject.service, NAME_LIMIT)
    one = alert.subject.service != ALL
    on = f"on {escape(model, NAME_LIMIT)}" if model != ALL else "beside it"
    if around.same_model:
        failing = named(around.same_model)
        verb = "fails" if len(around.same_model) == 1 else "fail"
        yield f"{failing} {on} {verb} too: look at OpenAI."
    elif around.quiet_model and one:
        verb = "is" if len(around.quiet_model) == 1 else "are"
        yield f"{named(around.quiet_model)} {on} {verb} fine: look at {service}."
    if around.same_key:
        mask = f" {escape(around.keys[0], NAME_LIMIT)}" if len(around.keys) == 1 else ""
        verb = "fails" if len(around.same_key) == 1 else "fail"
        yield f"{named(around.same_key)} with the same key{mask} {verb} too: look at the key."


def named(services: Iterable[str]) -> str:
    """Some services by name, the rest as a number."""
    names = [escape(one, NAME_LIMIT) for one in services]
    shown, more = names[:MOST_NAMED], len(names) - MOST_NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def openai_says(around: Around) -> str:
    """OpenAI's own open incident, with a link; "" if there is none."""
    incident = around.incident
    if incident is None:
        return ""
    badly = impact(incident)
    return f"OpenAI reports: {link(incident.link, title(incident))}" + (
        f" ({badly})" if badly else ""
    )


def runbook(around: Around) -> str:
    """The link to the team's own page, "" if none is known."""
    if not around.runbook:
        return ""
    shown = link(around.runbook, "Runbook")
    return shown if shown != "Runbook" else f"Runbook: {escape(around.runbook, SAYS_LIMIT)}"


HAPPENED: Final[Mapping[What, tuple[str, str]]] = MappingProxyType(
    {
        What.OPENED: ("🔔", "Opened"),
        What.ROSE: ("🔺", "Got worse"),
        What.FELL: ("🔻", "Got better"),
        What.ACKNOWLEDGED: ("👀", "Acknowledged"),
        What.UNACKNOWLEDGED: ("↩️", "No longer acknowledged"),
        What.SILENCED: ("🔕", "Silenced"),
        What.SILENCE_ENDED: ("🔊", "The silence is over"),
        What.NO_DATA: ("⚪", "No data: nothing is reported, so nothing is known"),
        What.DATA_AGAIN: ("📶", "Reports arrive again"),
        What.FLAPPING: ("🔁", "Goes up and down: told again once it has been steady"),
        What.STEADY: ("➖", "Steady again"),
        What.REMINDED: ("⏰", "Still open"),
        What.RESOLVED: ("✅", "Over"),
    }
)


def _one_line(text: str, limit: int) -> str:
    return " ".join(escape(text, limit).split())
