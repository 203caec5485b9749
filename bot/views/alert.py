"""What a channel sees of an alert: one message, edited; and the replies in its thread.

From the top: what is wrong in one line, what it most likely is and what to do, whose it is, how
it went. The buttons carry the name of the alert and the revision that was seen, so that they
work after a restart, and a click on an older state can be told from one on the newest.
"""

import html
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from bot.domain.advice import Advice, advice
from bot.domain.alerts.alert import Alert, State, What
from bot.domain.desired.alerts import AlertSaid, AlertShown, Around, ChartShown
from bot.domain.windows.series import ALL
from bot.views import trend as drawn
from bot.views.alert_text import (
    HAPPENED,
    LEVELS,
    dealt_with,
    errors,
    first_line,
    mark,
    name,
    openai_says,
    person,
    rule_title,
    runbook,
    since,
    state,
    subject,
    whose,
)
from bot.views.asked import Asked
from bot.views.blocks import (
    TEXT_LIMIT,
    VALUE_LIMIT,
    Block,
    Message,
    actions,
    button,
    context,
    decent,
    escape,
    fit,
    linked,
    option,
    plain,
    section,
)
from bot.views.incident_text import called, moment, spoken

_EXPECTED_STEPS: Final = 2  # of a cause that no error tells yet
ACKNOWLEDGE: Final = "alert_ack"
TAKE_BACK: Final = "alert_unack"
SILENCE: Final = "alert_silence"
DETAILS: Final = "alert_details"
CHECK_KEY: Final = "alert_check_key"
UNTIL_NINE: Final = "until_09"
UNSILENCE: Final = "off"
CHOICES: Final = {
    "30": "for 30 minutes",
    "60": "for 1 hour",
    "240": "for 4 hours",
    UNTIL_NINE: "until 09:00",
    "1440": "for 24 hours",
    "10080": "for a week",
}
MOST_STEPS: Final = 3
MOST_CHILDREN: Final = 5
MOST_FACTS: Final = 6
_OPTION_LIMIT: Final = 150  # of its value; a button's may be longer


def render(content: AlertShown | AlertSaid | ChartShown) -> Message:
    """Whatever is desired about an alert, as a message."""
    match content:
        case AlertShown():
            return shown(content)
        case AlertSaid():
            return said(content)
        case ChartShown():
            return charted(content)


def shown(content: AlertShown) -> Message:
    """The message itself."""
    alert, around = content.alert, content.around
    lasted, heard = since(alert)
    calls = called(content.mentions)
    head = f"{mark(alert)} *{first_line(alert)}*\n*{state(alert)}* · {lasted}"
    blocks = [section("\n".join(filter(None, (head, calls))))]
    told = [f"{mark(alert)} {first_line(alert)}", f"{state(alert)}, {heard}", calls]
    for paragraph, plainly in _paragraphs(content):
        blocks.append(section(paragraph))
        told.append(plainly)
    for small, plainly in _small_print(alert, around):
        blocks.append(context(small))
        told.append(plainly)
    blocks.append(actions(*buttons(alert)))
    return Message(fit("\n".join(filter(None, told)), TEXT_LIMIT), tuple(blocks))


def said(content: AlertSaid) -> Message:
    """One thing that happened, as a reply."""
    happened, calls = content.happened, called(content.mentions)
    sign, word = HAPPENED[happened.what]
    if happened.what in {What.ROSE, What.FELL}:
        word = f"{word}: {LEVELS[content.alert.level].lower()}"
    by = f" by {person(happened.by)}" if happened.by else ""
    until = happened.until
    reason = "" if happened.by else escape(happened.reason, 600)  # of a deed it is its word again
    head = f"{sign} *{word}*{by}{f' until {moment(until)}' if until else ''}"
    heard = f"{sign} {word}{by}{f' until {spoken(until)}' if until else ''}"
    shown_lines = filter(None, (f"{head} · {moment(happened.at)}", reason, calls))
    heard_lines = filter(None, (f"{heard}, {spoken(happened.at)}", reason, calls))
    return Message(fit("\n".join(heard_lines), TEXT_LIMIT), (section("\n".join(shown_lines)),))


def chart_title(alert: Alert) -> str:
    """What the picture is of, as plain text."""
    return decent(html.unescape(f"{subject(alert.subject)}: {rule_title(alert)}"), 120)


