"""What goes to OpenAI, and what is told when nothing comes back."""

import asyncio
import socket
from types import MappingProxyType
from typing import Any

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.openai import HttpOpenAI
from bot.domain.case import Case, Pasted
from bot.domain.keys import KeyKind
from bot.domain.probes import Auth, Failure
from tests.adapters.wire import Canned, Proxy, garbage, reply_of, serving, silence
from tests.builders import CANARY, a_case, a_key, a_probe


class TestWhatIsSent:
    async def test_a_scoped_probe_carries_key_organization_and_project(
        self, openai: HttpOpenAI
    ) -> None:
        server = Canned()
        async with serving(server) as port:
            case = a_case(f"http://127.0.0.1:{port}/v1/", organization="org-a", project="proj_b")
            body: dict[str, object] = {"model": "m", "nested": MappingProxyType({"a": ("b",)})}
            await openai.send(a_probe(method="POST", path="/responses", body=body), case)

        (head,) = server.heads
        assert head.startswith(b"POST /v1/responses HTTP/1.1\r\n")
        assert f"Authorization: Bearer {CANARY}".encode() in head
        assert b"OpenAI-Organization: org-a" in head
        assert b"OpenAI-Project: proj_b" in head
        assert head.endswith(b'{"model": "m", "nested": {"a": ["b"]}}')

    @pytest.mark.parametrize("auth", [Auth.KEY, Auth.NONE])
    async def test_other_probes_carry_no_more_than_they_say(
        self, openai: HttpOpenAI, auth: Auth
    ) -> None:
        server = Canned()
        async with serving(server) as port:
            case = a_case(f"http://jo:pw@127.0.0.1:{port}/v1", organization="org-a")
            await openai.send(a_probe(auth=auth), case)

        (head,) = server.heads
        assert b"openai-organization" not in head.lower()
        assert (b"authorization" in head.lower()) == (auth is Auth.KEY)

    async def test_a_redirect_takes_no_key_elsewhere(self, openai: HttpOpenAI) -> None:
        elsewhere = Canned()
        async with serving(elsewhere) as there:
            away = Canned("307 Moved", b"", {"Location": f"http://127.0.0.1:{there}/v1/models"})
            reply = await reply_of(openai, away)

        assert reply.status == 307
        assert elsewhere.heads == []

    async def test_cookies_are_not_kept(self, openai: HttpOpenAI) -> None:
        server = Canned(headers={"Set-Cookie": "__cf_bm=abc; path=/"})
        async with serving(server) as port:
            for _ in range(2):
                await openai.send(a_probe(), a_case(f"http://127.0.0.1:{port}/v1"))

        assert all(b"cookie" not in head.lower() for head in server.heads)

    @pytest.mark.parametrize(
        ("case", "param"),
        [
            pytest.param(a_case(key=a_key("sk-proj-line\nbreak")), "key", id="newline"),
            pytest.param(a_case(key=a_key("sk-proj-blank ")), "key", id="blank at the end"),
            pytest.param(a_case(key=a_key("sk-proj-“quoted”")), "key", id="smart quotes"),
            pytest.param(a_case(key=a_key("")), "key", id="empty"),
            pytest.param(a_case(key=a_key(kind=KeyKind.OTHER_PROVIDER)), "key", id="not ours"),
            pytest.param(Case(pasted=Pasted(), base_url="http://x"), "key", id="no key"),
            pytest.param(a_case(organization="org-\r\nX: y"), "organization", id="organization"),
            pytest.param(a_case(project="próject"), "project", id="project"),
        ],
    )
    async def test_what_no_header_can_carry_is_not_sent(
        self, openai: HttpOpenAI, case: Case, param: str
    ) -> None:
        reply = await openai.send(a_probe(), case)

        assert (reply.failure, reply.code, reply.param) == (Failure.PROTOCOL, "not_sent", param)

    async def test_a_key_given_as_the_model_is_not_put_into_a_url(self, openai: HttpOpenAI) -> None:
        server = Canned()
        async with serving(server) as port:
            case = a_case(f"http://127.0.0.1:{port}/v1")
            reply = await openai.send(a_probe(path=f"/models/{CANARY}"), case)

        assert (reply.code, server.heads) == ("not_sent", [])

    async def test_a_connection_is_kept_and_used_again(self, openai: HttpOpenAI) -> None:
        talks = 0
        canned = Canned()

        async def counting(reader: object, writer: object) -> None:
            nonlocal talks
            talks += 1
            await canned(reader, writer)  # type: ignore[arg-type]

        async with serving(counting) as port:
            for _ in range(3):
                await openai.send(a_probe(), a_case(f"http://127.0.0.1:{port}/v1"))

        assert (talks, len(canned.heads)) == (1, 3)


