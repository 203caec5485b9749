"""What to ask next, given what is known: at most four rounds and far fewer than 25 requests.

A round is what can be asked at once. The first shows whether the key is known; a key that
is not gets no further question, for a bot must not knock twice with a stranger's key. The
second asks for the account, the scopes and the endpoint; the third follows up. Nothing
costs money unless the person asked for it.
"""

import re
from typing import Final
from urllib.parse import quote

from bot.domain.case import Case, Evidence
from bot.domain.checks import shows_life
from bot.domain.endpoints import DEFAULT, by_slug, fits, wanted_endpoint, wanted_model
from bot.domain.gates import Gate
from bot.domain.keys import KeyKind
from bot.domain.named_model import LONGEST_NAME, known_models
from bot.domain.probes import Auth, Model, Probe
from bot.domain.questions import (
    CALLS,
    ENDPOINT,
    LIST_ADMIN_KEYS,
    LIST_MODELS,
    LIST_MODELS_SCOPED,
    LISTS,
    MODEL,
    PAID,
    QUOTA,
    QUOTA_AGAIN,
    SCOPES,
    WHEN_WANTED,
    scope_probe,
)
from bot.domain.weighing import meaning, tells_of_key

_TAKES_MAX_TOKENS: Final = re.compile(r"^(?:ft:)?gpt-(?:3\.5|4)", re.IGNORECASE)
_SMALL: Final = re.compile(r"nano|mini|small|lite|luna", re.IGNORECASE)
_NEW, _OLD = "max_completion_tokens", "max_tokens"
_EMPTY: Final = [{"role": "user", "content": ""}]
_MAY_PASS: Final = frozenset({200, 400})


def next_probes(evidence: Evidence) -> tuple[Probe, ...]:
    """The probes of the next round, each asked once; empty when there is nothing more to ask."""
    key = evidence.key
    if evidence.finished or key is None or not key.may_be_sent:
        return ()
    if key.kind is KeyKind.ADMIN:
        return _unasked(evidence, (LIST_ADMIN_KEYS,))
    if first := _unasked(evidence, _first(evidence.case)):
        return first
    if not _goes_on(evidence):
        return ()
    return _unasked(evidence, _second(evidence)) or _unasked(evidence, _third(evidence))


def _unasked(evidence: Evidence, probes: tuple[Probe, ...]) -> tuple[Probe, ...]:
    return tuple(probe for probe in probes if probe.name not in evidence.replies)


def _first(case: Case) -> tuple[Probe, ...]:
    scoped = (LIST_MODELS_SCOPED,) if case.organization or case.project else ()
    name = _sendable_model(case)
    if name is None:
        return (LIST_MODELS, *scoped)
    path = f"/models/{quote(name, safe=':', errors='replace')}"
    named = Probe(name=MODEL, method="GET", path=path, scope="api.model.read")
    return (LIST_MODELS, *scoped, named)


def _sendable_model(case: Case) -> str | None:
    name = wanted_model(case)
    return name if name and len(name) <= LONGEST_NAME else None


def _goes_on(evidence: Evidence) -> bool:
    """Whether the key is known and let in, so that more questions make sense."""
    alive = False
    for name in LISTS:
        reply = evidence.replies.get(name)
        if reply is None or reply.status is None:
            continue
        found = meaning(reply)
        if found is None:
            alive = alive or shows_life(reply)
            continue
        refusal = found[1].refusal
        if refusal.gate <= Gate.ACCOUNT:
            return False
        mute = refusal.before_key or refusal.gate is Gate.SERVICE
        alive = alive or (tells_of_key(found[0], reply) and not mute)
    return alive


def _borrowed(evidence: Evidence, endpoint: str) -> str | None:
    """A model of this key that goes with the endpoint: small, and not about to end."""
    today = evidence.today.isoformat()

    def rank(model: Model) -> tuple[bool, bool, int, str]:
        ends = model.shutdown_date is not None
        return ends, not _SMALL.search(model.id), len(model.id), model.id

    fitting = [
        model
        for model in known_models(evidence)
        if endpoint in fits(model.id) and not (model.shutdown_date or "9999") < today
    ]
    return min(fitting, key=rank).id if fitting else None