def charted(content: ChartShown, file: str = "") -> Message:
    """The chart as a reply: the picture if there is one (a file that Slack has), and in letters."""
    words = f"{first_line(content.alert)} · {drawn.spoken(content.trend, most=180)}"
    if not file:
        line = f"`{drawn.letters(content.trend)}` {drawn.spoken(content.trend)}"
        return Message(fit(f"{words}", TEXT_LIMIT), (section(line),))
    picture: Block = {
        "type": "image",
        "slack_file": {"id": file},
        "alt_text": decent(html.unescape(words), 1900),  # no markup in it
    }
    return Message(fit(words, TEXT_LIMIT), (picture,))


def buttons(alert: Alert) -> list[Block]:
    """What can be done to it now."""
    value = seen_value(alert)
    details = button("Details", DETAILS, value=value)
    if not alert.is_open:
        return [details]
    first = button("Acknowledge", ACKNOWLEDGE, value=value, primary=True)
    if alert.acknowledged_by:
        first = button("Take back", TAKE_BACK, value=value)
    model = alert.subject.model
    asked = Asked(model=None if model in {ALL, "unknown"} else model[:150])
    key = button("Check the key", CHECK_KEY, value=asked.packed())
    return [first, silence_menu(alert), details, key]


def silence_menu(alert: Alert) -> Block:
    """For how long it shall be quiet."""
    choices = dict(CHOICES)
    if alert.state is State.SILENCED:
        choices = {UNSILENCE: "no longer: tell again", **choices}
    return {
        "type": "static_select",
        "action_id": SILENCE,
        "placeholder": plain("Silence …", 150),
        "options": [
            option(f"Silence {label}", seen_value(alert, f"{choice}|", _OPTION_LIMIT))
            for choice, label in choices.items()
        ],
    }


def seen_value(alert: Alert, choice: str = "", limit: int = VALUE_LIMIT) -> str:
    """Which alert was seen in which revision; where its name is too long its number says it."""
    value = f"{choice}{alert.id}|{alert.revision}"
    return value if len(value) <= limit else f"{choice}{name(alert)}|{alert.revision}"


def cause_lines(found: Advice, number: int, total: int, most: int) -> list[str]:
    """A cause in words, with its next steps."""
    if not number:  # no error tells: said as what it is, an expectation
        most, found = min(most, _EXPECTED_STEPS), replace(found, says="")
    share = f" ({number} of {total} errors)" if number and number < total else ""
    speaks = "" if number else "Speaks for: "
    steps = [f"{n}. {linked(escape(step, 300))}" for n, step in enumerate(found.steps[:most], 1)]
    more = f": {linked(escape(found.says, 300))}" if found.says else ""
    return [f"{speaks}*{escape(found.title)}*{share}{more}", *steps]


def _paragraphs(content: AlertShown) -> Iterator[tuple[str, str]]:
    """The body, a paragraph at a time: as shown, and as heard."""
    alert, around = content.alert, content.around
    if bearings := [*_bearings(content)]:
        yield 2 * ("\n".join(bearings),)
    if alert.is_open and around.causes:
        slug, number = around.causes[0]
        total = sum(n for _, n in around.causes)
        found = advice(slug, alert.reading.errors)
        lines = cause_lines(found, number, total, MOST_STEPS)
        yield "\n".join(lines), "\n".join(line.replace("*", "") for line in lines)
    if around.children:
        yield 2 * ("\n".join(_children(around.children)),)


def _bearings(content: AlertShown) -> Iterator[str]:
    alert, around = content.alert, content.around
    if counted := errors(alert.reading.errors):
        yield f"Errors: {counted}"
    if alert.is_open:
        yield from whose(alert, around)
    if content.in_thread_of is None and (says := openai_says(around)):
        yield says
    for word, value in list(around.facts.items())[:MOST_FACTS]:
        yield f"{escape(word, 60)}: {escape(value, 200)}"
    if alert.is_open and (page := runbook(around)):
        yield page


def _children(children: Iterable[Alert]) -> Iterator[str]:
    some = list(children)
    yield f"Holds together {len(some)} alerts:"
    for one in some[:MOST_CHILDREN]:
        yield f"• {mark(one)} {first_line(one)}"
    if len(some) > MOST_CHILDREN:
        yield f"• and {len(some) - MOST_CHILDREN} more"


def _small_print(alert: Alert, around: Around) -> Iterator[tuple[str, str]]:
    """How it went, who dealt with it, and its number."""
    if around.trend is not None and around.trend.values:
        words = drawn.spoken(around.trend)
        yield f"`{drawn.letters(around.trend)}` {words}", words
    yield from dealt_with(alert)
    if alert.is_open:
        how = "" if alert.acknowledged_by else f" · or type `/openai-diagnose ack {alert.number}`"
        yield f"Alert {name(alert)}{how}", f"Alert {name(alert)}"
    else:
        yield 2 * (f"Alert {name(alert)}",)
