"""The one way in which this bot makes an httpx client.

The ladder and the probes must go the same way, or the ladder would explain a road that no
probe took: so proxies, trust store and time limits are decided here for both.
"""

from http.cookiejar import CookieJar, DefaultCookiePolicy
from ssl import SSLContext
from typing import Final

import httpx

from bot.adapters.network.borders import Borders
from bot.adapters.network.transport import BorderedTransport

CONNECT_SECONDS: Final = 5.0


def trust_of_this_machine() -> SSLContext:
    """Whom to trust: SSL_CERT_FILE or SSL_CERT_DIR where set, else certifi, as httpx does.

    A variable that names no certificates is told by the look at the machine; the check goes on.
    """
    try:
        return httpx.create_ssl_context()
    except OSError:  # no such file, not to be read, or no certificate in it
        return httpx.create_ssl_context(trust_env=False)


def client(trust: SSLContext, limit: float, borders: Borders) -> httpx.AsyncClient:
    """Build a client that stays within the borders.

    Redirects are not followed: they would take a key elsewhere. Answers set cookies
    (Cloudflare's); a jar that takes none keeps one person's check from being tied to
    another's.
    """
    return httpx.AsyncClient(
        transport=BorderedTransport(trust, borders),
        timeout=httpx.Timeout(limit, connect=min(CONNECT_SECONDS, limit)),
        follow_redirects=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        headers={"User-Agent": "openai-diagnose", "Accept": "application/json"},
    )


async def at_most(response: httpx.Response, size: int) -> bytes:
    """Read a body up to `size` bytes and leave the rest."""
    raw = bytearray()
    async for piece in response.aiter_bytes():
        raw += piece
        if len(raw) > size:
            break
    return bytes(raw[:size])
