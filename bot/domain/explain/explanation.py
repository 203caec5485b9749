"""The answer to an error text, and its form as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What an error text says.

    `cause` is the slug of a cause, "bad_request" or "unknown". `details` holds what was
    read out of the text (model, limit, wait_seconds …); ids in it are masked. `key_found`
    is the masked form of a whole key that stood in the text: whoever pasted it has to know.
    """

    cause: str
    code: str | None
    confidence: float
    summary: str
    next_steps: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    details: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    key_found: str | None = None


def to_json(explanation: Explanation) -> dict[str, object]:
    """The explanation as design.md section 5 promises it."""
    return {
        "cause": explanation.cause,
        "code": explanation.code,
        "confidence": explanation.confidence,
        "summary": explanation.summary,
        "next_steps": list(explanation.next_steps),
        "evidence": list(explanation.evidence),
        "also": list(explanation.also),
    }
