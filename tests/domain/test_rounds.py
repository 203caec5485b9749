"""Whatever is answered, a run ends soon and with a verdict."""

from dataclasses import replace

from hypothesis import given, settings, strategies as st

from bot.domain.endpoints import ENDPOINTS
from bot.domain.planning import next_probes
from bot.domain.probes import Failure, Reply
from bot.domain.verdict import diagnose
from tests.domain.cases import (
    QUOTA_PASSED,
    evidence,
    recorded,
    recorded_reply,
    the_list,
)

MOST_ROUNDS = 4
MOST_REQUESTS = 24  # the ladder needs one of the 25

ANSWERS = st.one_of(
    st.builds(
        recorded_reply,
        st.sampled_from(
            [row for slug in ("invalid_key", "rate_limit", "billing", "model_endpoint", "network",
             "permissions", "service_status", "bad_request") for row in recorded(slug)]
        ),
    ),
    st.just(QUOTA_PASSED),
    st.just(the_list()),
    st.sampled_from(Failure).map(lambda failure: Reply(probe="", failure=failure)),
)  # fmt: skip


@given(
    data=st.data(),
    model=st.sampled_from([None, "gpt-6", "whisper-1", "none-such"]),
    endpoint=st.sampled_from([None, *(one.slug for one in ENDPOINTS)]),
    paid=st.booleans(),
    org=st.sampled_from([None, "org-x"]),
)
@settings(max_examples=300, deadline=None)
def test_whatever_is_answered_the_run_ends_in_few_rounds_and_a_verdict(
    *,
    data: st.DataObject,
    model: str | None,
    endpoint: str | None,
    paid: bool,
    org: str | None,
) -> None:
    known = evidence(model=model, endpoint=endpoint, paid=paid, organization=org, finished=False)
    rounds, asked = 0, list[str]()

    while probes := next_probes(known):
        rounds += 1
        asked += [one.name for one in probes]
        answers = {one.name: replace(data.draw(ANSWERS), probe=one.name) for one in probes}
        known = replace(known, replies={**known.replies, **answers})
        assert diagnose(known, requests=0, seconds=0.0).summary

    assert rounds <= MOST_ROUNDS
    assert len(asked) == len(set(asked)) <= MOST_REQUESTS
    done = diagnose(replace(known, finished=True), requests=len(asked), seconds=0.0)
    assert len(done.findings) == 10
    assert len(done.next_steps) <= 4
    assert done.next_steps or done.verdict == "works"
