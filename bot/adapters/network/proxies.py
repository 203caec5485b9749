"""Which proxy a request would go through: the same rules as httpx, told to people.

httpx decides this in private, so the rules stand here a second time (NO_PROXY by suffix,
the scheme's own variable before ALL_PROXY); a test holds the two together.
"""

import re
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final
from urllib.request import getproxies

import httpx

_USABLE: Final = frozenset({"http", "https"})
_SOCKS: Final = frozenset({"socks5", "socks5h"})
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where the first connection goes, and why."""

    proxy: httpx.URL | None = None
    said: str = "No proxy is in force."
    broken: bool = False  # the proxy's setting cannot be used

    @property
    def shown(self) -> str:
        """The proxy without what stands before its @: it may be a person's password."""
        return shown(self.proxy) if self.proxy is not None else "none"

    @property
    def is_socks(self) -> bool:
        return self.proxy is not None and self.proxy.scheme in _SOCKS


def route_to(url: httpx.URL) -> Route:
    """Find the proxy that the environment puts before `url`."""
    settings = getproxies()
    name = url.scheme if settings.get(url.scheme) else "all"
    address = settings.get(name)
    if not address:
        return Route()
    variable = f"{name.upper()}_PROXY"
    if _exempt(url, settings.get("no", "")):
        return Route(said=f"{variable} is set, but NO_PROXY takes this host out of it.")
    try:
        proxy = httpx.URL(address if "://" in address else f"http://{address}")
    except httpx.InvalidURL:
        return Route(said=f"{variable} does not hold a URL.", broken=True)
    return _through(proxy, variable)


def port_of(url: httpx.URL) -> int:
    """The port that is meant where none is named."""
    return url.port or _DEFAULT_PORTS.get(url.scheme, 1080)


def shown(proxy: httpx.URL) -> str:
    """A proxy's URL for people: scheme, host and port."""
    who = "***@" if proxy.userinfo else ""
    host = f"[{proxy.host}]" if ":" in proxy.host else proxy.host
    return f"{proxy.scheme}://{who}{host}:{port_of(proxy)}"


def _through(proxy: httpx.URL, variable: str) -> Route:
    known = proxy.scheme in _USABLE or (proxy.scheme in _SOCKS and find_spec("socksio"))
    if known and proxy.host:
        return Route(proxy=proxy, said=f"{variable} puts the proxy {shown(proxy)} in force.")
    kind = "a SOCKS proxy" if proxy.scheme in _SOCKS else f"a proxy of the kind “{proxy.scheme}”"
    said = f"{variable} names {kind}, which cannot be used here."
    return Route(proxy=proxy if proxy.host else None, said=said, broken=True)


def _exempt(url: httpx.URL, no_proxy: str) -> bool:
    return any(_covers(entry.strip().lower(), url) for entry in no_proxy.split(","))


def _covers(entry: str, url: httpx.URL) -> bool:
    if entry == "*":
        return True
    if not entry:
        return False
    scheme, _, rest = entry.rpartition("://")
    host, _, port = rest.rpartition(":") if re.search(r"[^:]:\d+$", rest) else (rest, "", "")
    if (scheme and scheme != url.scheme) or (port and int(port) != url.port):
        return False
    host = host.strip("[]")
    if scheme or host == "localhost" or re.fullmatch(r"[\d.]+|[0-9a-f:]*:[0-9a-f:]+", host):
        return url.host == host
    return url.host.endswith(host if host.startswith(".") else f".{host}") or url.host == host
