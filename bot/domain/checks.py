"""What the causes share in judging: how an answer, a slip or a silence becomes a check."""

import re
from collections.abc import Iterable, Mapping

from bot.domain.case import Outcome, Slip
from bot.domain.diagnosis import Check, Refused, Seen
from bot.domain.gates import Gate
from bot.domain.probes import Body, Failure, Reply

_WEIGHT = {Outcome.FAIL: 2, Outcome.WARN: 1}
_TAIL = 4
_MARKUP = re.compile(r"[^\w.-]", re.ASCII)
_FIRST_REFUSAL = 300


def facts_of(reply: Reply) -> dict[str, object]:
    """Of an answer, what helps somebody who looks into it; nothing that names a person."""
    facts: dict[str, object] = {
        "status": reply.status,
        "code": reply.code,
        "type": reply.type,
        "message": reply.message,
        "request_id": reply.headers.get("x-request-id"),
        "organization": masked_id(reply.headers.get("openai-organization", "")),
        "project": masked_id(reply.headers.get("openai-project", "")),
        "failure": reply.failure.value if reply.failure else None,
    }
    return {name: fact for name, fact in facts.items() if fact} | {"probe": reply.probe}


def masked_id(text: str) -> str:
    """An organization's or project's id with its ends only: `org-…AbCd`."""
    if "…" in text:
        return text
    prefix = next((known for known in ("org-", "proj_", "user-") if text.startswith(known)), "")
    if not text:
        return ""
    return f"{prefix}…{text[-_TAIL:]}" if len(text) >= len(prefix) + 2 * _TAIL else f"{prefix}…"


def came_from_openai(reply: Reply) -> bool:
    """Whether the answer bears OpenAI's marks; without any, something in between gave it."""
    return any(
        name == "x-request-id" or name.startswith("openai-") or name == "cf-ray"
        for name in reply.headers
    )


def refused(turned_away: Refused, extra: Mapping[str, object] | None = None) -> Check:
    """The check that a refusal makes: a failure, or a warning if the key still works."""
    reply, refusal = turned_away.reply, turned_away.refusal
    return Check(
        outcome=Outcome.WARN if refusal.degrades else Outcome.FAIL,
        summary=f"{refusal.says.removesuffix('.')} ({_answer(reply)}).",
        evidence=facts_of(reply) | dict(extra or {}),
        gate=refusal.gate,
        code=refusal.name,
        next_steps=refusal.steps,
        degrades=refusal.degrades,
        seconds=reply.seconds,
    )


def shows_life(reply: Reply) -> bool:
    """Whether a reply that is no refusal is one that only a known key gets.

    A portal may answer 200 to everything, so a list has to be one, or to bear OpenAI's marks.
    """
    served = reply.status is not None and reply.status < _FIRST_REFUSAL
    return served and reply.body is Body.JSON and bool(reply.models or came_from_openai(reply))


def _answer(reply: Reply) -> str:
    """Who answered what: an answer without OpenAI's marks is a proxy's or gateway's."""
    code = f" {_MARKUP.sub('', reply.code)[:60]}" if reply.code else ""
    if came_from_openai(reply):
        return f"OpenAI answered {reply.status}{code}"
    return f"the answer {reply.status}{code} bears none of OpenAI's marks"


def earliest(turned_away: Iterable[Refused], probes: Iterable[str] | None = None) -> Refused | None:
    """Of the refusals (of these probes, if given) the one at the earliest gate."""
    names = None if probes is None else frozenset(probes)
    fitting = (one for one in turned_away if names is None or one.reply.probe in names)
    return min(fitting, key=lambda one: one.refusal.gate, default=None)


def is_alive(seen: Seen) -> bool:
    """Whether OpenAI was seen to know the key."""
    return seen.reached is not None and seen.reached > Gate.KEY


def worst_slip(seen: Seen, cause: str) -> Slip | None:
    """The gravest mistake in the paste that speaks for this cause; the earliest of several."""
    mine = [slip for slip in seen.evidence.case.pasted.slips if slip.cause == cause]
    return min(mine, key=lambda slip: (-_WEIGHT.get(slip.outcome, 0), slip.gate), default=None)


def slipped(seen: Seen, slip: Slip) -> Check:
    """The check that a mistake in the paste makes, naming the others of the same cause."""
    slips = seen.evidence.case.pasted.slips
    return Check(
        outcome=slip.outcome,
        summary=slip.says,
        evidence={
            "seen": [one.name for one in slips if one.cause == slip.cause],
            "origin": seen.evidence.case.origin.value,
        },
        gate=slip.gate if slip.outcome is Outcome.FAIL else None,
        code=slip.name if slip.outcome is Outcome.FAIL else None,
        next_steps=slip.steps,
    )


def silence(seen: Seen, replies: Iterable[Reply] = ()) -> Check:
    """Say why nothing is known: not asked, not answered, or turned away before."""
    key = seen.evidence.key
    answers = tuple(replies)
    if key is None:
        return Check(outcome=Outcome.SKIPPED, summary="Not asked: there is no key to ask with.")
    if not key.may_be_sent:
        return Check(
            outcome=Outcome.SKIPPED,
            summary="Not asked: a key of another provider is not sent to OpenAI.",
        )
    if seen.reached is not None and not is_alive(seen):
        return Check(
            outcome=Outcome.SKIPPED,
            summary="Cannot be seen: the calls are turned away before that.",
        )
    if not seen.evidence.finished:
        return Check(outcome=Outcome.UNKNOWN, summary="Still asking.")
    if any(reply.failure is Failure.CUT for reply in answers):
        return Check(outcome=Outcome.UNKNOWN, summary="No answer came before the time was over.")
    return Check(outcome=Outcome.UNKNOWN, summary="The answers do not tell.")