def _is_refused(evidence: Evidence, name: str) -> bool:
    reply = evidence.replies.get(name)
    found = meaning(reply) if reply else None
    return found is not None and found[1].refusal.gate is Gate.MODEL


def _model_for(evidence: Evidence, endpoint: str) -> str | None:
    """The person's model if it goes with the endpoint, else one from the list."""
    name = _sendable_model(evidence.case)
    suits = name is not None and endpoint in (fits(name) or {endpoint})
    if suits and not _is_refused(evidence, MODEL):
        return name
    return _borrowed(evidence, endpoint)


def _second(evidence: Evidence) -> tuple[Probe, ...]:
    wanted = scope_probe(wanted_endpoint(evidence.case))
    extra = tuple(probe for probe in WHEN_WANTED if probe.name == wanted)
    return (*_quota(evidence), *SCOPES, *extra, *_endpoint(evidence))


def _chat(name: str, model: str, parameter: str) -> Probe:
    return Probe(
        name=name,
        method="POST",
        path=by_slug(DEFAULT).path,
        body={"model": model, "messages": _EMPTY, parameter: 0},
        allowed=_MAY_PASS,
    )


def _parameter(model: str) -> str:
    return _OLD if _TAKES_MAX_TOKENS.search(model) else _NEW


def _quota(evidence: Evidence) -> tuple[Probe, ...]:
    """A call that asks for nothing: OpenAI looks at the account before it looks at the values."""
    model = _model_for(evidence, DEFAULT)
    return () if model is None else (_chat(QUOTA, model, _parameter(model)),)


def _endpoint(evidence: Evidence) -> tuple[Probe, ...]:
    """The person's own endpoint and model, in so far as the quota check is not that already."""
    endpoint = by_slug(wanted_endpoint(evidence.case))
    named = _sendable_model(evidence.case)
    if endpoint.slug == DEFAULT:
        asked = named is None or named == _model_for(evidence, DEFAULT)
        return () if asked or named is None else (_chat(ENDPOINT, named, _parameter(named)),)
    model = named or _borrowed(evidence, endpoint.slug)
    if model is None or endpoint.trial is None:
        return ()
    return (
        Probe(
            name=ENDPOINT,
            method="POST",
            path=endpoint.path,
            body={"model": model, **endpoint.trial},
            allowed=_MAY_PASS,
        ),
    )


def _swapped(evidence: Evidence, model: str) -> str:
    """The other name of the parameter if the first one was refused."""
    first = _parameter(model)
    reply = evidence.replies.get(QUOTA)
    if reply is None or reply.code != "unsupported_parameter":
        return first
    return _NEW if first == _OLD else _OLD


def _third(evidence: Evidence) -> tuple[Probe, ...]:
    model = _model_for(evidence, DEFAULT)
    again: tuple[Probe, ...] = ()
    if model is not None and _swapped(evidence, model) != _parameter(model):
        again = (_chat(QUOTA_AGAIN, model, _swapped(evidence, model)),)
    return (*again, *(_paid(evidence) if evidence.case.paid else ()))


def _would_be_refused(evidence: Evidence) -> bool:
    """Whether a free answer has shown already that a real call would be turned away."""
    replies = [evidence.replies[name] for name in (MODEL, *CALLS) if name in evidence.replies]
    gates = [found[1].refusal.gate for found in map(meaning, replies) if found]
    return any(gate < Gate.PACE for gate in gates)


def _paid(evidence: Evidence) -> tuple[Probe, ...]:
    endpoint = by_slug(wanted_endpoint(evidence.case))
    model = _sendable_model(evidence.case) or _borrowed(evidence, endpoint.slug)
    if endpoint.paid is None or model is None or _would_be_refused(evidence):
        return ()
    body = {"model": model, **endpoint.paid}
    if endpoint.slug == DEFAULT:
        body[_swapped(evidence, model)] = body.pop(_NEW)
    return (
        Probe(
            name=PAID, method="POST", path=endpoint.path, body=body, billed=True, auth=Auth.SCOPED
        ),
    )
