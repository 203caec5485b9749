"""Why no answer came: an exception, however wrapped, into one `Failure`.

httpx says "All connection attempts failed" for most of it; the reason stands in the chain
of causes underneath, sometimes in a group of them. Texts are not read, and not kept: h11
and codecs put the value that they refused into theirs.
"""

import errno
import socket
import ssl
from collections.abc import Iterator
from typing import Final

import httpx

from bot.domain.probes import Failure

_UNREACHABLE: Final = frozenset(
    {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
)


def failure_of(error: BaseException) -> Failure:
    """Name what went wrong: the innermost reason that says anything decides."""
    chain = tuple(_chain(error))
    for kind, failure in _BY_KIND:
        if any(isinstance(link, kind) for link in chain):
            return failure
    if any(isinstance(link, OSError) and link.errno in _UNREACHABLE for link in chain):
        return Failure.UNREACHABLE
    # A connection that failed for none of the known reasons was still never made.
    return Failure.UNREACHABLE if isinstance(error, httpx.ConnectError) else Failure.PROTOCOL


_BY_KIND: Final[tuple[tuple[type[BaseException], Failure], ...]] = (
    (httpx.ProxyError, Failure.PROXY),
    (socket.gaierror, Failure.DNS),
    (ssl.SSLError, Failure.TLS),
    (ConnectionRefusedError, Failure.REFUSED),
    (httpx.TimeoutException, Failure.TIMEOUT),
    (TimeoutError, Failure.TIMEOUT),
)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it was raised from, outermost first, each once."""
    waiting, seen = [error], set[int]()
    while waiting:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        if isinstance(link, BaseExceptionGroup):
            waiting.extend(link.exceptions)
        waiting.extend(below for below in (link.__cause__, link.__context__) if below)
