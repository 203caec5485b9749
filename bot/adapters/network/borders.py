"""Which hosts may be contacted, and at which addresses.

A host has to be named by the settings: no redirect, no form and no feed leads anywhere else. And
its name has to lead to the public internet, or somebody who answers for the name could make the
bot talk to what only this machine can see, a cloud's metadata service first of all. An operator
who means an inner address says so: by writing the address itself (or localhost) into the
setting, or by naming the host in ALLOW_PRIVATE_ADDRESSES. Link-local addresses, where the
metadata services live, are had in the first way alone: nothing else of use is there.
"""

import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final, Self
from urllib.parse import urlsplit

_ANY: Final = "*"
_NAT64: Final = ip_network("64:ff9b::/96")
_V4_COMPATIBLE: Final = ip_network("::/96")
_METADATA: Final = frozenset({"168.63.129.16", "fd00:ec2::254", "100.100.100.200"})
_LOW_32_BITS: Final = 0xFFFF_FFFF


class Side(Enum):
    """On which side of the border an address lies."""

    OUTSIDE = auto()  # the public internet
    INSIDE = auto()  # this machine, or a network of its owner's
    NEVER = auto()  # link-local, metadata services, groups of hosts, no host at all


class Beyond(socket.gaierror):
    """A host or an address that is not to be contacted: for us the name has no address."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


def beyond_in(error: BaseException | None) -> Beyond | None:
    """The `Beyond` that an error of an HTTP library was made of, if it was."""
    while error is not None and not isinstance(error, Beyond):
        error = error.__cause__ or error.__context__
    return error


@dataclass(frozen=True, slots=True, kw_only=True)
class Borders:
    """The hosts that may be contacted, and those of them that may be at private addresses."""

    hosts: frozenset[str]
    private: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, urls: Iterable[str], private: Iterable[str] = ()) -> Self:
        """The hosts of these URLs."""
        return cls(
            hosts=frozenset(_bare(urlsplit(url).hostname or "") for url in urls if url),
            private=frozenset(_bare(name) for name in private),
        )

    def check(self, host: str) -> None:
        """Raise `Beyond` for a host that nobody named."""
        if not self.hosts & {_ANY, _bare(host)}:
            raise Beyond(f"{host} is not among the hosts that the settings name")

    def within(self, host: str, addresses: Sequence[str]) -> list[str]:
        """Those of a host's addresses that may be contacted; raises `Beyond` if none may."""
        self.check(host)
        allowed = [address for address in addresses if self._allows(_bare(host), address)]
        if not allowed:
            raise Beyond(
                f"{host} leads to {', '.join(addresses) or 'no address'}, which is not on the "
                "public internet. If that is meant, the operator has to name "
                f"{host} in ALLOW_PRIVATE_ADDRESSES"
            )
        return allowed

    def _allows(self, host: str, address: str) -> bool:
        at = ip_address(address.partition("%")[0])
        side = side_of(at)
        if side is Side.OUTSIDE or _is_named(host, at):
            return True
        return side is Side.INSIDE and bool(self.private & {_ANY, host})


# For a command line: who types the address is on their own machine, and sees what it sees.
ANYWHERE: Final = Borders(hosts=frozenset({_ANY}), private=frozenset({_ANY}))


def side_of(at: IPv4Address | IPv6Address) -> Side:
    """Where an address lies; one that stands for an IPv4 address lies where that does."""
    if isinstance(at, IPv6Address) and (inner := _embedded(at)) is not None:
        return side_of(inner)
    if str(at) in _METADATA or at.is_link_local or at.is_multicast or at.is_unspecified:
        return Side.NEVER
    if at.is_loopback or not at.is_global or getattr(at, "is_site_local", False):
        return Side.INSIDE
    return Side.OUTSIDE


def _embedded(at: IPv6Address) -> IPv4Address | None:
    if at.is_loopback or at.is_unspecified:
        return None
    if at in _NAT64 or at in _V4_COMPATIBLE:
        return IPv4Address(int(at) & _LOW_32_BITS)
    return at.ipv4_mapped or at.sixtofour


def _is_named(host: str, at: IPv4Address | IPv6Address) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return at.is_loopback
    try:
        return ip_address(host) == at
    except ValueError:
        return False


def _bare(host: str) -> str:
    return host.lower().strip("[]").removesuffix(".")
