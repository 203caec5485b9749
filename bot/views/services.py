"""The answer to `services`: a table, the worst first.

Numbers stand before the name, so that a column is as wide as its numbers and a long name breaks
nothing; on a phone the name is what wraps.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot.domain.rules.spoken import percent, span, whole
from bot.domain.services import NOW_S, Glance
from bot.views.alert_text import LEVELS
from bot.views.blocks import TEXT_LIMIT, Message, context, escape, fit, preformatted, section

MOST: Final = 20
QUIET_MS: Final = 10 * 60_000
_HEAD: Final = ("errors", "/min", "service")


def services(found: Sequence[Glance], now: datetime) -> Message:
    """All of them."""
    if not found:
        said = (
            "No service has reported in the last 35 days. One line connects one: "
            "`/openai-diagnose report-check NAME` shows it."
        )
        return Message(said, (section(said),))
    bad = sum(bool(one.alerts) for one in found)
    count = "1 service reports" if len(found) == 1 else f"{len(found)} services report"
    head = f"*{count}*, {f'{bad} with an open alert' if bad else 'none with an open alert'}."
    shown = found[:MOST]
    rows = [_HEAD, *(_cells(one, now) for one in shown)]
    widths = [max(len(row[place]) for row in rows) for place in (0, 1)]
    lines = [f"{row[0]:>{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]}" for row in rows]
    rest = _rest(found[MOST:])
    foot = f"{rest}Errors, calls a minute: the last {span(NOW_S)}. One: `/openai-diagnose service NAME`."
    heard = [head.replace("*", ""), *(escape(_heard(one, now), 200) for one in shown), foot]
    return Message(
        fit("\n".join(heard), TEXT_LIMIT),
        (section(head), preformatted("\n".join(lines)), context(foot)),
    )


def ago(seen_ms: int, now: datetime) -> str:
    """How long since a report came."""
    seconds = max(0.0, now.timestamp() - seen_ms / 1000)
    return f"{span(seconds)} ago"


def at_ms(moment: int) -> datetime:
    """Unix milliseconds as a time."""
    return datetime.fromtimestamp(moment / 1000, UTC)


def _cells(one: Glance, now: datetime) -> tuple[str, str, str]:
    share = percent(one.share) if one.now.count else "–"
    pace = whole(one.per_minute) if one.now.count else "–"
    return share, pace, f"{one.service}{_state(one, now)}"


def _state(one: Glance, now: datetime) -> str:
    said = []
    if one.alerts:
        numbers = " ".join(f"#{number}" for number in one.alerts[:3])
        said.append(f"{LEVELS[one.level].lower()} {numbers}")
    if now.timestamp() * 1000 - one.last_seen > QUIET_MS:
        said.append(f"last seen {ago(one.last_seen, now)}")
    return f" ({', '.join(said)})" if said else ""


def _heard(one: Glance, now: datetime) -> str:
    share, pace, name = _cells(one, now)
    return (
        f"{name}: {share} errors, {pace} calls a minute" if one.now.count else f"{name}: no calls"
    )


def _rest(left: Sequence[Glance]) -> str:
    if not left:
        return ""
    failing = sum(bool(one.alerts or one.now.failed) for one in left)
    how = f"{failing} of them with errors" if failing else "all fine"
    return f"And {len(left)} more, {how}. "
