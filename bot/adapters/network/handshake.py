"""The TLS rung: who stands at the other end, and who vouches for it.

A refused certificate is fetched a second time without verification, for its issuer alone:
that name is what gives an inspecting proxy away. Nothing is ever sent on that connection.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from bot.adapters.network.certificates import Certificate, read_certificate
from bot.adapters.network.sockets import Stream, Stumbled
from bot.domain.probes import Failure


@dataclass(frozen=True, slots=True)
class Vouched:
    """A handshake that held: the words for people, and what was seen."""

    says: str
    seen: dict[str, str] = field(default_factory=dict)


async def shake_hands(
    host: str, trust: ssl.SSLContext, stream: Stream, again: Callable[[], Awaitable[Stream]]
) -> Vouched:
    """Make the handshake; `again` opens another connection of the same kind."""
    try:
        await stream.writer.start_tls(trust, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        certificate = await _whose(host, again)
        raise _refused(host, error, certificate) from None
    except ssl.SSLError as error:
        said = _BY_REASON.get(error.reason or "", f"the handshake failed ({error.reason})")
        raise Stumbled(f"No encrypted connection to {host}: {said}.", Failure.TLS) from None
    except (OSError, asyncio.IncompleteReadError):
        said = "the line was cut during the handshake, as a filter that looks at host names does"
        raise Stumbled(f"No encrypted connection to {host}: {said}.", Failure.TLS) from None
    session = stream.writer.get_extra_info("ssl_object")
    certificate = read_certificate(session.getpeercert(binary_form=True) or b"")
    seen = {"protocol": str(session.version()), **_seen(certificate)}
    if certificate is None:
        return Vouched("The certificate is trusted.", seen)
    return Vouched(f"The certificate is trusted; issued by {certificate.issuer}.", seen)


async def _whose(host: str, again: Callable[[], Awaitable[Stream]]) -> Certificate | None:
    blind = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    blind.check_hostname = False
    blind.verify_mode = ssl.CERT_NONE
    try:
        stream = await again()
    except (Stumbled, OSError):
        return None
    try:
        await stream.writer.start_tls(blind, server_hostname=host)
        session = stream.writer.get_extra_info("ssl_object")
        return read_certificate(session.getpeercert(binary_form=True) or b"")
    except (OSError, asyncio.IncompleteReadError):
        return None
    finally:
        stream.close()


def _refused(
    host: str, error: ssl.SSLCertVerificationError, certificate: Certificate | None
) -> Stumbled:
    kind = _BY_CODE.get(error.verify_code, "other")
    issuer = certificate.issuer if certificate else "somebody unknown"
    subject = certificate.subject if certificate else "another host"
    until = f" on {certificate.until:%Y-%m-%d}" if certificate else ""
    said = {
        "unknown_issuer": f"was issued by {issuer}, whom this machine does not trust",
        "self_signed": f"was signed by itself ({issuer}), so nobody vouches for it",
        "hostname_mismatch": f"is for {subject}, issued by {issuer}: another host answered",
        "expired": f"ended{until}, or this machine's clock is wrong; issued by {issuer}",
        "not_yet_valid": f"is not valid yet, so this machine's clock is wrong; issued by {issuer}",
    }.get(kind, f"was refused ({error.verify_message}); issued by {issuer}")
    seen = {"verification": kind, **_seen(certificate)}
    return Stumbled(f"The certificate for {host} {said}.", Failure.TLS, seen)


def _seen(certificate: Certificate | None) -> dict[str, str]:
    if certificate is None:
        return {}
    until = f"{certificate.until:%Y-%m-%d}"
    return {"issuer": certificate.issuer, "subject": certificate.subject, "until": until}


# OpenSSL's X509_V_ERR_* numbers, which ssl does not name.
_BY_CODE: Final = {
    9: "not_yet_valid",
    10: "expired",
    18: "self_signed",
    19: "unknown_issuer",
    20: "unknown_issuer",
    21: "unknown_issuer",
    62: "hostname_mismatch",
    64: "hostname_mismatch",
}
_BY_REASON: Final = {
    "WRONG_VERSION_NUMBER": "what answers does not speak TLS",
    "HTTP_REQUEST": "what answers speaks HTTP without TLS",
    "UNSUPPORTED_PROTOCOL": "the two ends share no TLS version",
    "TLSV1_ALERT_PROTOCOL_VERSION": "the two ends share no TLS version",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": "the other end refused the handshake",
    "TLSV1_UNRECOGNIZED_NAME": "the other end does not know that host name",
}
