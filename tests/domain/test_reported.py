"""What open incidents add to a check: an explanation of an error, else a word beside it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.case import Evidence, Outcome
from bot.domain.causes import by_slug
from bot.domain.diagnosis import Check, Diagnosis
from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.states import Impact
from bot.domain.reported import SLUG, is_unsettled
from bot.domain.verdict import diagnose
from bot.domain.weighing import see
from tests.domain.cases import GOOD, a_reply, evidence
from tests.domain.incidents.building import NOON, an_incident


def hitting(name: str, group: str = "APIs", title: str = "Elevated errors") -> Incident:
    part = Component(name=name, groups=(group,), impact=Impact.PARTIAL_OUTAGE)
    return replace(
        an_incident(components=[part], title=title, made=NOON), link="https://status.openai.com/i"
    )


CHAT = hitting("Chat Completions")
EMBEDDINGS = hitting("Embeddings")
CHATGPT = hitting("Login", "ChatGPT")


def judged(known: Evidence) -> Check:
    return by_slug(SLUG).judge(see(known)[SLUG])


def seen(status: int, *incidents: Incident) -> Evidence:
    replies = GOOD if status == 200 else (a_reply("models", status), a_reply("quota", status))
    return replace(evidence(*replies), incidents=incidents, at=NOON + timedelta(hours=1))


def test_an_error_during_an_incident_on_what_the_call_uses_is_explained() -> None:
    check = judged(seen(500, CHAT))

    assert check.outcome is Outcome.FAIL
    assert check.summary.startswith(
        "It is not your key: OpenAI reports “Elevated errors” (Investigating, partial outage) on "
        "Chat Completions, since 12:00 UTC. "
    )
    assert check.next_steps[0] == "Wait, and follow the incident: https://status.openai.com/i"
    assert not [step for step in check.next_steps[1:] if "status.openai.com" in step]


@pytest.mark.parametrize("incident", [EMBEDDINGS, an_incident(made=NOON)])
def test_an_incident_elsewhere_in_the_api_may_be_why(incident: Incident) -> None:
    check = judged(seen(500, incident))

    assert "It is not your key" not in check.summary
    assert "That may be why: OpenAI reports “Elevated errors”" in check.summary


def test_an_incident_without_an_error_changes_no_outcome() -> None:
    before, during = judged(seen(200)), judged(seen(200, CHAT, EMBEDDINGS))

    assert during.outcome is before.outcome is Outcome.PASS
    assert "OpenAI reports an incident: “Elevated errors”" in during.summary
    assert "and 1 more." in during.summary


@pytest.mark.parametrize("status", [200, 500])
def test_chatgpt_is_not_worth_a_word(status: int) -> None:
    assert judged(seen(status, CHATGPT)) == judged(seen(status))


def the_diagnosis(known: Evidence) -> Diagnosis:
    return diagnose(known, requests=1, seconds=0.1)


@pytest.mark.parametrize(
    ("status", "unsettled"),
    [
        pytest.param(500, True, id="an error of OpenAI's"),
        pytest.param(401, False, id="a verdict"),
        pytest.param(200, False, id="it works"),
    ],
)
def test_who_would_want_to_hear_of_an_incident_later(status: int, unsettled: bool) -> None:  # noqa: FBT001
    assert is_unsettled(the_diagnosis(seen(status))) is unsettled


def test_no_answer_at_all_is_unsettled() -> None:
    assert is_unsettled(the_diagnosis(evidence()))
