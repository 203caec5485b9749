"""The answer to `/openai-diagnose status`: is it OpenAI, and what is going on there."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.incidents.incident import Incident
from bot.domain.incidents.overview import Group, Known, groups, last_days
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.states import worst
from bot.views import month
from bot.views.blocks import (
    TEXT_LIMIT,
    Block,
    Message,
    actions,
    button,
    context,
    divider,
    escape,
    fit,
    link_button,
    preformatted,
    section,
)
from bot.views.incident_text import MARKS, hit, impact, link, mark, moment, spoken, state, title

POST: Final = "status_post"
PAGE: Final = "status_page"
PAGE_URL: Final = "https://status.openai.com"
MOST_SHOWN: Final = 5
MOST_GROUPS: Final = 12
UPDATE_LIMIT: Final = 600
STALE: Final = timedelta(minutes=15)


def status(known: Known, now: datetime, shared_by: str = "", *, here: bool = True) -> Message:
    """All that is known. `shared_by` is the id of whoever posts it; else it is for one person.

    `here`: they look at it in a channel, to which it could be shown.
    """
    remembered = known.remembered
    # The same lines twice: with times in the reader's own zone, and for those who hear them.
    shown, heard = list[Block](), list[str]()
    for paragraph, said in _paragraphs(known, now):
        shown.append(section(paragraph))
        heard.append(said)
    if remembered.read_at is not None:
        days = last_days(remembered, now)
        shown += [divider(), section("*The last 30 days*"), preformatted(month.picture(days))]
        shown.append(context(month.legend(days)))
        heard.append(month.spoken(days))
        shown.append(context(f"Last read {moment(remembered.read_at)} · from OpenAI's status page"))
        heard.append(f"Last read {spoken(remembered.read_at)}.")
    if shared_by:
        by = f"<@{shared_by}> asked with `/openai-diagnose status`"
        shown.append(context(by))
        heard.append(by)
    else:
        page = link_button("OpenAI's page", PAGE, PAGE_URL)
        shown.append(actions(button("Post here", POST), page) if here else actions(page))
    return Message(fit("\n".join(heard), TEXT_LIMIT), tuple(shown))


def unknown(why: str) -> Message:
    """Nothing can be said: what is stored is out of reach."""
    said = (
        f"I cannot tell how OpenAI is: {escape(why, 200)}. That says nothing about OpenAI. Look at "
        f"<{PAGE_URL}|status.openai.com>, and try again in a minute."
    )
    return Message(said, (section(said),))


def not_posted() -> Message:
    """Slack did not take it."""
    said = "Slack did not let me post it here. Ask again with `/openai-diagnose status`."
    return Message(said, (section(said),))


def _paragraphs(known: Known, now: datetime) -> Iterator[tuple[str, str]]:
    remembered = known.remembered
    if doubt := _doubt(remembered, now):
        yield doubt
    if remembered.read_at is None:
        return
    yield from _open(remembered.open_now)
    if remembered.planned:
        yield _planned(remembered.planned)
    yield from _components(groups(known))


def _open(incidents: Sequence[Incident]) -> Iterator[tuple[str, str]]:
    if not incidents:
        yield (2 * ("✅ *OpenAI reports no incident.*",))
    elif len(incidents) > 1:
        yield (2 * (f"*OpenAI reports {len(incidents)} incidents.*",))
    for one in incidents[:MOST_SHOWN]:
        yield _incident(one)
    if len(incidents) > MOST_SHOWN:
        more = len(incidents) - MOST_SHOWN
        yield (2 * (f"… and {more} more: <{PAGE_URL}|status.openai.com>",))


def _doubt(remembered: Remembered, now: datetime) -> tuple[str, str] | None:
    """Why what follows may not be so any more."""
    trouble, read_at = remembered.trouble, remembered.read_at
    if trouble is None and read_at is None:
        said = "I have not read OpenAI's status page yet. Ask again in a minute."
        return said, said
    end = "What follows may be out of date." if read_at else "I have never been able to read it."
    if trouble is not None:
        why = escape(trouble.gap.says, 200)
        return (
            f"⚠️ *I cannot read OpenAI's status feed since {moment(trouble.since)}*: {why}. {end}",
            f"I cannot read OpenAI's status feed since {spoken(trouble.since)}: {why}. {end}",
        )
    if read_at is not None and now - read_at > STALE:
        return (
            f"⚠️ *Nobody has read OpenAI's status page since {moment(read_at)}*. {end}",
            f"Nobody has read OpenAI's status page since {spoken(read_at)}. {end}",
        )
    return None


def _incident(one: Incident) -> tuple[str, str]:
    sign, word, badly = mark(one, None), state(one, None), impact(one)
    head = f"{sign} *{word}*{f' · {badly}' if badly else ''}"
    lines = [f"• {line}" for line in hit(one.components)]
    told = escape(one.latest.text.strip(), UPDATE_LIMIT)
    quoted = "\n".join(f">{line}" for line in told.splitlines())
    since = f"Since {moment(one.begun)} · updated {moment(one.latest.at)}"
    shown = [head, f"*{link(one.link, title(one))}*", *lines, quoted, since]
    heard = [
        f"{word}: {title(one)}" + (f" ({badly})" if badly else ""),
        *lines,
        told,
        f"since {spoken(one.begun)}, updated {spoken(one.latest.at)}",
    ]
    return "\n".join(filter(None, shown)), "\n".join(filter(None, heard))


def _planned(planned: Sequence[Incident]) -> tuple[str, str]:
    shown, heard = ["*Planned*"], ["Planned:"]
    for one in planned[:MOST_SHOWN]:
        until = one.planned_end
        shown.append(
            f"🗓️ {link(one.link, title(one))}: {moment(one.begun)}"
            + (f" until {moment(until)}" if until else "")
        )
        heard.append(f"{title(one)}, {spoken(one.begun)}")
    return "\n".join(shown), "\n".join(heard)


def _components(known: Sequence[Group]) -> Iterator[tuple[str, str]]:
    if not known:
        return
    lines = [line for group in known[:MOST_GROUPS] for line in _group(group)]
    if more := known[MOST_GROUPS:]:
        lines.append(f"{len(more)} more groups")
    text = "\n".join(("*Components*", *lines))
    yield text, text


def _group(group: Group) -> Iterator[str]:
    name = escape(group.name, 60) or "OpenAI"
    if not group.hit:
        yield f"🟢 *{name}*: all {group.operational} operational"
        return
    rest = f"; {group.operational} operational" if group.operational else ""
    sign = MARKS[worst(one.impact for one in group.hit)]
    yield f"{sign} *{name}*: {'; '.join(hit(group.hit))}{rest}"
