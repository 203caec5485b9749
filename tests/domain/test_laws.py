"""The laws of the verdict, for any combination of answers."""

import json
from dataclasses import replace

from hypothesis import given, settings, strategies as st

from bot.domain.case import Evidence, Outcome, Rung, Step
from bot.domain.diagnosis import Diagnosis, Verdict
from bot.domain.gates import Gate
from bot.domain.probes import Failure, Reply
from bot.domain.questions import CALLS, LISTS, SCOPES, WHEN_WANTED
from bot.domain.verdict import diagnose
from tests.domain.cases import PROJECT_KEY, evidence, recorded, recorded_reply, the_list

NAMES = (*CALLS, *LISTS, *(one.name for one in (*SCOPES, *WHEN_WANTED)))
ROWS = [
    row
    for slug in (
        "invalid_key",
        "auth_header",
        "rate_limit",
        "billing",
        "network",
        "model_endpoint",
        "environment",
        "permissions",
        "service_status",
        "bad_request",
    )
    for row in recorded(slug)
    if row["status"]
]
REPLIES = st.one_of(
    st.builds(recorded_reply, st.sampled_from(ROWS)),
    st.just(the_list()),
    st.builds(Reply, probe=st.just(""), status=st.integers(100, 599)),
    st.builds(Reply, probe=st.just(""), failure=st.sampled_from(Failure)),
)
RUNGS = st.lists(
    st.builds(
        Rung,
        step=st.sampled_from(Step),
        outcome=st.sampled_from(Outcome),
        detail=st.sampled_from(["", "Seen."]),
        failure=st.none() | st.sampled_from(Failure),
    ),
    max_size=5,
)
PASTES = st.sampled_from(
    [PROJECT_KEY, f"Authorization: {PROJECT_KEY}", f"OPENAI_KEY={PROJECT_KEY}", "", "sk-…abcd"]
)


@st.composite
def anything(draw: st.DrawFn) -> Evidence:
    replies = draw(st.dictionaries(st.sampled_from(NAMES), REPLIES, max_size=12))
    return evidence(
        *(replace(reply, probe=name) for name, reply in replies.items()),
        paste=draw(PASTES),
        rungs=draw(RUNGS),
        finished=draw(st.booleans()),
        model=draw(st.sampled_from([None, "gpt-6", "tts-1"])),
        endpoint=draw(st.sampled_from([None, "embeddings", "nonsense"])),
    )


def verdict_of(known: Evidence) -> Diagnosis:
    return diagnose(known, requests=0, seconds=0.0)


@given(anything())
@settings(max_examples=500, deadline=None)
def test_there_is_always_a_whole_answer(known: Evidence) -> None:
    diagnosis = verdict_of(known)

    assert [one.cause.place for one in diagnosis.findings] == list(range(1, 11))
    assert diagnosis.summary
    assert len(diagnosis.next_steps) <= 4
    assert diagnosis.next_steps or diagnosis.verdict is Verdict.WORKS
    for one in diagnosis.findings:
        assert one.check.summary
        assert json.loads(json.dumps(dict(one.check.evidence))) == one.check.evidence
        assert (one.check.outcome is not Outcome.FAIL) or one.check.gate
        assert one.check.code or one.check.outcome is not Outcome.FAIL


@given(anything())
@settings(max_examples=500, deadline=None)
def test_the_verdict_follows_from_the_checks_alone(known: Evidence) -> None:
    diagnosis = verdict_of(known)

    failed = [one for one in diagnosis.findings if one.check.outcome is Outcome.FAIL]
    gates = {one.cause.slug: one.check.gate or Gate.LIBRARY for one in failed}
    assert (diagnosis.verdict is Verdict.BROKEN) is bool(failed)
    if diagnosis.verdict is Verdict.BROKEN:
        assert diagnosis.cause is not None
        assert gates[diagnosis.cause.slug] == min(gates.values())
    if diagnosis.verdict is Verdict.DEGRADED:
        assert any(one.check.degrades for one in diagnosis.findings)
    if diagnosis.verdict in {Verdict.WORKS, Verdict.UNDETERMINED}:
        assert (diagnosis.cause, diagnosis.code) == (None, None)
    passed = [one.cause for one in diagnosis.findings if one.check.outcome is Outcome.PASS]
    assert list(diagnosis.ruled_out) == passed


@given(anything())
@settings(max_examples=300, deadline=None)
def test_a_mistake_at_an_earlier_gate_becomes_the_cause(known: Evidence) -> None:
    """A name that no library reads stands before everything that OpenAI could answer."""
    slip = evidence(paste=f"OPENAI_APIKEY={PROJECT_KEY}").case
    worse = replace(known, case=replace(known.case, pasted=slip.pasted))

    diagnosis = verdict_of(worse)

    assert diagnosis.cause is not None
    assert diagnosis.cause.slug == "environment"
