"""The order of effects of a diagnosis, and what it makes of a world that misbehaves."""

import asyncio
import logging

import pytest

from bot.domain.case import Case, Evidence, Outcome, Pasted, Step
from bot.domain.diagnosis import Diagnosis, Verdict
from bot.domain.probes import Failure, Reply
from bot.ports import Unavailable
from bot.usecases.diagnose_key import DiagnoseKey
from tests.builders import CANARY, a_case
from tests.fakes import FakeClock, FakeLadder, FakeOpenAI, a_rung


async def diagnosed(
    openai: FakeOpenAI | None = None,
    ladder: FakeLadder | None = None,
    case: Case | None = None,
    budget: float = 5.0,
) -> tuple[Diagnosis, list[Evidence]]:
    heard: list[Evidence] = []
    check = DiagnoseKey(openai or FakeOpenAI(), ladder or FakeLadder(), FakeClock(), budget)
    return await check(case or a_case(), heard.append), heard


def failures(evidence: Evidence) -> set[Failure | None]:
    return {reply.failure for reply in evidence.replies.values()} - {None}


async def test_a_good_key_works_and_every_probe_is_sent_once() -> None:
    openai = FakeOpenAI()

    diagnosis, _ = await diagnosed(openai)

    assert diagnosis.verdict is Verdict.WORKS
    assert set(openai.sent.values()) == {1}
    assert diagnosis.requests == len(openai.sent) + 1  # and the top rung's
    assert not diagnosis.billed


async def test_progress_is_told_after_each_answer_and_each_rung() -> None:
    openai = FakeOpenAI()

    _, heard = await diagnosed(openai)

    known = [len(evidence.replies) + len(evidence.rungs) for evidence in heard]
    assert known == list(range(1, len(openai.sent) + len(Step) + 1))


async def test_what_does_not_depend_on_each_other_goes_out_together() -> None:
    openai = FakeOpenAI()

    await diagnosed(openai)

    assert openai.most_at_once >= 8


async def test_the_ladder_and_the_first_probes_start_at_once() -> None:
    openai = FakeOpenAI()
    ladder = FakeLadder(waits_for=openai.asked)  # would wait for ever if it had to end first

    diagnosis, _ = await diagnosed(openai, ladder)

    assert diagnosis.verdict is Verdict.WORKS


async def test_without_a_key_the_way_is_still_looked_at() -> None:
    openai = FakeOpenAI()
    case = Case(pasted=Pasted(), base_url="https://api.openai.example/v1")

    diagnosis, heard = await diagnosed(openai, case=case)

    assert not openai.sent
    assert len(heard[-1].rungs) == len(Step)
    assert diagnosis.requests == 1


async def test_an_answer_that_hangs_is_cut_and_the_rest_judged() -> None:
    openai = FakeOpenAI(hangs=frozenset({"quota"}))
    before = asyncio.all_tasks()

    diagnosis, heard = await diagnosed(openai, budget=0.1)

    assert len(diagnosis.findings) == 10
    assert "quota" not in heard[-1].replies
    assert diagnosis.requests == len(openai.sent) + 1
    assert asyncio.all_tasks() == before


async def test_all_that_hangs_is_told_as_undetermined() -> None:
    openai = FakeOpenAI(hangs=frozenset({"models"}))
    ladder = FakeLadder(rungs=(a_rung(Step.PROXY),), hangs=True)

    diagnosis, _ = await diagnosed(openai, ladder, budget=0.05)

    assert diagnosis.verdict is Verdict.UNDETERMINED
    assert "time" in diagnosis.summary


async def test_a_ladder_that_hangs_does_not_hide_what_the_probes_say() -> None:
    revoked = Reply(probe="models", status=401, code="invalid_api_key", message="Incorrect API key")
    ladder = FakeLadder(rungs=(a_rung(Step.PROXY),), hangs=True)

    good, _ = await diagnosed(ladder=ladder, budget=0.05)
    bad, _ = await diagnosed(FakeOpenAI({"models": revoked}), ladder, budget=0.05)

    assert good.verdict is Verdict.WORKS
    assert bad.cause is not None
    assert bad.cause.slug == "invalid_key"


@pytest.mark.parametrize("error", [Unavailable("the resolver"), RuntimeError(f"Bearer {CANARY}")])
async def test_a_ladder_that_breaks_costs_its_rungs_alone(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    diagnosis, _ = await diagnosed(ladder=FakeLadder(rungs=(), raises=error))

    assert diagnosis.verdict is Verdict.WORKS
    assert CANARY not in caplog.text
    assert f"the ladder failed with {type(error).__name__}" in caplog.text


async def test_a_probe_that_breaks_is_a_reply_and_its_text_is_dropped(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)

    diagnosis, heard = await diagnosed(FakeOpenAI(raises=RuntimeError(f"Bearer {CANARY}")))

    assert failures(heard[-1]) == {Failure.PROTOCOL}
    assert CANARY not in caplog.text + repr(diagnosis) + repr(heard)


async def test_a_view_that_breaks_does_not_cost_the_verdict() -> None:
    def breaks(evidence: Evidence) -> None:
        raise RuntimeError(len(evidence.replies))

    check = DiagnoseKey(FakeOpenAI(), FakeLadder(), FakeClock())

    assert (await check(a_case(), breaks)).verdict is Verdict.WORKS
    assert (await check(a_case())).verdict is Verdict.WORKS


async def test_what_never_left_the_machine_is_not_counted() -> None:
    lost = {"models": Reply(probe="models", failure=Failure.REFUSED)}
    ladder = FakeLadder(
        rungs=(a_rung(Step.PROXY), a_rung(Step.DNS), a_rung(Step.TCP, Outcome.FAIL))
    )

    diagnosis, _ = await diagnosed(FakeOpenAI(lost), ladder)

    assert diagnosis.requests == 0


async def test_one_who_gives_up_leaves_no_task_behind() -> None:
    openai = FakeOpenAI(hangs=frozenset({"models"}))
    before = asyncio.all_tasks()
    running = asyncio.create_task(diagnosed(openai, FakeLadder(hangs=True)))
    await openai.asked.wait()

    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert asyncio.all_tasks() == before
