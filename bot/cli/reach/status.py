"""OpenAI's status: is the feed a feed, and does the summary list components?"""

import asyncio
import io
import json

import feedparser
import httpx

from bot.cli.reach.seen import CHECK_ADDRESS, Seen, bad, fine, passed_over, trouble
from bot.settings import Settings


async def look(http: httpx.AsyncClient, settings: Settings) -> list[Seen]:
    """Read both."""
    return list(
        await asyncio.gather(
            _feed(http, settings.status_feed_url), _summary(http, settings.status_summary_url)
        )
    )


async def _feed(http: httpx.AsyncClient, url: str) -> Seen:
    about = "Status: feed"
    try:
        response = await http.get(url)
    except httpx.HTTPError as error:
        return bad(about, f"{url} {trouble(error)}", CHECK_ADDRESS)
    if not response.is_success:
        return bad(about, f"{url} answers {response.status_code}", "check STATUS_FEED_URL")
    # A file object: given bytes, feedparser may take them for the name of something to open.
    entries = len(feedparser.parse(io.BytesIO(response.content)).entries)
    if not entries:
        return bad(about, f"{url} is no feed with entries", "check STATUS_FEED_URL: Atom or RSS")
    return fine(about, f"{url} has {entries} entries")


async def _summary(http: httpx.AsyncClient, url: str) -> Seen:
    about = "Status: components"
    if not url:
        return passed_over(about, "off: STATUS_SUMMARY_URL is empty")
    try:
        answer = (await http.get(url)).raise_for_status().json()
        return fine(about, f"{url} lists {len(answer['components'])} components")
    except httpx.HTTPStatusError as error:
        return bad(about, f"{url} answers {error.response.status_code}", "check STATUS_SUMMARY_URL")
    except httpx.HTTPError as error:
        return bad(about, f"{url} {trouble(error)}", CHECK_ADDRESS)
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError):
        do = "check STATUS_SUMMARY_URL, or set it to nothing to do without"
        return bad(about, f"{url} lists no components", do)
