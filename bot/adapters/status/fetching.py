"""One HTTP GET of a page that others run: bounded in time, in size, and in where it may lead.

The body is unpacked here and not by httpx: a few kilobytes of gzip can hold a gigabyte, and
the 2 MB have to hold while it is unpacked. Validators are sent where the server gave any;
status.openai.com gives none, so nothing rests on a 304.
"""

import asyncio
import zlib
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ssl import SSLContext
from typing import Final

import httpx

from bot.adapters.failures import failure_of
from bot.adapters.network.borders import Borders, beyond_in
from bot.adapters.network.client import trust_of_this_machine
from bot.adapters.network.transport import BorderedTransport
from bot.adapters.status.feed_bytes import LARGEST_BODY
from bot.domain.incidents.feed_read import Gap, GapReason
from bot.ports import Clock

FETCH_SECONDS: Final = 10.0
MOST_REDIRECTS: Final = 3
_GZIP: Final = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: the body, or that it is the same as before."""

    body: bytes = b""
    unchanged: bool = False


class Unfetched(Exception):
    """Nothing usable came; `gap` says what did, and `retry_after_s` how long to stay away."""

    def __init__(self, reason: GapReason, says: str, retry_after_s: float = 0.0) -> None:
        super().__init__(says)
        self.gap = Gap(reason, says)
        self.retry_after_s = retry_after_s


class Fetcher:
    """GETs, and the validators of what was got."""

    def __init__(
        self,
        clock: Clock,
        borders: Borders,
        *,
        trust: SSLContext | None = None,
        limit: float = FETCH_SECONDS,
    ) -> None:
        self._clock = clock
        self._limit = limit
        self._http = _client(trust or trust_of_this_machine(), limit, borders)
        self._validators = dict[str, dict[str, str]]()

    async def get(self, url: str, accept: str, *, limit: float | None = None) -> Fetched:
        """Fetch a page; raises `Unfetched` and nothing else."""
        headers = {"Accept": accept, **self._validators.get(url, {})}
        try:
            async with (
                asyncio.timeout(limit or self._limit),
                self._http.stream("GET", url, headers=headers) as answer,
            ):
                return await self._take(url, answer)
        except httpx.ConnectError as error:
            raise _unreached(error) from None
        except (OSError, TimeoutError, ValueError, httpx.HTTPError, httpx.InvalidURL) as error:
            said = f"no answer from the status page ({failure_of(error)})"
            raise Unfetched(GapReason.NO_ANSWER, said) from None

    def forget(self, url: str) -> None:
        """Ask for the whole page next time: what it said last could not be used."""
        self._validators.pop(url, None)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _take(self, url: str, answer: httpx.Response) -> Fetched:
        if url.startswith("https:") and answer.url.scheme != "https":
            raise Unfetched(GapReason.REFUSED, "the status page leads to an unprotected address")
        if answer.status_code == HTTPStatus.NOT_MODIFIED:
            return Fetched(unchanged=True)
        if answer.status_code != HTTPStatus.OK:
            said = f"the status page answered {answer.status_code}"
            asked = answer.headers.get("retry-after", "")
            raise Unfetched(GapReason.REFUSED, said, _seconds(asked, self._clock.now()))
        body = await _unpacked(answer)
        self._validators[url] = {
            ours: answer.headers[theirs]
            for theirs, ours in (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
            if theirs in answer.headers
        }
        return Fetched(body=body)


def _client(trust: SSLContext, limit: float, borders: Borders) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=BorderedTransport(trust, borders),
        timeout=httpx.Timeout(limit),
        follow_redirects=True,
        max_redirects=MOST_REDIRECTS,
        cookies=httpx.Cookies(CookieJar(DefaultCookiePolicy(allowed_domains=[]))),
        headers={"User-Agent": "openai-diagnose", "Accept-Encoding": "gzip"},
    )


def _unreached(error: httpx.ConnectError) -> Unfetched:
    beyond = beyond_in(error)
    if beyond is not None:
        return Unfetched(GapReason.REFUSED, f"the status page was not asked: {beyond.says}")
    return Unfetched(GapReason.NO_ANSWER, f"no answer from the status page ({failure_of(error)})")


async def _unpacked(answer: httpx.Response) -> bytes:
    """The body, unpacked piece by piece and never beyond the limit."""
    packing = answer.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", ""}:
        raise Unfetched(GapReason.ENCODING, "the status page packs its answer in an unknown way")
    unpack = zlib.decompressobj(_GZIP) if "gzip" in packing else None
    body = bytearray()
    async for piece in answer.aiter_raw():
        left = LARGEST_BODY + 1 - len(body)
        try:
            body += unpack.decompress(piece, left) if unpack else piece[:left]
        except zlib.error:
            raise Unfetched(GapReason.BROKEN, "the packed answer is broken") from None
        if len(body) > LARGEST_BODY:
            raise Unfetched(GapReason.TOO_LARGE, "the answer is larger than 2 MB")
    if unpack and not unpack.eof:
        raise Unfetched(GapReason.BROKEN, "the packed answer breaks off")
    return bytes(body)


def _seconds(retry_after: str, now: datetime) -> float:
    """What a Retry-After header asks for, in seconds; it may name a time instead."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        time = parsedate_to_datetime(retry_after)
        return max(0.0, (time - now).total_seconds())
    except (IndexError, TypeError, ValueError):
        return 0.0