class TestWhenNothingAnswers:
    async def test_a_refused_connection(self, openai: HttpOpenAI) -> None:
        async with serving(silence) as port:
            pass

        reply = await openai.send(a_probe(), a_case(f"http://127.0.0.1:{port}/v1"))

        assert reply.failure is Failure.REFUSED

    async def test_a_name_that_does_not_exist(self, openai: HttpOpenAI) -> None:
        reply = await openai.send(a_probe(), a_case("https://api.openai.invalid/v1"))

        assert reply.failure is Failure.DNS

    async def test_a_name_server_that_stumbles_is_asked_a_second_time(
        self, openai: HttpOpenAI, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        loop = asyncio.get_running_loop()
        real, asked = loop.getaddrinfo, []

        async def stumbling(*args: Any, **options: Any) -> Any:  # noqa: ANN401  # as asyncio has it
            asked.append(args)
            if len(asked) == 1:
                raise socket.gaierror(socket.EAI_AGAIN, "try again")
            return await real(*args, **options)

        monkeypatch.setattr(loop, "getaddrinfo", stumbling)
        async with serving(Canned()) as port:
            reply = await openai.send(a_probe(), a_case(f"http://localhost:{port}/v1"))

        assert reply.status == 401

    async def test_silence_ends_at_the_limit(self) -> None:
        async with serving(silence) as port, HttpOpenAI(SystemClock(), limit=0.2) as openai:
            reply = await openai.send(a_probe(), a_case(f"http://127.0.0.1:{port}/v1"))

        assert reply.failure is Failure.TIMEOUT
        assert 0.1 < reply.seconds < 2

    async def test_a_black_hole(self) -> None:
        with socket.socket() as full, socket.socket() as first, socket.socket() as second:
            full.bind(("127.0.0.1", 0))
            full.listen(0)
            for waiting in (first, second):
                waiting.settimeout(0)
                waiting.connect_ex(full.getsockname())
            url = f"http://127.0.0.1:{full.getsockname()[1]}/v1"
            async with HttpOpenAI(SystemClock(), limit=0.2) as openai:
                reply = await openai.send(a_probe(), a_case(url))

        assert reply.failure is Failure.TIMEOUT

    @pytest.mark.parametrize(
        ("raw", "scheme", "failure"),
        [
            (b"SSH-2.0\r\n\r\n", "http", Failure.PROTOCOL),
            (b"", "http", Failure.PROTOCOL),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", "http", Failure.PROTOCOL),
            (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nxxxx", "http", Failure.PROTOCOL),
            (b"HTTP/1.1 400 Bad\r\n\r\n", "https", Failure.TLS),
        ],
    )
    async def test_what_does_not_speak_http(
        self, openai: HttpOpenAI, raw: bytes, scheme: str, failure: Failure
    ) -> None:
        async with serving(garbage(raw)) as port:
            reply = await openai.send(a_probe(), a_case(f"{scheme}://127.0.0.1:{port}/v1"))

        assert reply.failure is failure

    @pytest.mark.parametrize("url", ["", "no url", "http://[::1", "ftp://x", "http://\ud800/v1"])
    async def test_a_base_url_that_is_none(self, openai: HttpOpenAI, url: str) -> None:
        reply = await openai.send(a_probe(path="/models/\ud800"), a_case(url))

        assert reply.failure is Failure.PROTOCOL

    async def test_a_proxy_that_refuses(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async with serving(Proxy(status="403 Forbidden")) as gate:
            monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{gate}")
            async with HttpOpenAI(SystemClock()) as openai:
                reply = await openai.send(a_probe(), a_case("https://api.openai.com/v1"))

        assert reply.failure is Failure.PROXY

    async def test_a_proxy_that_cannot_be_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ALL_PROXY", "gopher://jo:pw@proxy:1")

        async with HttpOpenAI(SystemClock()) as openai:
            reply = await openai.send(a_probe(), a_case("https://api.openai.com/v1"))

        assert reply.failure is Failure.PROXY
