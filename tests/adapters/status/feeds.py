"""Feeds for tests: the stored ones, and ones that are built to a purpose."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.adapters.status.feed_bytes import parse_feed
from bot.domain.incidents.incident import Incident

STORED = Path(__file__).parents[2] / "data" / "feeds"
NOW = datetime(2026, 5, 4, 9, 32, tzinfo=UTC)
NINETY_DAYS = 84
NAMES = ("Login", "Conversations", "Responses", "Image Generation", "Codex Web", "Login", "Batch")


def stored(name: str) -> bytes:
    return (STORED / name).read_bytes()


def an_entry(
    number: int = 1, text: str = "<b>Status: Resolved</b><br/><br/>All is well.", **parts: str
) -> str:
    """One entry of an incident.io page; `id`, `title` and `updated` can be given as XML."""
    address = f"https://status.openai.com//incidents/01KQS44ER0{number:016d}"
    name = parts.get("id", f"<id>{address}</id>")
    title = parts.get("title", f"Incident {number}")
    when = NOW - timedelta(days=number, minutes=7)
    updated = parts.get("updated", f"<updated>{when:%Y-%m-%dT%H:%M:%S}.250Z</updated>")
    return f"""\
    <entry>
        <title type="html"><![CDATA[{title}]]></title>
        {name}
        <link href="{parts.get("link", address)}"/>
        {updated}
        <summary type="html"><![CDATA[{text}]]></summary>
        <content type="html"><![CDATA[{text}]]></content>
    </entry>
"""


def a_feed(entries: Iterable[str] = (), *, head: str = "") -> bytes:
    """A feed of an incident.io page."""
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
{head}<feed xmlns="http://www.w3.org/2005/Atom">
    <id>https://status.openai.com/</id>
    <title>OpenAI status</title>
    <updated>2026-05-04T09:31:58.352Z</updated>
    <generator>incident.io</generator>
    <link rel="alternate" href="https://status.openai.com/"/>
{"".join(entries)}</feed>
""".encode()


def ninety_days() -> bytes:
    """A feed of the usual size: 84 entries, most with components, some with very many."""
    return a_feed(
        an_entry(
            n,
            f"<b>Status: Resolved</b><br/><br/>{'All impacted services work again. ' * 4}"
            f"{components(NAMES * (n % 5))}",
            title=f"Elevated errors &amp; latency, number {n}",
        )
        for n in range(1, NINETY_DAYS + 1)
    )


def first(raw: bytes, feed_url: str = "", now: datetime = NOW) -> Incident:
    read = parse_feed(raw, now, feed_url)
    assert read.gap is None
    return read.incidents[0]


def components(names: Iterable[str], state: str = "Operational") -> str:
    lines = "\n".join(f"<li>{name} ({state})</li>" for name in names)
    if not lines:
        return ""
    return (
        f"<br/><br/><b>Affected components</b>\n          <ul>\n          {lines}\n          </ul>"
    )
