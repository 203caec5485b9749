"""From evidence to a verdict.

Every cause judges the same evidence on its own; the failure at the earliest gate is the
cause, because a call that is refused there never met the later ones. Nothing here knows
a cause by name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.case import Evidence, Outcome
from bot.domain.gates import Gate
from bot.domain.keys import KeyKind
from bot.domain.probes import Reply
from bot.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer in which a call was turned away, and which refusal it was."""

    reply: Reply
    refusal: Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a cause judges: all the evidence, and what of it speaks for this cause.

    `reached` is the furthest gate that any call with the key got to: one that was turned
    away at a later gate has passed the earlier ones. None: no such call was answered.
    """

    evidence: Evidence
    mine: tuple[Refused, ...] = ()
    reached: Gate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one cause makes of the evidence.

    A failure needs a `gate`. A warning with `degrades` says that the key works but not as
    well as it should; other warnings do not touch the verdict.
    """

    outcome: Outcome
    summary: str
    evidence: Mapping[str, object] = field(default_factory=dict)  # JSON values only
    gate: Gate | None = None
    code: str | None = None
    next_steps: tuple[str, ...] = ()
    degrades: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One of the ten reasons: its name, its texts, its refusals, and how it judges."""

    slug: str  # never changed once released: part of the JSON contract
    place: int  # 1 to 10, the order in which people are told
    title: str
    docs: str  # the page that says more
    judge: Callable[[Seen], Check]
    refusals: tuple[Refusal, ...] = ()
    topic: str = (
        ""  # what the check is about, in a word or two: "Rate limit"; the title says what is wrong
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """A cause and its check."""

    cause: Cause
    check: Check


class Verdict(StrEnum):
    """The one word; the values are those of the JSON contract."""

    WORKS = "works"
    BROKEN = "broken"
    DEGRADED = "degraded"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The answer to a case."""

    verdict: Verdict
    cause: Cause | None
    code: str | None
    summary: str
    next_steps: tuple[str, ...]
    masked: str
    kind: KeyKind
    provider: str
    findings: tuple[Finding, ...]  # all ten, in the order of their places
    ruled_out: tuple[Cause, ...]  # those whose check passed
    requests: int
    billed: bool
    seconds: float
