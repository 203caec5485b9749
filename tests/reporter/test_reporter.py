"""The reporter of a process: what it counts arrives once, and nothing of it is ever felt."""

import asyncio
import threading
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.reporter.call import Call, Line
from bot.sandbox.openai import LocalOpenAI
from bot.sandbox.port import free_port
from bot.sandbox.sample_keys import SAMPLE_KEYS, WORKING_KEY
from tests.reporter.stream import SERVICE, arrived, calls, errors, reporter

CHAT = "chat/completions"
MODEL = "gpt-4o-mini"
ASKED = {"model": MODEL, "messages": [{"role": "user", "content": "hi"}]}
NO_CREDIT = next(sample for sample in SAMPLE_KEYS if sample.cause == "billing").key


@pytest.fixture
async def openai() -> AsyncIterator[LocalOpenAI]:
    async with LocalOpenAI() as local:
        yield local


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def test_an_asynchronous_client_is_counted_with_what_its_answers_tell(
    openai: LocalOpenAI, redis_url: str
) -> None:
    reports = reporter(redis_url)
    async with httpx.AsyncClient(base_url=openai.base_url, trust_env=False) as client:
        reports.watch(client)
        for key in (WORKING_KEY.key, WORKING_KEY.key, NO_CREDIT):
            await client.post(CHAT, json=ASKED, headers=bearer(key))
    reports.flush()

    entries = arrived(redis_url)

    assert calls(entries) == 3
    assert errors(entries) == {"insufficient_quota": 1}
    good = next(entry for entry in entries if "error.type.insufficient_quota" not in entry)
    assert good["service.name"] == SERVICE
    assert good["gen_ai.request.model"] == MODEL
    assert int(good["openai.ratelimit.requests.limit"]) > 0
    assert float(good["gen_ai.client.operation.duration.sum"]) > 0
    assert good["key"] == f"sk-proj-…{WORKING_KEY.key[-4:]}"


async def test_no_key_stands_in_what_is_sent(openai: LocalOpenAI, redis_url: str) -> None:
    reports = reporter(redis_url)
    async with httpx.AsyncClient(base_url=openai.base_url, trust_env=False) as client:
        await reports.watch(client).post(CHAT, json=ASKED, headers=bearer(WORKING_KEY.key))
    reports.flush()

    (entry,) = arrived(redis_url)

    assert not [value for value in entry.values() if WORKING_KEY.key[10:40] in value]


async def test_a_synchronous_client_is_counted(openai: LocalOpenAI, redis_url: str) -> None:
    reports = reporter(redis_url)

    def ask() -> int:
        with httpx.Client(base_url=openai.base_url, trust_env=False) as client:
            reports.watch(client)
            answer = client.post(CHAT, json=ASKED, headers=bearer(WORKING_KEY.key))
            return answer.status_code

    assert await asyncio.to_thread(ask) == 200
    reports.flush()
    assert calls(arrived(redis_url)) == 1


async def test_a_host_that_nobody_answers_at_is_a_connection_error(redis_url: str) -> None:
    reports = reporter(redis_url)
    async with httpx.AsyncClient(trust_env=False) as client:
        reports.watch(client)
        with pytest.raises(httpx.ConnectError):
            await client.get(f"http://127.0.0.1:{free_port()}/")
    reports.flush()

    assert errors(arrived(redis_url)) == {"connection_error": 1}


async def test_a_time_out_is_one(openai: LocalOpenAI, redis_url: str) -> None:
    openai.latency = 5
    reports = reporter(redis_url)
    async with httpx.AsyncClient(base_url=openai.base_url, trust_env=False, timeout=0.05) as client:
        reports.watch(client)
        with pytest.raises(httpx.ReadTimeout):
            await client.post(CHAT, json=ASKED, headers=bearer(WORKING_KEY.key))
    openai.latency = 0
    reports.flush()

    assert errors(arrived(redis_url)) == {"timeout": 1}


def test_many_threads_are_counted_to_the_last_call(redis_url: str) -> None:
    reports = reporter(redis_url)

    def work() -> None:
        for n in range(1000):
            reports.counted(model=f"gpt-{n % 3}", error="timeout" if n % 10 == 0 else "")

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        reports.flush()  # windows end while it is counted
    for thread in threads:
        thread.join()
    reports.flush()

    entries = arrived(redis_url)
    assert calls(entries) == 8000
    assert errors(entries) == {"timeout": 800}


def test_the_window_is_bounded_whatever_a_service_makes_up(redis_url: str) -> None:
    reports = reporter(redis_url)
    for n in range(5000):
        reports.counted(model=f"model-{n}", error=f"error_{n}")
    reports.flush()

    entries = arrived(redis_url)
    assert calls(entries) == 5000
    assert len(entries) <= 101
    assert max(len(entry) for entry in entries) < 60


def test_a_window_without_calls_says_that_the_service_is_alive(redis_url: str) -> None:
    reports = reporter(redis_url)
    reports.counted(model="gpt-5")
    reports.flush()
    reports.flush()

    alive = arrived(redis_url)[-1]
    assert (alive["count"], alive["gen_ai.request.model"]) == ("0", "gpt-5")
    assert alive["heartbeat"]


def test_every_entry_bears_a_number_of_its_own(redis_url: str) -> None:
    reports = reporter(redis_url)
    for _ in range(5):
        reports.counted()
        reports.flush()

    names = [
        (entry["service.instance.id"], entry["start_time"], entry["seq"])
        for entry in arrived(redis_url)
    ]
    assert len(set(names)) == 5
    assert len({name[:2] for name in names}) == 1


def test_a_call_that_is_counted_by_hand_may_say_all(redis_url: str) -> None:
    reports = reporter(redis_url)
    reports.count(Call(line=Line("gpt-5"), error="429", seconds=1.5, input_tokens=7))
    reports.flush()

    (entry,) = arrived(redis_url)
    assert entry["gen_ai.usage.input_tokens"] == "7"
    assert entry["gen_ai.client.operation.duration.max"] == "1.5"
