"""The way a request takes: one look-up, one of the addresses found by it, under its own name."""

import asyncio
import ssl

import httpx
import pytest
import trustme

from bot.adapters.clock import SystemClock
from bot.adapters.ladder import HttpLadder
from bot.adapters.network.borders import Borders
from bot.adapters.network.client import client
from bot.adapters.openai import HttpOpenAI
from bot.adapters.status.status_feed import HttpStatusFeed
from bot.domain.case import Step
from bot.domain.incidents.feed_read import GapReason
from bot.domain.probes import Failure
from tests.adapters.climbing import serving_as, trusting
from tests.adapters.network.names import Names
from tests.adapters.wire import Canned, Proxy, serving, silence
from tests.builders import a_case, a_probe

TRUST = ssl.create_default_context()
GATEWAY = "gateway.example"


def borders(url: str, *private: str) -> Borders:
    return Borders.of([url], private)


async def test_a_name_is_looked_up_once_and_kept_in_the_request(names: Names) -> None:
    names.add(GATEWAY, ["127.0.0.1"], ["10.0.0.1"])
    authority, answer = trustme.CA(), Canned()
    async with serving(answer, serving_as(authority, GATEWAY)) as port:
        url = f"https://{GATEWAY}:{port}/v1"
        trust = trusting(authority)
        async with HttpOpenAI(SystemClock(), trust=trust, borders=borders(url, GATEWAY)) as openai:
            replies = [await openai.send(a_probe(), a_case(url)) for _ in range(2)]

    assert [reply.status for reply in replies] == [401, 401]  # TLS was for the name
    assert names.asked == [GATEWAY]  # the connection is kept, too
    assert f"Host: {GATEWAY}:{port}".encode() in answer.heads[0]


async def test_a_name_that_leads_inside_gets_no_request(names: Names) -> None:
    names.add(GATEWAY, ["127.0.0.1"])
    answer = Canned()
    async with serving(answer) as port:
        url = f"http://{GATEWAY}:{port}/v1"
        async with HttpOpenAI(SystemClock(), borders=borders(url)) as openai:
            reply = await openai.send(a_probe(), a_case(url))

    assert reply.failure is Failure.DNS
    assert answer.heads == []


async def test_a_name_that_turns_inside_later_gets_no_request_either(names: Names) -> None:
    """The ladder saw a public address; by the time of the probe the name leads elsewhere."""
    names.add(GATEWAY, ["104.18.7.192"], ["127.0.0.1"])
    assert borders(f"http://{GATEWAY}").within(GATEWAY, ["104.18.7.192"])
    await asyncio.get_running_loop().getaddrinfo(GATEWAY, 80)
    answer = Canned()
    async with serving(answer) as port:
        url = f"http://{GATEWAY}:{port}/v1"
        async with HttpOpenAI(SystemClock(), borders=borders(url)) as openai:
            reply = await openai.send(a_probe(), a_case(url))

    assert reply.failure is Failure.DNS
    assert answer.heads == []


async def test_the_ladder_says_what_the_operator_has_to_do(names: Names) -> None:
    names.add(GATEWAY, ["10.0.0.1"])
    url = f"https://{GATEWAY}/v1"

    ladder = HttpLadder(SystemClock(), borders=borders(url))
    *_, last = [rung async for rung in ladder.climb(url)]

    assert (last.step, last.failure) == (Step.DNS, Failure.DNS)
    assert last.detail == (
        "Not contacted: gateway.example leads to 10.0.0.1, which is not on the public internet. "
        "If that is meant, the operator has to name gateway.example in ALLOW_PRIVATE_ADDRESSES."
    )


async def test_no_host_but_the_named_ones() -> None:
    answer = Canned()
    async with serving(answer) as port:
        named = borders("https://api.openai.com/v1", "*")
        url = f"http://127.0.0.1:{port}/v1"
        async with HttpOpenAI(SystemClock(), borders=named) as openai:
            reply = await openai.send(a_probe(), a_case(url))
        ladder = HttpLadder(SystemClock(), borders=named)
        *_, last = [rung async for rung in ladder.climb(url)]

    assert reply.failure is Failure.DNS
    assert "not among the hosts" in last.detail
    assert answer.heads == []


async def test_a_feed_leads_nowhere_else() -> None:
    inner = Canned()
    async with serving(inner) as hidden:
        away = Canned("302 Found", b"", {"Location": f"http://127.0.0.2:{hidden}/secret"})
        async with serving(away) as port:
            feed = HttpStatusFeed(SystemClock(), feed_url=f"http://127.0.0.1:{port}/feed")
            read = await feed.read()
            await feed.aclose()

    assert read.gap is not None
    assert read.gap.reason is GapReason.REFUSED
    assert "127.0.0.2 is not among the hosts" in read.gap.says
    assert inner.heads == []


async def test_a_feed_whose_name_leads_inside_is_not_read(names: Names) -> None:
    names.add("status.example", ["127.0.0.1"])
    answer = Canned("200 OK", b"")
    async with serving(answer) as port:
        url = f"http://status.example:{port}/feed"
        feed = HttpStatusFeed(SystemClock(), feed_url=url)
        shut = await feed.read()
        await feed.aclose()
        feed = HttpStatusFeed(SystemClock(), feed_url=url, private=["status.example"])
        await feed.read()
        await feed.aclose()

    assert shut.gap is not None
    assert "ALLOW_PRIVATE_ADDRESSES" in shut.gap.says
    assert len(answer.heads) == 1


async def test_behind_a_proxy_the_name_is_checked_and_the_proxy_resolves(
    names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, answer = trustme.CA(), Canned()
    async with serving(answer, serving_as(authority, "api.example")) as port:
        proxy = Proxy(port)
        async with serving(proxy) as at:
            monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{at}")
            named = borders("https://api.example/v1")
            async with HttpOpenAI(
                SystemClock(), trust=trusting(authority), borders=named
            ) as openai:
                reply = await openai.send(a_probe(), a_case("https://api.example/v1"))
                other = await openai.send(a_probe(), a_case("https://other.example/v1"))

    assert reply.status == 401
    assert names.asked == []
    assert other.failure is Failure.DNS
    assert len(proxy.heads) == 1


async def test_an_address_that_is_silent_holds_nobody_up(names: Names) -> None:
    answer = Canned()
    async with serving(answer) as port:
        names.add(GATEWAY, ["127.0.0.9", "127.0.0.1"])  # nobody listens at the first
        url = f"http://{GATEWAY}:{port}/v1"
        async with client(TRUST, 2.0, borders(url, "*")) as http:
            response = await http.get(url)

    assert response.status_code == 401


async def test_no_answer_in_time_is_a_timeout(names: Names) -> None:
    async with serving(silence) as port:
        names.add(GATEWAY, ["127.0.0.1"])
        url = f"http://{GATEWAY}:{port}/v1"
        async with client(TRUST, 0.1, borders(url, "*")) as http:
            with pytest.raises(httpx.TimeoutException):
                await http.get(url)
