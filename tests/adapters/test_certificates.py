"""Certificates are read, or given up, whatever the bytes."""

from datetime import UTC, datetime, timedelta

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, strategies as st

from bot.adapters.network.certificates import read_certificate

UNTIL = datetime(2031, 5, 4, 3, 2, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def der() -> bytes:
    authority = trustme.CA(organization_name="Zürcher Prüfstelle")
    leaf = authority.issue_cert("api.example", common_name="api.example", not_after=UNTIL)
    pem = leaf.cert_chain_pems[0].bytes()
    return x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)


def test_the_fields_are_those_of_the_certificate(der: bytes) -> None:
    read = read_certificate(der)

    assert read is not None
    assert "Zürcher Prüfstelle" in read.issuer
    assert read.subject.startswith("api.example")
    assert abs(read.until - UNTIL) < timedelta(seconds=1)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_given_up(raw: bytes) -> None:
    read_certificate(raw)


@given(data=st.data())
def test_a_damaged_certificate_never_raises(der: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(der) - 1))
    damaged = bytearray(der)
    damaged[at] = data.draw(st.integers(0, 255))

    read_certificate(bytes(damaged[: data.draw(st.integers(0, len(der)))]))
