"""Each sample key of the sandbox, end to end: real sockets, the right cause."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.adapters.clock import SystemClock
from bot.adapters.ladder import HttpLadder
from bot.adapters.openai import HttpOpenAI
from bot.domain.case import Case, Sdk
from bot.domain.diagnosis import Diagnosis, Verdict
from bot.domain.paste import read_paste
from bot.sandbox.openai import Account, LocalOpenAI
from bot.sandbox.openai.answers import HANGS
from bot.sandbox.sample_keys import ADMIN_KEY, SAMPLE_KEYS, WORKING_KEY, SampleKey
from bot.usecases.diagnose_key import DiagnoseKey
from tests.adapters.wire import without_proxies

BY_ID = [pytest.param(sample, id=sample.cause) for sample in SAMPLE_KEYS]


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in without_proxies():
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def local() -> AsyncIterator[LocalOpenAI]:
    async with LocalOpenAI() as openai:
        yield openai


async def diagnosed(case: Case, budget: float = 9.5) -> Diagnosis:
    clock = SystemClock()
    async with HttpOpenAI(clock) as openai:
        return await DiagnoseKey(openai, HttpLadder(clock), clock, budget)(case)


def case_of(sample: SampleKey, local: LocalOpenAI) -> Case:
    return Case(
        pasted=read_paste(sample.paste),
        base_url=sample.base_url or local.base_url,
        model=sample.model,
        endpoint=sample.endpoint,
        organization=sample.organization,
        project=sample.project,
        sdk=Sdk(sample.sdk, sample.sdk_version or "") if sample.sdk else None,
    )


@pytest.mark.parametrize("sample", BY_ID)
async def test_each_sample_key_has_its_cause(local: LocalOpenAI, sample: SampleKey) -> None:
    diagnosis = await diagnosed(case_of(sample, local))

    assert diagnosis.cause is not None, diagnosis.summary
    assert diagnosis.cause.slug == sample.cause, diagnosis.summary
    assert diagnosis.verdict is not Verdict.WORKS
    assert diagnosis.requests == len(local.requests)
    assert local.billed == []
    assert sample.key not in repr(diagnosis)


async def test_the_working_key_works_for_nothing(local: LocalOpenAI) -> None:
    diagnosis = await diagnosed(case_of(WORKING_KEY, local))

    assert diagnosis.verdict is Verdict.WORKS, diagnosis.summary
    assert diagnosis.requests == len(local.requests) <= 25
    assert local.billed == []
    assert not diagnosis.billed


async def test_a_paid_call_is_made_once_and_only_when_asked_for(local: LocalOpenAI) -> None:
    case = Case(pasted=read_paste(WORKING_KEY.paste), base_url=local.base_url, paid=True)

    diagnosis = await diagnosed(case)

    assert diagnosis.verdict is Verdict.WORKS, diagnosis.summary
    assert diagnosis.billed
    assert len(local.billed) == 1


async def test_an_admin_key_cannot_call_models(local: LocalOpenAI) -> None:
    case = Case(pasted=read_paste(ADMIN_KEY), base_url=local.base_url)

    diagnosis = await diagnosed(case)

    assert diagnosis.cause is not None
    assert diagnosis.cause.slug == "permissions"


async def test_an_openai_that_hangs_leaves_a_partial_answer_in_time(local: LocalOpenAI) -> None:
    local.down = HANGS

    diagnosis = await diagnosed(case_of(WORKING_KEY, local), budget=0.3)

    assert diagnosis.verdict is Verdict.UNDETERMINED, diagnosis.summary
    assert timedelta(seconds=diagnosis.seconds) < timedelta(seconds=2)
    assert len(diagnosis.findings) == 10


async def test_nobody_is_asked_who_owns_the_key(local: LocalOpenAI) -> None:
    local.accounts[WORKING_KEY.key] = Account()

    await diagnosed(case_of(WORKING_KEY, local))

    assert not [one.path for one in local.requests if one.path.endswith("/me")]
