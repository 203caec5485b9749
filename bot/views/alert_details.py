"""The modal behind "Details": all that is known of one alert, and why each thing was decided."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.advice import advice
from bot.domain.alerts.alert import Alert, Happened
from bot.domain.alerts.causes import likely
from bot.domain.desired.alerts import Around
from bot.domain.reports.errors import ErrorClass, class_of
from bot.views import trend as drawn
from bot.views.alert import cause_lines
from bot.views.alert_text import (
    HAPPENED,
    dealt_with,
    first_line,
    mark,
    name,
    openai_says,
    person,
    runbook,
    since,
    state,
    whose,
)
from bot.views.blocks import (
    Block,
    View,
    context,
    divider,
    escape,
    fit,
    modal,
    preformatted,
    quoted,
    section,
)
from bot.views.incident_text import moment

CALLBACK: Final = "alert_details"
MOST_HISTORY: Final = 20
MOST_ERRORS: Final = 15
MOST_CAUSES: Final = 4
MOST_STEPS: Final = 6
REASON_LIMIT: Final = 300
_CLASSES: Final[Mapping[ErrorClass, str]] = {
    ErrorClass.FAULT: "OpenAI's fault, or the way there",
    ErrorClass.THROTTLED: "too fast",
    ErrorClass.EXHAUSTED: "no money left",
    ErrorClass.REFUSED: "the key, or its rights",
    ErrorClass.OURS: "the request itself",
}


def details(alert: Alert, around: Around) -> View:
    """Draw it."""
    return modal(f"Alert {name(alert)}"[:24], _blocks(alert, around), callback=CALLBACK)


def _blocks(alert: Alert, around: Around) -> Iterator[Block]:
    times, _ = since(alert)
    yield section(f"{mark(alert)} *{first_line(alert)}*\n*{state(alert)}* · {times}")
    for line, _ in dealt_with(alert):
        yield context(line)
    if why := alert.reading.reason:
        yield section(f"*Why*\n{escape(why, 600)}")
    if around.trend is not None and around.trend.values:
        yield preformatted(drawn.letters(around.trend))
        yield context(escape(drawn.spoken(around.trend)))
    around_lines = [*whose(alert, around), openai_says(around), runbook(around)]
    if said := "\n".join(filter(None, around_lines)):
        yield section(said)
    yield from _errors(alert)
    yield divider()
    yield section("*What happened*")
    history = alert.history[-MOST_HISTORY:]
    yield section("\n".join(_happened(one) for one in history) or "Nothing yet.")


def _errors(alert: Alert) -> Iterator[Block]:
    counted = alert.reading.errors
    if not counted:
        return
    ranked = sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST_ERRORS]
    rows = [f"• {quoted(word, 64)}: {n} ({_CLASSES[class_of(word)]})" for word, n in ranked]
    yield section("\n".join(("*Errors by type*", *rows)))
    causes = likely(counted)
    total = sum(n for _, n in causes)
    for slug, n in causes[:MOST_CAUSES]:
        lines = cause_lines(advice(slug, counted), n, total, MOST_STEPS)
        yield section("\n".join(lines))


def _happened(one: Happened) -> str:
    sign, word = HAPPENED[one.what]
    by = f" by {person(one.by)}" if one.by else ""
    until = f" until {moment(one.until)}" if one.until else ""
    # What a person did needs no reason: it is the word for it again.
    why = f": {escape(one.reason, REASON_LIMIT)}" if one.reason and not one.by else ""
    quiet = " _(not told)_" if one.quiet else ""
    return fit(f"{moment(one.at)} {sign} *{word}*{by}{until}{why}{quiet}", 700)
