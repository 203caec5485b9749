"""The words about an incident: its state, its times, what is hit.

The mark is for the eye that runs down a channel; the word beside it says the same, so that
nobody depends on a colour. Whatever comes from the feed is escaped on its way in here, and a
link is made only of an address that cannot be anything else.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from bot.domain.incidents.changes import IMPACTS, impact_of
from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.remembered import Gone
from bot.domain.incidents.states import Impact, Kind, State
from bot.domain.subscriptions import HERE
from bot.views.blocks import escape

MARKS: Final[Mapping[Impact, str]] = MappingProxyType(
    {
        Impact.UNSTATED: "🟠",
        Impact.NONE: "🟡",
        Impact.MAINTENANCE: "🔧",
        Impact.DEGRADED: "🟡",
        Impact.PARTIAL_OUTAGE: "🟠",
        Impact.FULL_OUTAGE: "🔴",
    }
)
TITLE_LIMIT: Final = 200
WORD_LIMIT: Final = 60
MOST_COMPONENTS: Final = 12
_LINK: Final = re.compile(r"https?://[^\s<>|\"'`\\]{1,1000}")
_GONE: Final[Mapping[Gone, str]] = MappingProxyType(
    {
        Gone.WITHDRAWN: "taken off OpenAI's page",
        Gone.AGED_OUT: "left OpenAI's page without an end",
    }
)


def mark(incident: Incident, gone: Gone | None) -> str:
    """A sign for the state; never without its word."""
    if gone is not None:
        return "⚪"
    if incident.state.is_over:
        return "✅"
    if incident.kind is Kind.MAINTENANCE:
        return "🗓️" if incident.state.is_planned else "🔧"
    if incident.state is State.MONITORING:
        return "🔵"
    return MARKS[incident.impact]


def state(incident: Incident, gone: Gone | None) -> str:
    """The state in the page's own word."""
    word = escape(incident.word, WORD_LIMIT) or "State not given"
    return f"{word}, {_GONE[gone]}" if gone is not None else word


def title(incident: Incident) -> str:
    """The title on one line."""
    return " ".join(escape(incident.title, TITLE_LIMIT).split()) or "Incident without a title"


def link(address: str, label: str) -> str:
    """A link, if the address is one; else the label. The label is ours, or escaped."""
    if not _LINK.fullmatch(address):
        return label
    safe = address.replace("&", "&amp;")
    return f"<{safe}|{label.replace('|', '/')}>"


def moment(at: datetime) -> str:
    """A time in the reader's own zone."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{spoken(at)}>"


def spoken(at: datetime) -> str:
    """A time for those who read no markup."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def length(lasted: timedelta) -> str:
    """How long something lasted; "about", since the page's times are set by hand."""
    minutes = round(lasted.total_seconds() / 60)
    if minutes < 1:
        return "less than a minute"
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [f"{days} d"] if days else []
    parts += [f"{hours} h"] if hours else []
    parts += [f"{minutes} min"] if minutes and not days else []
    return f"about {' '.join(parts)}"


def hit(components: Iterable[Component]) -> list[str]:
    """The components, the worst first, a line for all of one impact."""
    by_impact = dict[str, list[str]]()
    for one in sorted(components, key=lambda one: (-one.impact.rank, one.name)):
        by_impact.setdefault(escape(impact_of(one), WORD_LIMIT), []).append(_name(one))
    lines, left = list[str](), MOST_COMPONENTS
    for impact, names in by_impact.items():
        shown, more = names[:left], len(names[left:])
        left -= len(shown)
        lines.append(f"{impact}: {', '.join((*shown, *([f'{more} more'] if more else ())))}")
    return lines


def impact(incident: Incident) -> str:
    """The worst impact in words, "" if the page does not say."""
    return "" if incident.impact is Impact.UNSTATED else IMPACTS[incident.impact]


def called(mentions: Iterable[str]) -> str:
    """The people and groups, so that Slack tells them."""
    return " ".join(map(_call, mentions))


def _call(one: str) -> str:
    if one == HERE:
        return "<!here>"
    return f"<!subteam^{one}>" if one.startswith("S") else f"<@{one}>"


def _name(one: Component) -> str:
    name = escape(one.name, WORD_LIMIT)
    # Where several groups are possible none is claimed.
    return f"{escape(one.groups[0], WORD_LIMIT)} › {name}" if len(one.groups) == 1 else name
