"""Diagnoses to draw: defaults for all but what a test is about."""

from collections.abc import Mapping
from typing import Any

from bot.domain.case import Outcome
from bot.domain.diagnosis import Cause, Check, Diagnosis, Finding, Verdict
from bot.domain.keys import KeyKind

TITLES = {
    "invalid_key": "The key is not valid",
    "auth_header": "The Authorization header is wrong",
    "rate_limit": "The rate limit is reached",
    "billing": "The account cannot pay or is closed",
    "network": "OpenAI is not reached",
    "model_endpoint": "The model or endpoint is wrong",
    "environment": "The program does not see the key",
    "sdk": "The library does not fit",
    "permissions": "The key may not do this",
    "service_status": "OpenAI has trouble",
}


def a_cause(slug: str = "billing") -> Cause:
    return Cause(
        slug=slug,
        place=1 + list(TITLES).index(slug),
        title=TITLES[slug],
        docs="https://platform.openai.com/docs/guides/error-codes",
        judge=lambda _: Check(outcome=Outcome.UNKNOWN, summary=""),
    )


def a_finding(
    slug: str = "billing",
    outcome: Outcome = Outcome.PASS,
    summary: str = "Nothing speaks against it.",
    evidence: Mapping[str, object] | None = None,
) -> Finding:
    return Finding(a_cause(slug), Check(outcome=outcome, summary=summary, evidence=evidence or {}))


def a_diagnosis(**changes: Any) -> Diagnosis:  # noqa: ANN401  # any field of a diagnosis
    """Out of money, unless told otherwise."""
    failing = a_finding(
        "billing",
        Outcome.FAIL,
        "The account has used up its credit.",
        {"status": 429, "code": "insufficient_quota"},
    )
    findings = tuple(failing if slug == "billing" else a_finding(slug) for slug in TITLES)
    usual: dict[str, Any] = {
        "verdict": Verdict.BROKEN,
        "cause": failing.cause,
        "code": "insufficient_quota",
        "summary": "The account has used up its credit, so every call is refused.",
        "next_steps": ("Add credit under Billing.", "Wait a few minutes and check again."),
        "masked": "sk-proj-…wxyz",
        "kind": KeyKind.PROJECT,
        "provider": "openai",
        "findings": findings,
        "ruled_out": tuple(one.cause for one in findings if one.check.outcome is Outcome.PASS),
        "requests": 9,
        "billed": False,
        "seconds": 0.41,
    }
    return Diagnosis(**(usual | changes))
