"""OpenAI's status page in small, as incident.io serves it, and the incident that one plays on it.

The feed holds an incident once, with its newest update alone, and its order of components
means nothing: they are shuffled anew with each answer, as the real page does it.
"""

import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Self

from aiohttp import web

from bot.sandbox.port import serve

_COMPONENTS: Final = ("Chat Completions", "Responses", "Embeddings", "Images", "Audio", "Login")
_HIT: Final = ("Chat Completions", "Responses")
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TITLE: Final = "Elevated error rates"
_OPERATIONAL: Final = "Operational"
_RESOLVED: Final = "Resolved"


def ulid(at: float) -> str:
    """An id as the real page mints them: the first ten letters are the time in ms."""
    number = (int(at * 1000) << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident as the feed shows it: its newest update."""

    id: str
    title: str
    word: str
    message: str
    state: str
    updated: datetime
    components: tuple[str, ...] = field(default=_HIT)


STORY: Final = (
    ("Investigating", "We are investigating elevated error rates.", "Partial outage"),
    ("Identified", "We have identified the issue and are working on a fix.", "Partial outage"),
    ("Monitoring", "A fix is in place and we are monitoring it.", "Degraded performance"),
)


class LocalStatusPage:
    """A stand-in for status.openai.com: `async with LocalStatusPage() as status`.

    It begins with one incident that is over; `open`, `update`, `resolve`, `reopen` and
    `withdraw` play another one.
    """

    def __init__(self) -> None:
        self.origin = ""
        self.broken = False  # an error page with status 200, in place of the feed
        self.incidents = [_over(datetime.now(UTC) - timedelta(days=2))]
        self._chapter = 0
        self._played: str | None = None
        self._runner: web.AppRunner | None = None

    @property
    def feed_url(self) -> str:
        """The Atom feed."""
        return f"{self.origin}/feed.atom"

    @property
    def summary_url(self) -> str:
        """The components."""
        return f"{self.origin}/api/v2/summary.json"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/feed.atom", self._send_feed)
        app.router.add_get("/api/v2/summary.json", self._send_summary)
        self._runner, self.origin = await serve(app)
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    # What one plays

    def open(self) -> None:
        """Open an incident; one that is still played is resolved first."""
        self.resolve()
        self._chapter = 0
        opened = replace(_over(datetime.now(UTC)), id=ulid(time.time()))
        self._played = opened.id
        self.incidents.append(opened)
        self._tell(*STORY[0])

    def update(self) -> None:
        """Tell the next chapter of it."""
        self._chapter = min(self._chapter + 1, len(STORY) - 1)
        self._tell(*STORY[self._chapter])

    def resolve(self) -> None:
        """Call it over."""
        self._tell(_RESOLVED, "All impacted services have now fully recovered.", _OPERATIONAL)

    def reopen(self) -> None:
        """Find that it was not over."""
        self._chapter = 1
        self._tell("Identified", "The errors have come back. We are working on it.", STORY[1][2])

    def withdraw(self) -> None:
        """Take it off the page, as a mistake."""
        self.incidents = [one for one in self.incidents if one.id != self._played]
        self._played = None

    def _tell(self, word: str, message: str, state: str) -> None:
        now = datetime.now(UTC)
        self.incidents = [
            replace(one, word=word, message=message, state=state, updated=now)
            if one.id == self._played
            else one
            for one in self.incidents
        ]

    # What it serves

    async def _send_feed(self, _request: web.Request) -> web.Response:
        if self.broken:
            return web.Response(text="<html><h1>Sorry</h1></html>", content_type="text/html")
        newest_first = sorted(self.incidents, key=lambda one: one.updated, reverse=True)
        entries = "\n".join(_entry(self.origin, one) for one in newest_first)
        feed = _FEED.format(origin=self.origin, now=_moment(datetime.now(UTC)), entries=entries)
        return web.Response(text=feed, content_type="application/atom+xml")

    async def _send_summary(self, _request: web.Request) -> web.Response:
        return web.json_response(_summary(self.incidents))


PLAYS: Final[dict[str, Callable[[LocalStatusPage], None]]] = {
    "Open": LocalStatusPage.open,
    "Update": LocalStatusPage.update,
    "Resolve": LocalStatusPage.resolve,
    "Reopen": LocalStatusPage.reopen,
    "Withdraw": LocalStatusPage.withdraw,
}


def _over(at: datetime) -> Incident:
    return Incident(
        id=ulid(at.timestamp() - 3600),
        title=_TITLE,
        word=_RESOLVED,
        message="All impacted services have now fully recovered.",
        state=_OPERATIONAL,
        updated=at,
    )


_FEED: Final = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
    <id>{origin}/</id>
    <title>OpenAI status</title>
    <updated>{now}</updated>
    <generator>incident.io</generator>
    <link rel="alternate" href="{origin}/"/>
    <subtitle>OpenAI status page updates</subtitle>
{entries}
</feed>
"""


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def _entry(origin: str, one: Incident) -> str:
    names = random.sample(one.components, len(one.components))
    lines = "\n".join(f"<li>{name} ({one.state})</li>" for name in names)
    told = (
        f"<![CDATA[<b>Status: {one.word}</b><br/><br/>{one.message}<br/><br/>"
        f"<b>Affected components</b>\n<ul>\n{lines}\n</ul>]]>"
    )
    # The double slash is the real page's own.
    address = f"{origin}//incidents/{one.id}"
    return f"""    <entry>
        <title type="html"><![CDATA[{one.title}]]></title>
        <id>{address}</id>
        <link href="{address}"/>
        <updated>{_moment(one.updated)}</updated>
        <summary type="html">{told}</summary>
        <content type="html">{told}</content>
    </entry>"""


def _summary(incidents: list[Incident]) -> dict[str, Any]:
    hit = {name: one.state for one in incidents for name in one.components if one.word != _RESOLVED}
    components = [
        {
            "id": f"01SANDBOX{place}",
            "name": name,
            "status": hit.get(name, _OPERATIONAL).lower().replace(" ", "_"),
        }
        for place, name in enumerate(_COMPONENTS)
    ]
    status = {"indicator": "none", "description": "All Systems Operational"}
    if hit:
        status = {"indicator": "minor", "description": "Partial System Degradation"}
    page = {"id": "01SANDBOX", "name": "OpenAI"}
    return {"page": page, "status": status, "components": components}
