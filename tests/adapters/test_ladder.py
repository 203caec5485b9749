"""The ladder on real sockets: each way in which the road to OpenAI can be cut."""

import socket

import pytest

from bot.domain.case import Outcome, Step
from bot.domain.probes import Failure
from tests.adapters.climbing import climb, outcomes
from tests.adapters.wire import Canned, Handler, garbage, html, serving, silence


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
