"""Who issued a certificate, read from its bytes.

Python's ssl tells about a certificate only if it trusts it, and the one that matters most
here is the one it does not trust: an inspecting proxy's. Four fields do not warrant a
cryptography library, so this reads just them, and gives up on anything odd.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

_COMMON_NAME: Final = bytes.fromhex("550403")
_ORGANIZATION: Final = bytes.fromhex("55040a")
_UTC_TIME: Final = 0x17
_VERSION: Final = 0xA0
_WIDE_STRING: Final = 0x1E
_LONG_LENGTH: Final = 0x80


@dataclass(frozen=True, slots=True)
class Certificate:
    """What people want to know of one."""

    subject: str
    issuer: str
    until: datetime


def read_certificate(der: bytes) -> Certificate | None:
    """Read the fields; None if it is no certificate, or an unusual one."""
    try:
        _, whole, _ = _element(der, 0)
        _, body, _ = _element(whole, 0)
        fields = [content for tag, content in _elements(body) if tag != _VERSION]
        _serial, _algorithm, issuer, validity, subject, *_ = fields
        _, (tag, until) = _elements(validity)
        return Certificate(_name(subject), _name(issuer), _time(tag, until))
    except (IndexError, ValueError):
        return None


def _element(data: bytes, at: int) -> tuple[int, bytes, int]:
    """One element: its tag, its content, and where the next one begins."""
    tag, length = data[at], data[at + 1]
    at += 2
    if length >= _LONG_LENGTH:
        digits = length - _LONG_LENGTH
        length = int.from_bytes(data[at : at + digits], "big")
        at += digits
    if at + length > len(data):
        raise ValueError("cut off")
    return tag, data[at : at + length], at + length


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        tag, content, at = _element(data, at)
        yield tag, content


def _name(data: bytes) -> str:
    """Say a name as people do: the common name, and the organization if it says more."""
    parts: dict[bytes, str] = {}
    for _, group in _elements(data):
        for _, pair in _elements(group):
            (_, kind), (tag, value) = _elements(pair)
            parts[kind] = _printable(tag, value)
    common, organization = parts.get(_COMMON_NAME, ""), parts.get(_ORGANIZATION, "")
    if common and organization and organization not in common:
        return f"{common} ({organization})"
    return common or organization or "nobody named"


def _printable(tag: int, value: bytes) -> str:
    text = value.decode("utf-16-be" if tag == _WIDE_STRING else "utf-8", errors="replace")
    return "".join(sign for sign in text if sign.isprintable())[:100]


def _time(tag: int, value: bytes) -> datetime:
    form = "%y%m%d%H%M%SZ" if tag == _UTC_TIME else "%Y%m%d%H%M%SZ"
    return datetime.strptime(value.decode("ascii"), form).replace(tzinfo=UTC)
