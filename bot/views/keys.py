"""Which keys the services report: the answer to `keys`, and the warning about old ones."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.domain.key_use import KeyUse
from bot.views.blocks import (
    TEXT_LIMIT,
    Block,
    Message,
    button,
    context,
    escape,
    fit,
    quoted,
    section,
)
from bot.views.incident_text import moment, spoken
from bot.views.services import ago, at_ms

ROTATE: Final = "run:rotate"
MOST: Final = 20
MOST_OLD: Final = 5
MOST_SERVICES: Final = 6
MASK_LIMIT: Final = 64
_ADVICE: Final = "`/openai-diagnose rotate` walks you through a change."


def keys(found: Sequence[KeyUse], now: datetime, most_days: int) -> Message:
    """All of them; those in use first, the oldest of them on top."""
    at = int(now.timestamp() * 1000)
    if not found:
        said = (
            "No service has reported which key it uses. A report may carry the key's mask; "
            "docs/reports.md says how, and the reporter does it by itself."
        )
        return Message(said, (section(said),))
    ordered = sorted(found, key=lambda one: (not one.is_in_use(at), one.first_seen))
    old = sum(one.is_too_old(at, most_days) for one in found)
    head = _head(len(found), old, most_days)
    rows = [_row(one, now, most_days) for one in ordered[:MOST]]
    more = len(found) - MOST
    rest = f"… and {more} more. " if more > 0 else ""
    foot = (
        f"{rest}Known by their masks alone, from the reports of the last 35 days: a key may be "
        f"older than I have known it. {_ADVICE}"
    )
    blocks = (section(head), *(section(shown) for shown, _ in rows), context(foot))
    heard = [head.replace("*", ""), *(said for _, said in rows), foot]
    return Message(fit("\n".join(heard), TEXT_LIMIT), blocks)


def old_ones(found: Sequence[KeyUse], now: int, most_days: int) -> Iterator[Block]:
    """The keys that are older than the operator wants, for App Home."""
    old = sorted(
        (one for one in found if one.is_too_old(now, most_days)), key=lambda one: one.first_seen
    )
    if not old:
        return
    lines = [
        f"• {quoted(one.masked, MASK_LIMIT)}, {one.days(now)} days, used by {used_by(one.services)}"
        for one in old[:MOST_OLD]
    ]
    if len(old) > MOST_OLD:
        lines.append(f"… and {len(old) - MOST_OLD} more: `/openai-diagnose keys`")
    count = "A key is" if len(old) == 1 else f"{len(old)} keys are"
    row = section("\n".join((f"⏳ *{count} older than {most_days} days*", *lines)))
    yield row | {"accessory": button("Rotate a key…", ROTATE)}


def used_by(services: Mapping[str, int]) -> str:
    """Services by name, the most recent first, the rest as a number."""
    names = sorted(services, key=lambda one: (-services[one], one))
    shown = ", ".join(escape(one, MASK_LIMIT) for one in names[:MOST_SERVICES])
    more = len(names) - MOST_SERVICES
    return f"{shown} and {more} more" if more > 0 else shown


def _head(number: int, old: int, most_days: int) -> str:
    count = "1 key is reported" if number == 1 else f"{number} keys are reported"
    if not most_days:
        return f"*{count}.*"
    if not old:
        return f"*{count}*, none in use for {most_days} days or more."
    return f"*{count}*, ⏳ {old} in use for {most_days} days or more: time to change."


def _row(one: KeyUse, now: datetime, most_days: int) -> tuple[str, str]:
    at = int(now.timestamp() * 1000)
    days = one.days(at)
    age = "since today" if not days else f"for {days} day{'' if days == 1 else 's'}"
    used = one.is_in_use(at)
    sign = "⏳" if one.is_too_old(at, most_days) else ("🔑" if used else "💤")
    last = ago(one.last_seen, now)
    head = f"{sign} {quoted(one.masked, MASK_LIMIT)} known {age}"
    tail = f"last reported {last}" if used else f"no longer reported: last {last}"
    begun = at_ms(one.first_seen)
    by = used_by(one.services)
    return (
        f"{head}, since {moment(begun)}\n{by} · {tail}",
        f"{head}, since {spoken(begun)}; {by}; {tail}",
    )
