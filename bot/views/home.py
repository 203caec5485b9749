"""App Home: what matters to one person at a glance, and a button for each thing that I do.

From the top: how it all is, in one sentence; what one can do; then OpenAI, the alerts, the
services with the worst first, and one's own checks. For those who may change things the rest
stands below. Each part shows so many rows and says how many more there are, so the page stays
below Slack's hundred blocks with any number of services.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.alerts.alert import Alert, State
from bot.domain.at_a_glance import PastCheck, Picture
from bot.domain.causes import CAUSES
from bot.domain.incidents.incident import Incident
from bot.domain.incidents.states import Impact
from bot.domain.rules.reading import Level
from bot.views.alert import DETAILS, seen_value
from bot.views.alert_text import dealt_with, first_line, mark, name, state
from bot.views.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    escape,
    header,
    quoted,
    section,
)
from bot.views.home_operated import MOST_BUTTONS, operated
from bot.views.home_services import services
from bot.views.incident_text import hit, impact, link, mark as sign, moment, state as word, title
from bot.views.keys import old_ones
from bot.views.notes import RUN, Line

MOST_INCIDENTS: Final = 5
MOST_ALERTS: Final = 8
REASON_LIMIT: Final = 200
_VERDICTS: Final = {
    "works": "✅ *Works*",
    "degraded": "🟡 *Works, with a snag*",
    "broken": "🔴 *Does not work*",
    "undetermined": "⚪ *Undecided*",
    "failed": "⚪ *The check broke off*",
}
_TITLES: Final = {one.slug: one.title for one in CAUSES}


def home(picture: Picture, lines: Sequence[Line]) -> View:
    """Draw the page. `lines` are the subcommands; those with a button get one."""
    return {"type": "home", "blocks": list(_blocks(picture, lines))}


def turned_away(message: Message) -> View:
    """The page of somebody whom the bot does not serve."""
    return {"type": "home", "blocks": list(message.blocks)}


def _blocks(picture: Picture, lines: Sequence[Line]) -> Iterator[Block]:
    yield section(_headline(picture))
    yield from _buttons(lines)
    yield from _incidents(picture)
    yield from _alerts(picture)
    yield from services(picture)
    yield from old_ones(picture.keys, picture.now, picture.key_days)
    yield from _checks(picture)
    if picture.operated is not None:
        yield from operated(picture.operated, lines)
    yield divider()
    yield context(
        f"As of {moment(picture.at)}. While something is open I keep this page up to date for an "
        "hour after you opened it; opening it again reads everything anew."
    )


def _headline(picture: Picture) -> str:
    bad = []
    firing = _firing(picture)
    if firing:
        bad.append("1 alert is open" if len(firing) == 1 else f"{len(firing)} alerts are open")
    incidents = picture.known.remembered.open_now if picture.known else ()
    if incidents:
        number = "an incident" if len(incidents) == 1 else f"{len(incidents)} incidents"
        bad.append(f"OpenAI reports {number}")
    if bad:
        worst = any(one.level is Level.CRITICAL for one in firing)
        worst = worst or any(one.impact is Impact.FULL_OUTAGE for one in incidents)
        return f"{'🔴' if worst else '🟠'} *{' and '.join(bad)}.*"
    if picture.known is None or picture.alerts is None:
        return "⚪ *I cannot see everything now*, so this is no all-clear. Look again in a minute."
    if picture.known.remembered.read_at is None:
        return "⚪ *No alert is open*; I have not read OpenAI's status page yet."
    return "🟢 *All is well*: OpenAI reports no incident, and no alert is open."


def _firing(picture: Picture) -> list[Alert]:
    return [one for one in picture.alerts or () if one.is_open and not one.held_by]


def _buttons(lines: Sequence[Line]) -> Iterator[Block]:
    row = [
        button(line.button, f"{RUN}{line.word}", primary=place == 0)
        for place, line in enumerate(one for one in lines if one.is_at_home)
    ]
    if row:
        yield actions(*row[:MOST_BUTTONS])


def _incidents(picture: Picture) -> Iterator[Block]:
    yield header("OpenAI")
    if picture.known is None:
        yield section("I cannot tell how OpenAI is: what I know of it is out of reach now.")
        return
    known = picture.known.remembered
    for one in known.open_now[:MOST_INCIDENTS]:
        yield section(_incident(one))
    if (more := len(known.open_now) - MOST_INCIDENTS) > 0:
        yield context(f"… and {more} more: `/openai-diagnose status`")
    said = "" if known.open_now else "✅ OpenAI reports no incident. "
    if known.read_at is None:
        said = "I have not read OpenAI's status page yet. "
    else:
        said += f"Read {moment(known.read_at)}."
    if known.trouble is not None:
        said = f"⚠️ I cannot read OpenAI's status feed since {moment(known.trouble.since)}. {said}"
    yield context(said)


def _incident(one: Incident) -> str:
    badly = impact(one)
    lines = [
        f"{sign(one, None)} *{word(one, None)}*{f' · {badly}' if badly else ''}",
        f"*{link(one.link, title(one))}*",
        *(f"• {line}" for line in hit(one.components)[:3]),
        f"Since {moment(one.begun)} · updated {moment(one.latest.at)}",
    ]
    return "\n".join(lines)


def _alerts(picture: Picture) -> Iterator[Block]:
    yield header("Alerts")
    if picture.alerts is None:
        yield section("I cannot tell which alerts are open: they are out of reach now.")
        return
    firing = _firing(picture)
    if not firing:
        yield context("✅ No alert is open.")
    quiet = {State.ACKNOWLEDGED, State.SILENCED}
    firing.sort(key=lambda one: (one.state in quiet, -one.level, one.opened))
    for one in firing[:MOST_ALERTS]:
        lines = [
            f"{mark(one)} *{name(one)} {first_line(one)}*",
            f"{state(one)} · since {moment(one.opened)}",
            *(said for said, _ in dealt_with(one)),
            escape(one.reason, REASON_LIMIT),
        ]
        row = section("\n".join(filter(None, lines)))
        yield row | {"accessory": button("Details", DETAILS, value=seen_value(one))}
    if (more := len(firing) - MOST_ALERTS) > 0:
        yield context(f"… and {more} more: `/openai-diagnose alerts`")


def _checks(picture: Picture) -> Iterator[Block]:
    yield header("Your last checks")
    if picture.checks is None:
        yield section("I cannot look up your last checks now.")
    elif not picture.checks:
        yield context("You have checked no key in the last 30 days.")
    else:
        yield section("\n".join(map(_check, picture.checks)))


def _check(one: PastCheck) -> str:
    verdict = _VERDICTS.get(one.verdict, _VERDICTS["undetermined"])
    cause = _TITLES.get(one.cause, "")
    why = f" · {cause}" if cause and one.verdict != "works" else ""
    key = quoted(one.masked, 64) if one.masked else "no key in the paste"
    return f"{verdict} · {key}{why} · {moment(one.at)}"
