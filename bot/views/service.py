"""The answer to `service NAME`: how one service is, from what it reports.

Its chart is told in letters: Slack shows an uploaded picture in a message of a channel, and does
not say whether it does in one that a single person sees.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from bot.domain.advice import advice
from bot.domain.alerts.causes import likely
from bot.domain.reports.report import UNKNOWN_MODEL, Headroom, Quota
from bot.domain.rules.spoken import amount, duration, percent, whole
from bot.domain.services import Health
from bot.domain.windows.latest import Latest
from bot.views import trend as drawn
from bot.views.alert import DETAILS, seen_value
from bot.views.alert_text import errors, first_line, mark, name, state
from bot.views.blocks import (
    TEXT_LIMIT,
    Block,
    Message,
    button,
    context,
    escape,
    fit,
    preformatted,
    quoted,
    section,
)
from bot.views.incident_text import moment
from bot.views.quota_pace import pace
from bot.views.services import ago, at_ms

MOST_CAUSES: Final = 4
MOST_ALERTS: Final = 5
MOST_LABELS: Final = 6
MOST_ERRORS: Final = 4


def service(health: Health, now: datetime) -> Message:
    """Draw it."""
    blocks = list(_blocks(health, now))
    return Message(fit("\n".join(_spoken(blocks)), TEXT_LIMIT), tuple(blocks))


def _blocks(health: Health, now: datetime) -> Iterator[Block]:
    latest = _merged(health.latest.values())
    word = "🟢 nothing is open" if not health.alerts else _count(len(health.alerts))
    yield section(f"*{escape(health.service, 64)}*: {word}")
    for one in health.alerts[:MOST_ALERTS]:
        row = section(f"{mark(one)} *{name(one)}* {first_line(one)} · {state(one)}")
        row["accessory"] = button("Details", DETAILS, value=seen_value(one))
        yield row
    yield preformatted(_table(health))
    yield preformatted(drawn.letters(health.trend))
    yield context(f"Share of calls that failed, {drawn.spoken(health.trend)}")
    if causes := [*_causes(health)]:
        yield section("\n".join(("*What failed in the last 24 h*", *causes)))
    if lines := [*_limits(latest)]:
        yield section("\n".join(("*Limits and quota*", *lines, *_quotas(latest, now))))
    elif quotas := [*_quotas(latest, now)]:
        yield section("\n".join(("*Quota*", *quotas)))
    yield section("\n".join(_labels(health, latest)))
    yield context(f"Last report {ago(latest.last_seen, now)} · {_cadence(latest)}")


def _count(number: int) -> str:
    return "1 alert is open" if number == 1 else f"{number} alerts are open"


def _table(health: Health) -> str:
    rows = [("", "calls", "errors", "on average")]
    spans = (("5 min", health.five_minutes), ("1 h", health.hour), ("24 h", health.day))
    for label, sums in spans:
        share = percent(sums.failed / sums.count) if sums.count else "–"
        took = duration(sums.duration_ms / sums.count) if sums.count and sums.duration_ms else "–"
        rows.append((label, whole(sums.count), share, took))
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    return "\n".join(
        "  ".join(f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def _causes(health: Health) -> Iterator[str]:
    for slug, number in likely(health.day.errors)[:MOST_CAUSES]:
        title = advice(slug, {}).title
        hour = dict(likely(health.hour.errors)).get(slug, 0)
        yield f"• {escape(title)}: {whole(number)} (in the last hour {whole(hour)})"
    if counted := errors(health.day.errors, MOST_ERRORS):
        yield f"By type: {counted}"


def _limits(latest: Latest) -> Iterator[str]:
    for meter, room in (("Requests", latest.requests), ("Tokens", latest.tokens)):
        if room and room.limit and room.remaining is not None:
            yield f"• {meter}: {_used(room)}"
    if latest.limits_at and (latest.requests or latest.tokens):
        yield f"• As OpenAI told it {moment(at_ms(latest.limits_at))}"


def _used(room: Headroom) -> str:
    limit, left = room.limit or 1, room.remaining or 0
    share = percent(max(0, limit - left) / limit)
    return f"{whole(left)} of {whole(limit)} left ({share} used)"


def _quotas(latest: Latest, now: datetime) -> Iterator[str]:
    for word, (_, quota) in sorted(latest.quotas.items()):
        yield f"• {escape(word.replace('_', ' '), 64)}: {_spent(quota)}{pace(word, quota, now)}"


def _spent(quota: Quota) -> str:
    if quota.limit <= 0:
        return amount(quota.used)
    return f"{amount(quota.used)} of {amount(quota.limit)} ({percent(quota.used / quota.limit)})"


def _labels(health: Health, latest: Latest) -> Iterator[str]:
    models = [one for one in health.models if one != UNKNOWN_MODEL]
    if models:
        yield f"*Models*: {_names(models)}"
    if latest.sdks:
        yield f"*Library*: {_names(_newest_first(latest.sdks))}"
    for mask, (first, _) in sorted(latest.keys.items(), key=lambda one: -one[1][1])[:MOST_LABELS]:
        yield f"*Key*: {quoted(mask, 64)} since {moment(at_ms(first))}"
    if latest.environments:
        yield f"*Environment*: {_names(_newest_first(latest.environments))}"
    if not (models or latest.sdks or latest.keys or latest.environments):
        yield "It says nothing of its model, library, key or environment."


def _names(words: Iterable[str]) -> str:
    some = list(words)
    more = len(some) - MOST_LABELS
    shown = ", ".join(quoted(one, 64) for one in some[:MOST_LABELS])
    return f"{shown} and {more} more" if more > 0 else shown


def _newest_first(seen: Mapping[str, int]) -> list[str]:
    return sorted(seen, key=lambda one: -seen[one])


def _cadence(latest: Latest) -> str:
    if latest.interval_ms:
        return f"promises one every {duration(latest.interval_ms)}"
    if latest.gap_ms:
        return f"one every {duration(latest.gap_ms)} or so"
    return "no cadence known"


def _merged(several: Iterable[Latest]) -> Latest:
    """What a service's series last said, the newest of each."""
    ordered = sorted(several, key=lambda one: one.last_seen)
    newest = ordered[-1]
    limits = max(ordered, key=lambda one: one.limits_at)
    keys = dict[str, tuple[int, int]]()
    for one in ordered:
        for mask, (first, last) in one.keys.items():
            known = keys.get(mask, (first, last))
            keys[mask] = (min(first, known[0]), max(last, known[1]))
    return Latest(
        first_seen=min(one.first_seen for one in ordered),
        last_seen=newest.last_seen,
        interval_ms=newest.interval_ms,
        gap_ms=newest.gap_ms,
        requests=limits.requests,
        tokens=limits.tokens,
        limits_at=limits.limits_at,
        quotas={
            word: max((one.quotas[word] for one in ordered if word in one.quotas), key=_when)
            for word in {word for one in ordered for word in one.quotas}
        },
        sdks={word: at for one in ordered for word, at in one.sdks.items()},
        keys=keys,
        environments={word: at for one in ordered for word, at in one.environments.items()},
    )


def _when(said: tuple[int, Quota]) -> int:
    return said[0]


def _spoken(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of blocks, for those who hear them: Slack's markup reads well enough."""
    for block in blocks:
        if "text" in block:
            yield block["text"]["text"]
        elif block["type"] == "context":
            yield block["elements"][0]["text"]
        else:
            yield escape(block["elements"][0]["elements"][0]["text"], 1000)
