"""Cause 9: OpenAI knows the key, but it may not do this, from here, or for this account."""

from dataclasses import replace
from typing import Final

from bot.domain.admission import REFUSALS as ADMISSION
from bot.domain.case import Outcome
from bot.domain.checks import earliest, is_alive, refused, shows_life, silence
from bot.domain.diagnosis import Cause, Check, Refused, Seen
from bot.domain.endpoints import DEFAULT, by_slug, wanted_endpoint
from bot.domain.gates import Gate
from bot.domain.keys import KeyKind
from bot.domain.questions import ENDPOINT, MODEL, MODELS, PAID, QUOTA, QUOTA_AGAIN, scope_probe
from bot.domain.refusals import Refusal, says
from bot.domain.scopes import missing_in, rights

_KEY_PAGE: Final = "https://platform.openai.com/api-keys"
_PROPAGATES: Final = "Changes of permissions take up to 15 minutes: check again after that."

_REFUSALS: Final = (
    *ADMISSION,
    Refusal(
        name="missing_scope",
        gate=Gate.SCOPE,
        says="The key is restricted and may not do this.",
        steps=(
            f"Edit the key at {_KEY_PAGE}: set it to All, or add the missing permission.",
            "For model calls set Model capabilities to Request first, then take away what is not needed.",
            "Check your own role in the organization and project: a key may never do more than its owner.",
            _PROPAGATES,
        ),
        codes=frozenset({"missing_scope", "insufficient_permissions"}),
        wording=says(
            r"insufficient permissions for this operation",
            r"missing scopes?:",
            r"does not have the required (?:scope|permission)",
        ),
        statuses=frozenset({401, 403}),
    ),
    Refusal(
        name="model_not_found",
        gate=Gate.MODEL,
        says="The key's project may not use this model.",
        steps=(
            "An owner allows the model under the project's settings, Limits, Model usage.",
            "Or use a model that the project allows: `GET /v1/models` lists them.",
            "Check that the key belongs to the project that you mean.",
            _PROPAGATES,
        ),
        codes=frozenset({"model_not_found"}),
        wording=says(r"does not have access to"),
        requires=says(
            r"project\W+\S{0,80}\W+does not have access to",
            r"your project does not have access",
        ),
        statuses=frozenset({401, 403, 404}),
    ),
    Refusal(
        name="organization_not_verified",
        gate=Gate.MODEL,
        says="The organization has to be verified before it may use this model or feature.",
        steps=(
            "An owner verifies it at https://platform.openai.com/settings/organization/general.",
            "Just verified? It takes up to 15 minutes; then create a new key if it still fails.",
            "Meanwhile use another model, or the same one without streaming.",
        ),
        codes=frozenset({"unsupported_value", "model_not_found", "organization_not_verified"}),
        wording=says(r"must be verified"),
        requires=says(r"organi[sz]ation must be verified", r"verify your organi[sz]ation"),
        statuses=frozenset({400, 401, 403, 404}),
    ),
    Refusal(
        name="forbidden",
        gate=Gate.SCOPE,
        says="OpenAI knows the key but does not allow this call, and gives no reason that we know.",
        steps=(
            f"Look at the key's permissions at {_KEY_PAGE}, and at your role in the project.",
            "Ask an owner whether an IP allowlist or a model list is set.",
            _PROPAGATES,
        ),
        types=frozenset({"request_forbidden", "permission_error", "insufficient_permissions"}),
        statuses=frozenset({403}),
    ),
    Refusal(
        name="forbidden",
        gate=Gate.SCOPE,
        says="OpenAI does not allow this call, and gives no reason that we know.",
        steps=(
            f"Look at the key's permissions at {_KEY_PAGE}, and at your role in the project.",
            "Ask an owner whether an IP allowlist or a model list is set.",
            _PROPAGATES,
        ),
        statuses=frozenset({403}),
    ),
)
_ADMIN_STEPS: Final = (
    f"Create a project key at {_KEY_PAGE} and use that one for model calls.",
    "Keep the admin key for the administration API alone (OPENAI_ADMIN_KEY).",
)


