"""Names and connections: the rungs below HTTP, without TLS.

Each function gives what it found together with the words for it; the ladder decides
nothing but the order.
"""

import asyncio
import base64
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final

import httpx

from bot.adapters.failures import failure_of
from bot.adapters.network.proxies import port_of, shown
from bot.domain.probes import Failure

MOST_ADDRESSES: Final = 4
_LONGEST_HEAD: Final = 16 * 1024
_STATUS_WORDS: Final = 3
_TUNNELS: Final = range(200, 300)


@dataclass(frozen=True, slots=True)
class Stream:
    """An open connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def close(self) -> None:
        """Drop it: nothing is on its way that anybody waits for."""
        self.writer.transport.abort()


class Stumbled(Exception):
    """A rung that does not hold: the words for people, and which failure it is."""

    def __init__(self, says: str, failure: Failure, seen: dict[str, str] | None = None) -> None:
        super().__init__(says)
        self.says = says
        self.failure = failure
        self.seen = seen or {}


@dataclass(slots=True)
class Connected:
    """A connection, and how each address that was tried answered."""

    stream: Stream
    seen: dict[str, str] = field(default_factory=dict)


async def resolve(host: str, port: int) -> list[str]:
    """Ask for the addresses of a name, in the order in which they would be tried."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        silent = error.errno == socket.EAI_AGAIN
        said = "the name server does not answer" if silent else "there is no such name"
        raise Stumbled(f"{host} has no address: {said}.", Failure.DNS) from None
    except UnicodeError:
        raise Stumbled("The base URL's host is no name at all.", Failure.DNS) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if addresses and all(ip_address(each.partition("%")[0]).is_unspecified for each in addresses):
        said = f"{host} resolves to {addresses[0]}: a DNS filter or a hosts file blocks it."
        raise Stumbled(said, Failure.DNS)
    return addresses


async def connect(addresses: Sequence[str], port: int, limit: float) -> Connected:
    """Connect to the first address that takes the call, sharing the time among them."""
    tried: dict[str, str] = {}
    failures: list[Failure] = []
    addresses = addresses[:MOST_ADDRESSES]
    for address in addresses:
        try:
            async with asyncio.timeout(limit / len(addresses)):
                stream = Stream(*await asyncio.open_connection(address, port))
        except OSError as error:  # TimeoutError is one of them
            failures.append(_connect_failure(error))
            tried[address] = failures[-1].value
        else:
            return Connected(stream, {**tried, address: "connected"})
    ways = "; ".join(f"{address}: {_SAID[Failure(how)]}" for address, how in tried.items())
    # One refusal tells more than any number of silences.
    worst = next((kind for kind in _MOST_TELLING if kind in failures), Failure.UNREACHABLE)
    raise Stumbled(f"No connection to port {port} ({ways}).", worst, tried)


async def tunnel(stream: Stream, proxy: httpx.URL, target: httpx.URL) -> None:
    """Ask the proxy for a connection to the target."""
    host = f"[{target.host}]" if ":" in target.host else target.host
    goal = f"{host}:{port_of(target)}"
    lines = [f"CONNECT {goal} HTTP/1.1", f"Host: {goal}"]
    if proxy.userinfo:
        who = base64.b64encode(f"{proxy.username}:{proxy.password}".encode()).decode()
        lines.append(f"Proxy-Authorization: Basic {who}")
    stream.writer.write("\r\n".join([*lines, "", ""]).encode())
    try:
        await stream.writer.drain()
        head = await stream.reader.readuntil(b"\r\n\r\n")
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        said = f"The proxy {shown(proxy)} hung up when asked for {goal}."
        raise Stumbled(said, Failure.PROXY) from None
    status, reason = _status_line(head)
    if status not in _TUNNELS:
        said = f"The proxy {shown(proxy)} refused to connect to {goal}: {status} {reason}".rstrip()
        raise Stumbled(f"{said}.", Failure.PROXY, {"proxy_status": str(status)})


def _status_line(head: bytes) -> tuple[int, str]:
    words = head[:_LONGEST_HEAD].split(b"\r\n")[0].decode("latin-1").split(" ", 2)
    status = words[1] if len(words) > 1 and words[1].isdigit() else "0"
    reason = words[2] if len(words) == _STATUS_WORDS else ""
    return int(status[:3]), "".join(sign for sign in reason if sign.isprintable())[:60]


def _connect_failure(error: OSError) -> Failure:
    failure = failure_of(error)
    return failure if failure in _SAID else Failure.UNREACHABLE


_SAID: Final = {
    Failure.REFUSED: "refused",
    Failure.UNREACHABLE: "not reachable",
    Failure.TIMEOUT: "no answer",
}
_MOST_TELLING: Final = (Failure.REFUSED, Failure.TIMEOUT, Failure.UNREACHABLE)
