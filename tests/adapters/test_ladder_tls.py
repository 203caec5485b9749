"""The ladder where TLS or a proxy stands in the way."""

import pytest
import trustme

from bot.domain.case import Outcome, Step
from bot.domain.probes import Failure
from tests.adapters.climbing import climb, outcomes, serving_as, trusting
from tests.adapters.wire import Canned, Proxy, garbage, serving, silence


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(organization_name="Watchful Proxy Ltd")


class TestTls:
    async def test_a_trusted_certificate_tells_its_issuer(self, authority: trustme.CA) -> None:
        async with serving(Canned(), serving_as(authority, "localhost")) as port:
            rungs = await climb(f"https://localhost:{port}/v1", trusting(authority))

        assert outcomes(rungs) == dict.fromkeys(("proxy", "dns", "tcp", "tls", "http"), "pass")
        assert "Watchful Proxy Ltd" in rungs[3].detail
        assert rungs[3].seen["protocol"].startswith("TLSv1")

    async def test_the_ca_in_ssl_cert_file_is_trusted(
        self, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with authority.cert_pem.tempfile() as path:
            monkeypatch.setenv("SSL_CERT_FILE", path)
            async with serving(Canned(), serving_as(authority, "localhost")) as port:
                rungs = await climb(f"https://localhost:{port}/v1")

        assert outcomes(rungs)["http"] == "pass"

    async def test_an_unknown_issuer_is_named(self, authority: trustme.CA) -> None:
        async with serving(Canned(), serving_as(authority, "localhost")) as port:
            last = (await climb(f"https://localhost:{port}/v1", trusting()))[-1]

        assert (last.step, last.failure) == (Step.TLS, Failure.TLS)
        assert last.seen["verification"] == "unknown_issuer"
        assert "Watchful Proxy Ltd" in last.detail

    async def test_a_certificate_for_another_host(self, authority: trustme.CA) -> None:
        async with serving(Canned(), serving_as(authority, "portal.example")) as port:
            last = (await climb(f"https://localhost:{port}/v1", trusting(authority)))[-1]

        assert last.seen["verification"] == "hostname_mismatch"

    async def test_a_certificate_that_has_ended(self, authority: trustme.CA) -> None:
        async with serving(Canned(), serving_as(authority, "localhost", ended=True)) as port:
            last = (await climb(f"https://localhost:{port}/v1", trusting(authority)))[-1]

        assert last.seen["verification"] == "expired"
        assert "ended on 2020-01-02" in last.detail

    async def test_a_server_without_tls(self) -> None:
        async with serving(garbage(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as port:
            last = (await climb(f"https://localhost:{port}/v1"))[-1]

        assert (last.step, last.failure) == (Step.TLS, Failure.TLS)
        assert "does not speak TLS" in last.detail or "without TLS" in last.detail

    async def test_a_line_that_is_cut_during_the_handshake(self) -> None:
        async with serving(garbage(b"")) as port:
            last = (await climb(f"https://localhost:{port}/v1"))[-1]

        assert (last.step, last.failure) == (Step.TLS, Failure.TLS)

    async def test_a_handshake_that_hangs(self) -> None:
        async with serving(silence) as port:
            last = (await climb(f"https://localhost:{port}/v1", limit=0.2))[-1]

        assert (last.step, last.failure) == (Step.TLS, Failure.TIMEOUT)


class TestThroughAProxy:
    async def test_a_proxy_that_lets_calls_through(
        self, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with serving(Canned(), serving_as(authority, "api.openai.com")) as port:
            proxy = Proxy(port)
            async with serving(proxy) as gate:
                monkeypatch.setenv("HTTPS_PROXY", f"http://jo:hunter2@127.0.0.1:{gate}")
                rungs = await climb("https://api.openai.com/v1", trusting(authority))

        assert outcomes(rungs) == dict.fromkeys(("proxy", "dns", "tcp", "tls", "http"), "pass")
        assert f"http://***@127.0.0.1:{gate}" in rungs[0].detail
        assert "hunter2" not in repr(rungs)
        assert all(head.startswith(b"CONNECT api.openai.com:443") for head in proxy.heads)
        assert all(b"Proxy-Authorization: Basic am86aHVudGVyMg==" in head for head in proxy.heads)

    @pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "403 Forbidden"])
    async def test_a_proxy_that_refuses(self, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
        async with serving(Proxy(status=status)) as gate:
            monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{gate}")
            last = (await climb("https://api.openai.com/v1"))[-1]

        assert (last.step, last.failure) == (Step.TCP, Failure.PROXY)
        assert f"refused to connect to api.openai.com:443: {status}" in last.detail
        assert last.seen == {"proxy_status": status[:3]}

    async def test_a_proxy_that_hangs_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async with serving(garbage(b"")) as gate:
            monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{gate}")
            last = (await climb("https://api.openai.com/v1"))[-1]

        assert (last.step, last.failure) == (Step.TCP, Failure.PROXY)

    async def test_a_proxy_that_is_not_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTPS_PROXY", "http://proxy.invalid:3128")

        last = (await climb("https://api.openai.com/v1"))[-1]

        assert (last.step, last.failure) == (Step.DNS, Failure.DNS)
        assert "proxy.invalid" in last.detail

    async def test_a_proxy_over_tls_that_nobody_vouches_for(
        self, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with serving(Proxy(), serving_as(authority, "localhost")) as gate:
            monkeypatch.setenv("HTTPS_PROXY", f"https://localhost:{gate}")
            last = (await climb("https://api.openai.com/v1", trusting()))[-1]

        assert (last.step, last.failure) == (Step.TCP, Failure.TLS)

    async def test_a_socks_proxy_cannot_be_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ALL_PROXY", "socks5://jo:hunter2@127.0.0.1:1080")

        (only,) = await climb("https://api.openai.com/v1")

        assert (only.step, only.failure) == (Step.PROXY, Failure.PROXY)
        assert "SOCKS" in only.detail
        assert "hunter2" not in repr(only)

    async def test_no_proxy_takes_a_host_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", "http://proxy.invalid:3128")
        monkeypatch.setenv("NO_PROXY", "10.0.0.1, 127.0.0.1")
        async with serving(Canned()) as port:
            rungs = await climb(f"http://127.0.0.1:{port}/v1")

        assert rungs[-1].outcome is Outcome.PASS
        assert "NO_PROXY" in rungs[0].detail
