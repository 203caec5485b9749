"""The way to OpenAI, rung by rung: proxy, DNS, TCP, TLS, HTTP.

Each rung is tried by itself with a time limit of its own, so that the one that fails can be
named; an HTTP library would only say "connection error". Behind a proxy the lower rungs
lead to the proxy, and the TCP rung ends with its consent to connect (CONNECT): that is
where a refusal belongs. Nothing here ever carries a key.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from ssl import SSLContext
from typing import Final

import httpx

from bot.adapters.network.borders import ANYWHERE, Beyond, Borders
from bot.adapters.network.client import trust_of_this_machine
from bot.adapters.network.front_door import knock
from bot.adapters.network.handshake import shake_hands
from bot.adapters.network.proxies import Route, port_of, route_to
from bot.adapters.network.sockets import Stream, Stumbled, connect, resolve, tunnel
from bot.domain.case import Outcome, Rung, Step
from bot.domain.probes import Failure
from bot.ports import Clock

RUNG_SECONDS: Final = 3.5


class HttpLadder:
    """Climbs to any base URL; holds no connection between two climbs."""

    def __init__(
        self,
        clock: Clock,
        *,
        trust: SSLContext | None = None,
        limit: float = RUNG_SECONDS,
        borders: Borders = ANYWHERE,
    ) -> None:
        self._clock = clock
        self._trust = trust or trust_of_this_machine()
        self._limit = limit
        self._borders = borders

    async def climb(self, base_url: str) -> AsyncIterator[Rung]:
        """Try the rungs from the bottom; see the port."""
        way = _Way(base_url, self._trust, self._limit, self._borders)
        try:
            for step, attempt in way.rungs():
                rung = await self._timed(step, attempt)
                yield rung
                if rung.outcome is Outcome.FAIL:
                    return
        finally:
            way.close()

    async def _timed(self, step: Step, attempt: Callable[[], Awaitable[Rung]]) -> Rung:
        started = self._clock.seconds()
        try:
            async with asyncio.timeout(self._limit):
                rung = await attempt()
        except Stumbled as error:
            rung = Rung(
                step=step,
                outcome=Outcome.FAIL,
                detail=error.says,
                seen=error.seen,
                failure=error.failure,
            )
        except TimeoutError:
            said = _SILENCE[step].format(limit=self._limit)
            rung = Rung(step=step, outcome=Outcome.FAIL, detail=said, failure=Failure.TIMEOUT)
        return replace(rung, seconds=self._clock.seconds() - started)


@dataclass(slots=True)
class _Way:
    """One climb: what the lower rungs found, for the higher ones to stand on."""

    base_url: str
    trust: SSLContext
    limit: float
    borders: Borders
    target: httpx.URL = field(default_factory=httpx.URL)
    route: Route = field(default_factory=Route)
    addresses: list[str] = field(default_factory=list)
    stream: Stream | None = None

    def rungs(self) -> tuple[tuple[Step, Callable[[], Awaitable[Rung]]], ...]:
        return (
            (Step.PROXY, self.find_route),
            (Step.DNS, self.find_addresses),
            (Step.TCP, self.reach),
            (Step.TLS, self.encrypt),
            (Step.HTTP, self.ask),
        )

    def close(self) -> None:
        if self.stream is not None:
            self.stream.close()

    async def find_route(self) -> Rung:
        self.target = _parsed(self.base_url)
        self.route = route_to(self.target)
        if self.route.broken:
            raise Stumbled(self.route.said, Failure.PROXY, {"proxy": self.route.shown})
        seen = {"proxy": self.route.shown}
        return Rung(step=Step.PROXY, outcome=Outcome.PASS, detail=self.route.said, seen=seen)

    async def find_addresses(self) -> Rung:
        first = self.route.proxy or self.target
        self.addresses = await resolve(first.host, port_of(first))
        try:
            self.borders.check(self.target.host)
            if self.route.proxy is None:
                self.addresses = self.borders.within(first.host, self.addresses)
        except Beyond as error:
            raise Stumbled(f"Not contacted: {error.says}.", Failure.DNS) from None
        listed = ", ".join(self.addresses)
        return Rung(
            step=Step.DNS,
            outcome=Outcome.PASS,
            detail=f"{first.host} is at {listed}.",
            seen={"host": first.host, "addresses": listed},
        )

    async def reach(self) -> Rung:
        first = self.route.proxy or self.target
        # A little less than the rung's limit, so that the addresses can still be told apart.
        made = await connect(self.addresses, port_of(first), 0.9 * self.limit)
        self.stream = await self._prepared(made.stream)
        via = f"the proxy {self.route.shown}" if self.route.proxy else f"port {port_of(first)}"
        detail = f"Connected to {via}."
        return Rung(step=Step.TCP, outcome=Outcome.PASS, detail=detail, seen=made.seen)

    async def encrypt(self) -> Rung:
        if self.target.scheme == "http":
            return self._in_the_clear()
        if self.route.is_socks or self.stream is None:
            said = "Not looked at: the connection goes through a SOCKS proxy."
            return Rung(step=Step.TLS, outcome=Outcome.SKIPPED, detail=said)
        held = await shake_hands(self.target.host, self.trust, self.stream, self._again)
        return Rung(step=Step.TLS, outcome=Outcome.PASS, detail=held.says, seen=held.seen)

    async def ask(self) -> Rung:
        answer = await knock(self.base_url, self.trust, self.limit, self.route.shown, self.borders)
        return Rung(step=Step.HTTP, outcome=answer.outcome, detail=answer.says, seen=answer.seen)

    def _in_the_clear(self) -> Rung:
        if all(_is_loopback(address) for address in self.addresses):
            said = "Not needed: the base URL is http:// on this machine."
            return Rung(step=Step.TLS, outcome=Outcome.SKIPPED, detail=said)
        said = "The base URL is http://, so the key travels for everybody to read."
        return Rung(step=Step.TLS, outcome=Outcome.WARN, detail=said)

    async def _again(self) -> Stream:
        return await self._prepared(await self._bare())

    async def _bare(self) -> Stream:
        first = self.route.proxy or self.target
        return (await connect(self.addresses, port_of(first), 0.5 * self.limit)).stream

    async def _prepared(self, stream: Stream) -> Stream:
        """Lead a fresh connection as far as the target, through the proxy if there is one."""
        proxy = self.route.proxy
        try:
            if proxy is not None and proxy.scheme == "https":
                await shake_hands(proxy.host, self.trust, stream, self._bare)
            if proxy is not None and self.target.scheme == "https" and not self.route.is_socks:
                await tunnel(stream, proxy, self.target)
        except BaseException:
            stream.close()
            raise
        return stream


def _parsed(base_url: str) -> httpx.URL:
    with suppress(httpx.InvalidURL):
        url = httpx.URL(base_url)
        if url.scheme in {"http", "https"} and url.host:
            return url
    raise Stumbled("The base URL is not an http(s) URL.", Failure.PROTOCOL)


def _is_loopback(address: str) -> bool:
    return ip_address(address.partition("%")[0]).is_loopback


_SILENCE: Final = {
    Step.PROXY: "Finding the proxy took more than {limit:g} s.",
    Step.DNS: "The name server did not answer within {limit:g} s.",
    Step.TCP: "Nothing answered the call within {limit:g} s: a firewall drops it silently.",
    Step.TLS: "The other end did not finish the TLS handshake within {limit:g} s.",
    Step.HTTP: "The connection stands, but no answer came within {limit:g} s.",
}
