"""The answer to `alerts`: what is open, the worst first; and what was."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.alerts.alert import Alert, State
from bot.views.alert import DETAILS, seen_value
from bot.views.alert_text import dealt_with, first_line, length, mark, name, state
from bot.views.blocks import (
    TEXT_LIMIT,
    Block,
    Message,
    button,
    context,
    divider,
    escape,
    fit,
    section,
)
from bot.views.incident_text import moment, spoken

MOST_OPEN: Final = 15
MOST_OVER: Final = 10
RECENT: Final = timedelta(days=7)
REASON_LIMIT: Final = 300


def listed(alerts: Sequence[Alert], watched: str, now: datetime) -> Message:
    """All of them. `watched` says in words what is looked at."""
    still_open = sorted((one for one in alerts if one.is_open), key=_worst_first)
    over = sorted(
        (one for one in alerts if one.resolved and one.resolved > now - RECENT),
        key=lambda one: one.resolved or now,
        reverse=True,
    )
    blocks, heard = list[Block](), list[str]()
    for block, plainly in (*_open(still_open, watched), *_over(over)):
        blocks.append(block)
        heard.append(plainly)
    return Message(fit("\n".join(filter(None, heard)), TEXT_LIMIT), tuple(blocks))


def _worst_first(one: Alert) -> tuple[bool, int, datetime]:
    quiet = one.state in {State.ACKNOWLEDGED, State.SILENCED}
    return quiet, -one.level, one.opened


def _open(alerts: Sequence[Alert], watched: str) -> Iterator[tuple[Block, str]]:
    if not alerts:
        said = f"✅ *Nothing is open.* {watched}"
        yield section(said), said
        return
    count = "1 alert is open" if len(alerts) == 1 else f"{len(alerts)} alerts are open"
    yield section(f"*{count}.* {watched}"), f"{count}. {watched}"
    for one in alerts[:MOST_OPEN]:
        yield _row(one), _heard(one)
    if more := len(alerts) - MOST_OPEN:
        said = f"… and {more} more"
        if more > 0:
            yield context(said), said


def _row(one: Alert) -> Block:
    lines = [
        f"{mark(one)} *{name(one)} {first_line(one)}*",
        " · ".join((state(one), f"since {moment(one.opened)}", *(s for s, _ in dealt_with(one)))),
        escape(one.reading.reason, REASON_LIMIT),
    ]
    details = button("Details", DETAILS, value=seen_value(one))
    return section("\n".join(filter(None, lines))) | {"accessory": details}


def _heard(one: Alert) -> str:
    who = [said for _, said in dealt_with(one)]
    parts = (f"{mark(one)} {name(one)} {first_line(one)}", state(one), *who)
    return f"{', '.join(parts)}, since {spoken(one.opened)}"


def _over(alerts: Sequence[Alert]) -> Iterator[tuple[Block, str]]:
    if not alerts:
        return
    yield divider(), ""
    yield section("*The last 7 days*"), "The last 7 days:"
    for one in alerts[:MOST_OVER]:
        ended = one.resolved or one.opened
        lasted = length(ended - one.opened)
        head = f"{mark(one)} *{name(one)}* {first_line(one)}"
        rest = f"{lasted}, over {moment(ended)}"
        why = escape(one.reason, REASON_LIMIT)
        row = section("\n".join(filter(None, (head, f"{rest}{' · ' if why else ''}{why}"))))
        row["accessory"] = button("Details", DETAILS, value=seen_value(one))
        yield row, f"{mark(one)} {name(one)} {first_line(one)}, {lasted}, over {spoken(ended)}"
    if len(alerts) > MOST_OVER:
        said = f"… and {len(alerts) - MOST_OVER} more"
        yield context(said), said
