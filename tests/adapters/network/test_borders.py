"""What may be contacted: hosts that were named, at addresses of the public internet."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given, strategies as st

from bot.adapters.network.borders import Beyond, Borders, Side, side_of

OUTSIDE = ("104.18.7.192", "2606:4700::6812:7c0", "::ffff:104.18.7.192", "64:ff9b::6812:7c0")
INSIDE = (
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "127.0.0.1",
    "127.8.8.8",
    "100.64.0.1",
    "192.0.0.1",
    "198.18.0.1",
    "240.0.0.1",
    "::1",
    "fd12:3456::1",
    "fec0::1",
    "::ffff:10.0.0.1",
    "::10.0.0.1",
    "64:ff9b::10.0.0.1",
    "2002:a00:1::1",
)
NEVER = (
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "168.63.129.16",
    "fd00:ec2::254",
    "fe80::1",
    "::ffff:169.254.169.254",
    "64:ff9b::169.254.169.254",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "ff02::1",
)


@pytest.mark.parametrize(
    ("address", "side"),
    [
        *((each, Side.OUTSIDE) for each in OUTSIDE),
        *((each, Side.INSIDE) for each in INSIDE),
        *((each, Side.NEVER) for each in NEVER),
    ],
)
def test_where_an_address_lies(address: str, side: Side) -> None:
    assert side_of(ip_address(address)) is side


@given(st.ip_addresses(v=4))
def test_an_address_in_ipv6_clothes_lies_where_it_lay(address: IPv4Address) -> None:
    for prefix in ("::ffff:0:0", "64:ff9b::"):
        assert side_of(IPv6Address(int(IPv6Address(prefix)) | int(address))) is side_of(address)


@pytest.mark.parametrize("address", [*INSIDE, *NEVER])
def test_a_name_leads_to_no_inner_address(address: str) -> None:
    borders = Borders.of(["https://api.example/v1"])

    with pytest.raises(Beyond, match="ALLOW_PRIVATE_ADDRESSES"):
        borders.within("api.example", [address])


def test_of_mixed_addresses_the_public_ones_are_taken() -> None:
    borders = Borders.of(["https://api.example/v1"])

    assert borders.within("api.example", ["10.0.0.1", "104.18.7.192"]) == ["104.18.7.192"]


@pytest.mark.parametrize("private", ["*", "API.example"])
def test_the_operator_may_mean_an_inner_address(private: str) -> None:
    borders = Borders.of(["https://Api.Example./v1"], [private])

    assert borders.within("api.example", ["10.0.0.1"]) == ["10.0.0.1"]
    for address in NEVER:
        with pytest.raises(Beyond):
            borders.within("api.example", [address])


def test_that_one_host_is_inside_says_nothing_of_another() -> None:
    borders = Borders.of(["https://a.example", "https://b.example"], ["b.example"])

    with pytest.raises(Beyond):
        borders.within("a.example", ["10.0.0.1"])


@pytest.mark.parametrize(
    ("url", "host", "address"),
    [
        ("http://127.0.0.1:8080/v1", "127.0.0.1", "127.0.0.1"),
        ("http://10.1.2.3/v1", "10.1.2.3", "10.1.2.3"),
        ("http://[::1]:8080/v1", "::1", "::1"),
        ("http://169.254.169.254/v1", "169.254.169.254", "169.254.169.254"),
        ("http://localhost:8080/v1", "localhost", "127.0.0.1"),
        ("http://api.localhost/v1", "api.localhost", "::1"),
    ],
)
def test_an_address_that_is_written_into_a_setting_is_meant(
    url: str, host: str, address: str
) -> None:
    assert Borders.of([url]).within(host, [address]) == [address]


def test_localhost_means_this_machine_and_no_other() -> None:
    with pytest.raises(Beyond):
        Borders.of(["http://localhost/v1"]).within("localhost", ["10.0.0.1"])


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "api.example.evil.example", ""])
def test_a_host_that_nobody_named_is_not_contacted(host: str) -> None:
    borders = Borders.of(["https://api.example/v1", ""], ["*"])

    with pytest.raises(Beyond, match="not among the hosts"):
        borders.within(host, ["104.18.7.192"])
