"""Our account of the proxy in force is the one that httpx acts on."""

import ssl

import httpx
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.adapters.network.proxies import route_to
from tests.adapters.wire import without_proxies

TRUST = ssl.create_default_context()
HOSTS = ("api.openai.com", "openai.com", "notopenai.com", "localhost", "127.0.0.1", "[::1]")
ENTRIES = (
    "",
    "*",
    "openai.com",
    ".openai.com",
    "API.OpenAI.com",
    "localhost",
    "127.0.0.1",
    "::1",
    "api.openai.com:443",
    "api.openai.com:8443",
    "https://api.openai.com",
    "10.0.0.0/8",
    "com",
)
URLS = [
    f"{scheme}://{host}{port}/v1"
    for scheme in ("http", "https")
    for host in HOSTS
    for port in ("", ":8443")
]


def as_httpx_sees_it(url: str) -> str | None:
    """Which proxy httpx would take: read from its own table of transports."""
    with httpx.Client(verify=TRUST) as client:
        transport = client._transport_for_url(httpx.URL(url))
        if transport is client._transport:
            return None
        assert isinstance(transport, httpx.HTTPTransport)
        proxy = transport._pool._proxy_url  # type: ignore[attr-defined]  # a proxy's pool
        return f"{proxy.scheme.decode()}://{proxy.host.decode()}:{proxy.port}"


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None
)
@given(
    url=st.sampled_from(URLS),
    no_proxy=st.lists(st.sampled_from(ENTRIES), max_size=3).map(", ".join),
    set_there=st.sets(st.sampled_from(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")), min_size=1),
)
def test_the_same_proxy_as_httpx(
    monkeypatch: pytest.MonkeyPatch, url: str, no_proxy: str, set_there: set[str]
) -> None:
    for name in without_proxies():
        monkeypatch.delenv(name, raising=False)
    for name in set_there:
        monkeypatch.setenv(name, f"http://{name.lower().replace('_', '-')}:3128")
    monkeypatch.setenv("NO_PROXY", no_proxy)

    route = route_to(httpx.URL(url))

    ours = None if route.proxy is None else str(route.proxy).rstrip("/")
    assert ours == as_httpx_sees_it(url)


@pytest.mark.parametrize("address", ["gopher://proxy:1", "http://[::1", "://", "socks4://p:1"])
def test_a_setting_that_no_client_could_use(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)

    route = route_to(httpx.URL("https://api.openai.com/v1"))

    assert route.broken
    assert "HTTPS_PROXY" in route.said