def _admin() -> Check:
    return Check(
        outcome=Outcome.FAIL,
        summary="This is an admin key: it manages the organization and cannot call models.",
        evidence={"kind": KeyKind.ADMIN.value, "accepted": True},
        gate=Gate.SCOPE,
        code="admin_key_cannot_call_models",
        next_steps=_ADMIN_STEPS,
    )


def _denied(seen: Seen, scopes: dict[str, str]) -> Check | None:
    """The wanted endpoint is closed to the key: a failure. Others may be closed on purpose."""
    endpoint = wanted_endpoint(seen.evidence.case)
    reply = seen.evidence.replies.get(scope_probe(endpoint))
    if reply is None or scopes.get(endpoint) != "denied":
        return None
    title = by_slug(endpoint).title
    turned_away = earliest(seen.mine, [reply.probe])
    missing = missing_in(reply.message)
    lacks = f" (missing: {', '.join(missing)})" if missing else f" (it answers {reply.status})"
    allowed = [by_slug(slug).title for slug, right in scopes.items() if right == "allowed"]
    tail = f"; it may use: {', '.join(allowed)}" if allowed else ""
    steps = turned_away.refusal.steps if turned_away else _REFUSALS[-1].steps
    return Check(
        outcome=Outcome.FAIL,
        summary=f"The key is restricted and may not call {title}{lacks}{tail}.",
        evidence={
            "scopes": scopes,
            "missing": missing,
            "message": reply.message,
            "status": reply.status,
        },
        gate=Gate.SCOPE,
        code=turned_away.refusal.name if turned_away else "forbidden",
        next_steps=steps,
        seconds=reply.seconds,
    )


def _turned_away(seen: Seen) -> Refused | None:
    """The refusal that counts. That one scope is closed is no failure if nobody wants it."""
    admitted = [one for one in seen.mine if one.refusal.gate <= Gate.ADMISSION]
    wanted = wanted_endpoint(seen.evidence.case)
    own = (PAID, ENDPOINT, *((QUOTA, QUOTA_AGAIN) if wanted == DEFAULT else ()))
    named = [
        one for one in seen.mine if one.reply.probe == MODEL and one.refusal.gate is Gate.MODEL
    ]
    return earliest(admitted) or earliest(seen.mine, own) or earliest(named)


def _not_let_in(seen: Seen, turned_away: Refused, scopes: dict[str, str]) -> Check:
    check = refused(turned_away, {"scopes": scopes})
    alone = seen.evidence.replies.get(MODELS)
    if turned_away.refusal.gate is not Gate.ADMISSION or alone is None or not shows_life(alone):
        return check
    summary = f"{check.summary.removesuffix('.')}; the key alone, without any, is let in."
    return replace(check, summary=summary)


def _open(scopes: dict[str, str]) -> Check:
    closed = [by_slug(slug).title for slug, right in scopes.items() if right == "denied"]
    tail = f"; closed to it: {', '.join(closed)}" if closed else ""
    return Check(
        outcome=Outcome.PASS,
        summary=f"The key may do what is asked of it{tail}.",
        evidence={"scopes": scopes},
    )


def _judge(seen: Seen) -> Check:
    key, scopes = seen.evidence.key, rights(seen)
    turned_away = _turned_away(seen)
    if turned_away is not None and turned_away.refusal.gate is not Gate.SCOPE:
        return _not_let_in(seen, turned_away, scopes)
    if key is not None and key.kind is KeyKind.ADMIN and is_alive(seen):
        return _admin()
    if denied := _denied(seen, scopes):
        return denied
    if turned_away is not None:
        missing = missing_in(turned_away.reply.message)
        return refused(turned_away, {"scopes": scopes, "missing": missing})
    asked = scopes.get(wanted_endpoint(seen.evidence.case))
    if asked == "allowed" or (asked is None and is_alive(seen) and seen.evidence.finished):
        return _open(scopes)
    return silence(seen, seen.evidence.replies.values())


CAUSE: Final = Cause(
    slug="permissions",
    place=9,
    title="The key may not do this",
    topic="Permissions",
    docs="https://developers.openai.com/api/docs/guides/rbac",
    judge=_judge,
    refusals=_REFUSALS,
)
