"""How long a full check takes when each answer takes 100 ms, against one probe after another."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.ladder import HttpLadder
from bot.adapters.openai import HttpOpenAI
from bot.domain.case import Case
from bot.domain.diagnosis import Diagnosis, Verdict
from bot.domain.paste import read_paste
from bot.domain.probes import Probe, Reply
from bot.sandbox.openai import LocalOpenAI
from bot.sandbox.sample_keys import WORKING_KEY
from bot.usecases.diagnose_key import DiagnoseKey
from tests.adapters.wire import without_proxies

LATENCY = 0.1
MOST_SECONDS = 0.6
MOST_REQUESTS = 25
RUNS = 5


@dataclass
class Noting:
    """Passes probes on, and notes them."""

    openai: HttpOpenAI
    probes: list[Probe] = field(default_factory=list)

    async def send(self, probe: Probe, case: Case) -> Reply:
        self.probes.append(probe)
        return await self.openai.send(probe, case)


@pytest.fixture
async def case(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Case]:
    for name in without_proxies():
        monkeypatch.delenv(name, raising=False)
    async with LocalOpenAI() as local:
        local.latency = LATENCY
        yield Case(
            pasted=read_paste(WORKING_KEY.paste),
            base_url=local.base_url,
            model="text-embedding-3-small",
            endpoint="embeddings",
            organization=local.accounts[WORKING_KEY.key].organization,
            paid=True,
        )


async def together(case: Case) -> tuple[Diagnosis, float, list[Probe]]:
    clock = SystemClock()
    ladder = HttpLadder(clock)
    async with HttpOpenAI(clock) as openai:
        noting = Noting(openai)
        started = time.perf_counter()
        diagnosis = await DiagnoseKey(noting, ladder, clock)(case)
        return diagnosis, time.perf_counter() - started, noting.probes


async def one_after_another(case: Case, probes: list[Probe]) -> float:
    clock = SystemClock()
    ladder = HttpLadder(clock)
    async with HttpOpenAI(clock) as openai:
        started = time.perf_counter()
        async for _ in ladder.climb(case.base_url):
            pass
        for probe in probes:
            await openai.send(probe, case)
        return time.perf_counter() - started


@pytest.mark.bench
@pytest.mark.parametrize("shape", ["the key alone", "everything named"])
async def test_a_full_check_in_five_round_trips(case: Case, shape: str) -> None:
    if shape == "the key alone":
        case = Case(pasted=case.pasted, base_url=case.base_url)

    runs = [await together(case) for _ in range(RUNS)]
    diagnosis, _, probes = runs[-1]
    walls = sorted(wall for _, wall, _ in runs)
    slow = await one_after_another(case, probes)

    wall = walls[RUNS // 2]
    print(
        f"\n{shape}: verdict {diagnosis.verdict}, {diagnosis.requests} requests; wall time "
        f"median {wall:.3f} s, worst {walls[-1]:.3f} s of {RUNS} runs "
        f"({wall / LATENCY:.1f} round trips of {LATENCY * 1000:.0f} ms); one after another "
        f"{slow:.3f} s, {slow / wall:.1f} times as long"
    )
    assert diagnosis.verdict is Verdict.WORKS
    assert diagnosis.requests <= MOST_REQUESTS
    assert walls[-1] <= MOST_SECONDS
    assert slow > wall


@pytest.mark.bench
async def test_ten_checks_at_once_share_the_connections(case: Case) -> None:
    clock = SystemClock()
    alone = Case(pasted=case.pasted, base_url=case.base_url)
    async with HttpOpenAI(clock) as openai:
        check = DiagnoseKey(openai, HttpLadder(clock), clock)
        started = time.perf_counter()
        verdicts = [one.verdict for one in await asyncio.gather(*(check(alone) for _ in range(10)))]
        wall = time.perf_counter() - started

    print(f"\nten checks at once: {wall:.3f} s")
    assert verdicts == [Verdict.WORKS] * 10
    assert wall <= 2 * MOST_SECONDS
