"""What OpenAI's status page adds to a check: the incidents that are open meanwhile.

An error of OpenAI's during an incident on what the call uses is explained by it. Without such
an error an incident is something to know beside the verdict and never the verdict: most
incidents do not touch most calls.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Final

from bot.domain.case import Evidence, Outcome
from bot.domain.diagnosis import Check, Diagnosis, Verdict
from bot.domain.incidents.bearing import Bearing, bearing, told
from bot.domain.incidents.incident import Incident

SLUG: Final = "service_status"  # the cause whose checks these are
_PAGE: Final = "https://status.openai.com"
_MOST: Final = 3


def explained(check: Check, evidence: Evidence) -> Check:
    """A check that failed by an error of OpenAI's, and the incident that explains it."""
    on_it = _with(evidence, Bearing.ON_IT)
    if not on_it:
        return beside(check, evidence, "That may be why: OpenAI reports")
    first = on_it[0]
    steps = (
        f"Wait, and follow the incident: {first.link or _PAGE}",
        *(step for step in check.next_steps if _PAGE not in step),
    )
    said = f"It is not your key: OpenAI reports {told(first, _now(evidence))}. {check.summary}"
    return replace(
        check,
        summary=said,
        next_steps=steps,
        evidence={**check.evidence, "incidents": _facts(evidence)},
    )


def beside(check: Check, evidence: Evidence, how: str = "OpenAI reports an incident:") -> Check:
    """A check with the open incidents that may have to do with it, if there are any."""
    near = (*_with(evidence, Bearing.ON_IT), *_with(evidence, Bearing.PERHAPS))
    if not near:
        return check
    more = f" and {len(near) - 1} more" if len(near) > 1 else ""
    return replace(
        check,
        summary=f"{check.summary} {how} {told(near[0], _now(evidence))}{more}.",
        evidence={**check.evidence, "incidents": _facts(evidence)},
    )


def is_unsettled(diagnosis: Diagnosis) -> bool:
    """Whether an incident that opens later may explain it: no verdict, or OpenAI's own error."""
    stumbled = any(
        one.cause.slug == SLUG and one.check.outcome in {Outcome.FAIL, Outcome.WARN}
        for one in diagnosis.findings
    )
    return diagnosis.verdict is Verdict.UNDETERMINED or stumbled


def _with(evidence: Evidence, wanted: Bearing) -> tuple[Incident, ...]:
    endpoint = evidence.case.endpoint or evidence.case.pasted.endpoint
    return tuple(one for one in evidence.incidents if bearing(one, endpoint) is wanted)


def _now(evidence: Evidence) -> datetime:
    return evidence.at or datetime.combine(evidence.today, time(), UTC)


def _facts(evidence: Evidence) -> list[Mapping[str, object]]:
    return [
        {
            "id": one.id,
            "title": one.title,
            "state": one.state.value,
            "impact": one.impact.value,
            "components": sorted({part.name for part in one.components}),
            "since": one.begun.isoformat(),
            "link": one.link,
        }
        for one in evidence.incidents[:_MOST]
    ]
