"""The verdict: every cause judges, the failure at the earliest gate wins.

No cause is known by its name here. What a person reads first is one sentence with the
cause and the evidence, then at most four steps.
"""

from typing import Final

from bot.domain.case import Evidence, Outcome
from bot.domain.causes import CAUSES
from bot.domain.checks import is_alive
from bot.domain.diagnosis import Cause, Check, Diagnosis, Finding, Verdict
from bot.domain.endpoints import by_slug, wanted_endpoint, wanted_model
from bot.domain.gates import Gate
from bot.domain.keys import KeyKind
from bot.domain.named_model import shown
from bot.domain.probes import Failure
from bot.domain.questions import PAID
from bot.domain.weighing import see

_MOST_STEPS: Final = 4
_OK: Final = 200
_AGAIN: Final = "Check again in a minute."
_STATUS: Final = "Look at https://status.openai.com: is there an incident?"


def judge_all(evidence: Evidence) -> tuple[Finding, ...]:
    """What every cause makes of the evidence so far, in the order of their places."""
    seen = see(evidence)
    return tuple(Finding(cause, cause.judge(seen[cause.slug])) for cause in CAUSES)


def diagnose(evidence: Evidence, *, requests: int, seconds: float) -> Diagnosis:
    """The answer to the case, from all that is known."""
    seen = see(evidence)
    findings = tuple(Finding(cause, cause.judge(seen[cause.slug])) for cause in CAUSES)
    alive = any(is_alive(one) for one in seen.values())
    verdict, decisive = _decide(findings, alive=alive)
    key = evidence.key
    check = decisive.check if decisive else None
    return Diagnosis(
        verdict=verdict,
        cause=decisive.cause if decisive else None,
        code=check.code if check else None,
        summary=_summary(evidence, findings, verdict, decisive, alive=alive),
        next_steps=_steps(findings, verdict, check),
        masked=key.secret.masked if key else evidence.case.pasted.masked,
        kind=key.kind if key else KeyKind.UNKNOWN,
        provider=key.provider if key else "unknown",
        findings=findings,
        ruled_out=_ruled_out(findings),
        requests=requests,
        billed=PAID in evidence.replies and evidence.replies[PAID].status == _OK,
        seconds=seconds,
    )


def _gate(finding: Finding) -> tuple[Gate, int]:
    return finding.check.gate or Gate.LIBRARY, finding.cause.place


def _decide(findings: tuple[Finding, ...], *, alive: bool) -> tuple[Verdict, Finding | None]:
    failed = [one for one in findings if one.check.outcome is Outcome.FAIL]
    if failed:
        return Verdict.BROKEN, min(failed, key=_gate)
    weak = [one for one in findings if one.check.outcome is Outcome.WARN and one.check.degrades]
    if weak and alive:
        return Verdict.DEGRADED, min(weak, key=_gate)
    return (Verdict.WORKS if alive else Verdict.UNDETERMINED), None


def _ruled_out(findings: tuple[Finding, ...]) -> tuple[Cause, ...]:
    return tuple(one.cause for one in findings if one.check.outcome is Outcome.PASS)


def _summary(
    evidence: Evidence,
    findings: tuple[Finding, ...],
    verdict: Verdict,
    decisive: Finding | None,
    *,
    alive: bool,
) -> str:
    if decisive is not None:
        text = decisive.check.summary
        if verdict is Verdict.BROKEN and decisive.check.gate in {Gate.VARIABLE, Gate.HEADER}:
            return _as_pasted(evidence, findings, text, alive=alive)
        if verdict is Verdict.BROKEN and decisive.check.gate is Gate.LIBRARY and alive:
            return f"The key itself works, but {_lower(text)}"
        return text
    if verdict is Verdict.WORKS:
        return _works(evidence, findings)
    return f"The cause could not be determined: {_reason(evidence, findings)}"


def _lower(text: str) -> str:
    """Fit a sentence behind a colon, unless it begins with a name."""
    first = text.split(" ", 1)[0]
    return (
        text if first[1:] != first[1:].lower() or first == "OpenAI" else text[:1].lower() + text[1:]
    )


def _as_pasted(evidence: Evidence, findings: tuple[Finding, ...], text: str, *, alive: bool) -> str:
    """A mistake in the paste wins; what became of the clean key is told with it."""
    later = [
        one
        for one in findings
        if one.check.outcome is Outcome.FAIL
        and Gate.HEADER < (one.check.gate or Gate.LIBRARY) < Gate.LIBRARY
    ]
    if later and evidence.replies:
        worst = min(later, key=_gate).check.summary.rstrip(".")
        return f"{text.rstrip('.')}; and the cleaned key fails as well: {_lower(worst)}."
    if alive:
        return f"The key itself works, but not as it was pasted: {_lower(text)}"
    return text


def _works(evidence: Evidence, findings: tuple[Finding, ...]) -> str:
    model = shown(wanted_model(evidence.case) or "")
    paid = evidence.replies.get(PAID)
    answered = paid is not None and paid.status == _OK
    tried = "a real call was answered" if answered else "OpenAI accepts it"
    title = by_slug(wanted_endpoint(evidence.case)).title
    use = f" for {title}" + (f" with `{model}`" if model else "")
    return f"The key works: {tried}{use}{_reserve(findings)}."


def _reserve(findings: tuple[Finding, ...]) -> str:
    """What a person has to know although the key works: a warning, or what was not seen."""
    checks = [one.check for one in findings]
    warned = [one.summary for one in checks if one.outcome is Outcome.WARN]
    unseen = [one.summary for one in checks if one.outcome is Outcome.UNKNOWN and one.next_steps]
    said = [f"mind: {_lower(text)}" for text in warned] + [_lower(text) for text in unseen]
    return f"; {said[0].removesuffix('.')}" if said else ", and nothing speaks against it"


def _reason(evidence: Evidence, findings: tuple[Finding, ...]) -> str:
    lost = [reply for reply in evidence.replies.values() if reply.failure is Failure.CUT]
    if lost or not evidence.finished:
        return "not all answers came in the time that a check has."
    unknown = [one for one in findings if one.check.outcome is Outcome.UNKNOWN]
    if unknown:
        return _lower(unknown[0].check.summary)
    return "OpenAI's answers say nothing of the key."


def _steps(findings: tuple[Finding, ...], verdict: Verdict, check: Check | None) -> tuple[str, ...]:
    steps = list(check.next_steps) if check else []
    if verdict is not Verdict.BROKEN:
        for one in findings:
            if one.check.outcome in {Outcome.WARN, Outcome.UNKNOWN}:
                steps += one.check.next_steps
    if not steps and verdict is not Verdict.WORKS:
        steps = [_AGAIN, _STATUS]
    return tuple(dict.fromkeys(steps))[:_MOST_STEPS]
