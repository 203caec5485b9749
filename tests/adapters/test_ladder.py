"""The ladder on real sockets: each way in which the road to OpenAI can be cut."""

import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from bot.adapters.clock import SystemClock
from bot.adapters.ladder import HttpLadder
from bot.domain.case import Outcome, Rung, Step
from bot.domain.probes import Failure
from tests.adapters.wire import Canned, Handler, Proxy, garbage, html, serving, silence


async def climb(url: str, trust: ssl.SSLContext | None = None, limit: float = 3.0) -> list[Rung]:
    ladder = HttpLadder(SystemClock(), trust=trust, limit=limit)
    return [rung async for rung in ladder.climb(url)]


def outcomes(rungs: list[Rung]) -> dict[str, str]:
    return {rung.step.value: rung.outcome.value for rung in rungs}


def trusting(*authorities: trustme.CA) -> ssl.SSLContext:
    trust = ssl.create_default_context()
    for authority in authorities:
        authority.configure_trust(trust)
    return trust


def serving_as(authority: trustme.CA, *names: str, ended: bool = False) -> ssl.SSLContext:
    until = datetime(2020, 1, 2, tzinfo=UTC) if ended else None
    begun = until - timedelta(days=1) if until else None
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, not_before=begun, not_after=until).configure_cert(tls)
    return tls


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(organization_name="Watchful Proxy Ltd")


class TestWithoutTls:
    async def test_a_401_in_json_is_the_healthy_answer(self) -> None:
        async with serving(Canned()) as port:
            rungs = await climb(f"http://127.0.0.1:{port}/v1")

        assert outcomes(rungs) == {
            "proxy": "pass",
            "dns": "pass",
            "tcp": "pass",
            "tls": "skipped",
            "http": "pass",
        }
        assert all(rung.seconds >= 0 for rung in rungs)

    @pytest.mark.parametrize(
        ("answer", "outcome", "words"),
        [
            pytest.param(
                html("<html><title>Access denied</title>", "403 Forbidden"),
                "fail",
                "block page titled “Access denied”",
                id="block page",
            ),
            pytest.param(
                html("<!DOCTYPE html><title>Café Wi-Fi</title>"), "fail", "Café Wi-Fi", id="portal"
            ),
            pytest.param(
                Canned("302 Found", b"", {"Location": "http://login.example/?next"}),
                "fail",
                "login page",
                id="redirect",
            ),
            pytest.param(
                Canned("407 Proxy Authentication Required", b"", {}),
                "fail",
                "user name and password",
                id="407",
            ),
            pytest.param(
                Canned("503 Service Unavailable", b'{"error":{"message":"overloaded"}}'),
                "pass",
                "the service has a fault",
                id="5xx is the service's",
            ),
            pytest.param(
                html("<title>api.openai.com | 502: Bad gateway</title>", "502 Bad Gateway"),
                "pass",
                "the service has a fault",
                id="Cloudflare's page for 502",
            ),
            pytest.param(Canned("200 OK", b'{"data":[]}'), "warn", "not OpenAI", id="2xx"),
            pytest.param(Canned("404 Not Found"), "warn", "base URL", id="no such path"),
            pytest.param(
                Canned("403 Forbidden", b'{"error":{"code":"unsupported_country"}}'),
                "pass",
                "the way is open",
                id="refused by OpenAI itself",
            ),
            pytest.param(
                Canned("200 OK", b"hello", {"Content-Type": "text/plain"}),
                "fail",
                "not in the form",
                id="text",
            ),
            pytest.param(garbage(b"SSH-2.0-OpenSSH\r\n"), "fail", "not speak HTTP", id="no HTTP"),
        ],
    )
    async def test_what_answers_is_told_apart(
        self, answer: Handler, outcome: str, words: str
    ) -> None:
        async with serving(answer) as port:
            last = (await climb(f"http://127.0.0.1:{port}/v1"))[-1]

        assert (last.step, last.outcome.value) == (Step.HTTP, outcome)
        assert words in last.detail

    async def test_a_server_that_takes_the_call_and_says_nothing(self) -> None:
        async with serving(silence) as port:
            last = (await climb(f"http://127.0.0.1:{port}/v1", limit=0.2))[-1]

        assert (last.step, last.failure) == (Step.HTTP, Failure.TIMEOUT)
        assert "no answer came" in last.detail

    async def test_a_closed_port_is_refused(self) -> None:
        async with serving(silence) as port:
            pass

        last = (await climb(f"http://127.0.0.1:{port}/v1"))[-1]

        assert (last.step, last.failure) == (Step.TCP, Failure.REFUSED)
        assert last.seen == {"127.0.0.1": "refused"}

    async def test_a_black_hole_times_out(self) -> None:
        with socket.socket() as full, socket.socket() as first, socket.socket() as second:
            full.bind(("127.0.0.1", 0))
            full.listen(0)
            for waiting in (first, second):
                waiting.settimeout(0)
                waiting.connect_ex(full.getsockname())

            last = (await climb(f"http://127.0.0.1:{full.getsockname()[1]}/v1", limit=0.3))[-1]

        assert (last.step, last.failure) == (Step.TCP, Failure.TIMEOUT)
        assert last.seen == {"127.0.0.1": "timeout"}

    async def test_a_name_that_does_not_exist(self) -> None:
        last = (await climb("https://api.openai.invalid/v1"))[-1]

        assert (last.step, last.failure) == (Step.DNS, Failure.DNS)
        assert "api.openai.invalid has no address" in last.detail

    @pytest.mark.parametrize(
        "url", ["", "ftp://host/v1", "https://", "http://[::1", "\0", "x" * 9999]
    )
    async def test_what_is_no_url_fails_on_the_first_rung(self, url: str) -> None:
        (only,) = await climb(url)

        assert (only.step, only.outcome) == (Step.PROXY, Outcome.FAIL)

    async def test_a_name_blocked_by_a_filter(self) -> None:
        last = (await climb("http://0.0.0.0:1/v1"))[-1]

        assert (last.step, last.failure) == (Step.DNS, Failure.DNS)
        assert "blocks it" in last.detail


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
