"""How a request travels: straight to an address that was looked at, or through the proxy.

Whoever answers for a name may give another address the second time (DNS rebinding). So a name
is resolved once, and the connection goes to one of the addresses that were found to be within
the borders; the name stays in the Host header and in the TLS handshake. Behind a proxy it is
the proxy that resolves, where this machine cannot look: then the name alone is checked, and
which addresses may be reached is the proxy's business.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from ssl import SSLContext
from typing import Any, Final

import httpcore
import httpx

from bot.adapters.network.borders import Beyond, Borders
from bot.adapters.network.proxies import route_to
from bot.adapters.network.sockets import MOST_ADDRESSES, Stumbled, resolve

STAGGER_SECONDS: Final = 0.25  # as browsers do: so long the first address has for itself


class BorderedTransport(httpx.AsyncBaseTransport):
    """Takes the way that the environment names for each request."""

    def __init__(self, trust: SSLContext, borders: Borders) -> None:
        self._trust = trust
        self._borders = borders
        self._straight = _Straight(trust, borders)
        self._through: dict[str, httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send it, or refuse to; what comes out is one of httpx's errors."""
        try:
            self._borders.check(request.url.host)
        except Beyond as error:
            raise httpx.ConnectError(error.says, request=request) from error
        return await self._way(request).handle_async_request(request)

    async def aclose(self) -> None:
        """Close the connections."""
        for way in (self._straight, *self._through.values()):
            await way.aclose()

    def _way(self, request: httpx.Request) -> httpx.AsyncHTTPTransport:
        route = route_to(request.url)
        if route.broken:
            raise httpx.ProxyError(route.said, request=request)
        if route.proxy is None:
            return self._straight
        address = str(route.proxy)
        if address not in self._through:
            self._through[address] = httpx.AsyncHTTPTransport(verify=self._trust, proxy=address)
        return self._through[address]


class _Straight(httpx.AsyncHTTPTransport):
    """httpx's own, with a pool that connects through us: httpcore takes that, httpx has no word for it."""

    def __init__(self, trust: SSLContext, borders: Borders) -> None:
        super().__init__(verify=trust)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trust,
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=5.0,
            network_backend=_Looking(borders),
        )


class _Looking(httpcore.AsyncNetworkBackend):
    """Opens connections to addresses that were looked at."""

    def __init__(self, borders: Borders) -> None:
        self._borders = borders
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve once, and connect to what may be contacted."""
        del local_address, socket_options  # nobody here asks for any
        try:
            async with asyncio.timeout(timeout):
                found = await resolve(host, port)
                addresses = self._borders.within(host, found)[:MOST_ADDRESSES]
                return await self._first(addresses, port, timeout)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except (Beyond, Stumbled) as error:
            raise httpcore.ConnectError(error.says) from error

    async def sleep(self, seconds: float) -> None:
        """Wait; httpcore's own retries are off."""
        await asyncio.sleep(seconds)

    async def _first(
        self,
        addresses: list[str],
        port: int,
        timeout: float | None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        """The first that takes the call; the next is called a moment after, or when one fails."""
        waiting = deque(addresses)
        calls = set[asyncio.Task[httpcore.AsyncNetworkStream]]()
        error: BaseException = httpcore.ConnectError("no address")
        try:
            while waiting or calls:
                if waiting:
                    call = self._sockets.connect_tcp(waiting.popleft(), port, timeout)
                    calls.add(asyncio.create_task(call))
                pause = STAGGER_SECONDS if waiting else None
                done, calls = await asyncio.wait(
                    calls, timeout=pause, return_when=asyncio.FIRST_COMPLETED
                )
                made = [one for one in done if one.exception() is None]
                calls |= set(made[1:])  # hung up below
                if made:
                    return made[0].result()
                error = next((one.exception() or error for one in done), error)
        finally:
            await _hang_up(calls)
        raise error


async def _hang_up(calls: set[asyncio.Task[httpcore.AsyncNetworkStream]]) -> None:
    for call in calls:
        call.cancel()
    for made in await asyncio.gather(*calls, return_exceptions=True):
        if isinstance(made, httpcore.AsyncNetworkStream):
            await made.aclose()
