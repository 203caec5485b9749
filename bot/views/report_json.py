"""A diagnosis as the JSON object that scripts rely on (`check --json`).

The names, their order and their values are a contract: see docs/architecture.md.
"""

from collections.abc import Mapping
from typing import Any

from bot.domain.diagnosis import Diagnosis, Finding


def to_json(diagnosis: Diagnosis) -> dict[str, Any]:
    """Build the object, of plain dicts and lists."""
    return {
        "verdict": diagnosis.verdict.value,
        "cause": diagnosis.cause.slug if diagnosis.cause else None,
        "code": diagnosis.code,
        "summary": diagnosis.summary,
        "next_steps": list(diagnosis.next_steps),
        "key": {
            "masked": diagnosis.masked,
            "kind": diagnosis.kind.value,
            "provider": diagnosis.provider,
        },
        "checks": [_check(finding) for finding in diagnosis.findings],
        "requests": diagnosis.requests,
        "billed": diagnosis.billed,
        "seconds": round(diagnosis.seconds, 3),
    }


def _check(finding: Finding) -> dict[str, Any]:
    check = finding.check
    return {
        "cause": finding.cause.slug,
        "outcome": check.outcome.value,
        "summary": check.summary,
        "evidence": _plain(check.evidence),
        "seconds": round(check.seconds, 3),
    }


def _plain(value: object) -> Any:  # noqa: ANN401  # JSON is what it is
    match value:
        case Mapping():
            return {str(name): _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case set() | frozenset():
            return sorted(str(one) for one in value)
        case None | bool() | int() | float():
            return value
        case _:
            return str(value)
