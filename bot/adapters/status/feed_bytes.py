"""The bytes of a feed as a read: complete, or with the reason why it is not.

feedparser reads bytes and nothing else: a string it would take for an address to open or a
file to read. It expands entities, believes a page of HTML to be a feed without entries and
gives the head of a body that breaks off; so the prolog is looked at before it, and what it
says about itself (`version`, `bozo`) after it.
"""

import io
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

import feedparser

from bot.adapters.status.dates import read_time
from bot.adapters.status.entries import read_entry
from bot.domain.incidents.feed_read import FeedRead, GapReason, incomplete
from bot.domain.incidents.incident import Incident

LARGEST_BODY: Final = 2 * 1024 * 1024
MOST_ENTRIES: Final = 500
VERSIONS: Final = frozenset({"atom10", "rss20"})
OPENAI: Final = "https://status.openai.com"

# Encodings in which `<` is the byte that it looks like: in others a DOCTYPE could hide.
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"})
_DECLARED: Final = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']", re.IGNORECASE)
_PROLOG: Final = re.compile(rb"\s+|<\?(?:[^?]|\?(?!>))*\?>|<!--(?:[^-]|-(?!->))*-->")
_FORBIDDEN: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HTML: Final = re.compile(rb"<(?:!DOCTYPE\s+)?html\b", re.IGNORECASE)


def parse_feed(raw: bytes, now: datetime, feed_url: str = "") -> FeedRead:
    """Read a feed; whatever the bytes are, it does not raise."""
    gap = _unfit(raw)
    if gap is not None:
        return gap
    try:
        parsed = feedparser.parse(
            io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False, response_headers={}
        )
    except Exception as error:  # noqa: BLE001  # it promises `bozo`; broken bytes make it raise
        kind = type(error).__name__
        return incomplete(GapReason.BROKEN, f"the feed cannot be read ({kind})")
    version = str(parsed.get("version") or "")
    if parsed.get("bozo"):
        kind = type(parsed.get("bozo_exception")).__name__
        return incomplete(GapReason.BROKEN, f"the feed breaks off or is not well-formed ({kind})")
    if version not in VERSIONS:
        return incomplete(GapReason.NOT_A_FEED, "the answer is neither Atom nor RSS")
    if len(parsed.entries) > MOST_ENTRIES:
        return incomplete(GapReason.TOO_MANY, f"the feed has {len(parsed.entries)} entries")
    return _read(parsed, now, feed_url)


def _unfit(raw: bytes) -> FeedRead | None:
    """What must not even be parsed."""
    body = raw.removeprefix(b"\xef\xbb\xbf")
    if not body.strip():
        return incomplete(GapReason.EMPTY, "the answer is empty")
    if len(body) > LARGEST_BODY:
        return incomplete(GapReason.TOO_LARGE, "the answer is larger than 2 MB")
    declared = _DECLARED.match(body)
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if b"\0" in body or encoding not in _ENCODINGS:
        return incomplete(GapReason.ENCODING, "the feed is in an encoding that is not read here")
    start = _root(body)
    if _HTML.match(body, start):
        return incomplete(GapReason.WEB_PAGE, "the answer is a web page and not a feed")
    if _FORBIDDEN.match(body, start):
        return incomplete(GapReason.FORBIDDEN_MARKUP, "the feed declares a DOCTYPE or entities")
    return None


def _root(body: bytes) -> int:
    """Where the first thing begins that is neither blank, comment nor instruction."""
    start = 0
    while piece := _PROLOG.match(body, start):
        start = piece.end()
    return start


def _read(parsed: Mapping[str, Any], now: datetime, feed_url: str) -> FeedRead:
    feed: Mapping[str, Any] = parsed["feed"]
    home = _origin(str(feed.get("link") or ""))
    links = [str(entry.get("link") or "") for entry in parsed["entries"]]
    origins = _own_origins(feed_url, home, links)
    incidents = list[Incident]()
    for entry in parsed["entries"]:
        incident = read_entry(entry, now, origins)
        if incident is None:
            return incomplete(GapReason.NO_IDENTITY, "an entry does not say which incident it is")
        incidents.append(incident)
    page = urlsplit(home or next(filter(None, map(_origin, links)), "")).netloc
    rendered = None
    if "incident.io" in str(feed.get("generator") or "") and "updated" in feed:
        rendered = read_time(str(feed["updated"]), now)
    return FeedRead(incidents=tuple(incidents), page=page, rendered=rendered)


def _own_origins(feed_url: str, home: str, links: list[str]) -> frozenset[str]:
    """Where the page's own links may lead: to the feed's host, its home, and OpenAI's page."""
    mine = _origin(feed_url)
    trusted = {mine, home if home.startswith("https://") else "", OPENAI}
    if not mine:  # a stored feed, which is all that there is to go by
        trusted |= {origin for origin in map(_origin, links) if origin.startswith("https://")}
    return frozenset(trusted - {""})


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    known = parts.scheme in {"http", "https"} and parts.netloc and "@" not in parts.netloc
    return f"{parts.scheme}://{parts.netloc}".lower() if known else ""
