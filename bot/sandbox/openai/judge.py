"""The way of one request, stage by stage, until it is refused or served.

The order is OpenAI's own as far as it is known: the key before the account, the scope
before the body, the body before the model, money and pace before the values. A bot that
asks with a wrong body or with zero tokens relies on exactly this order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from bot.sandbox.openai import answers, refusals
from bot.sandbox.openai.accounts import Account, Stage
from bot.sandbox.openai.answers import Answer
from bot.sandbox.openai.catalogue import GONE, Kind, Model
from bot.sandbox.openai.endpoints import Endpoint, Form, endpoint_for

_WORKS_ON_CHAT: Final = "/v1/chat/completions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it came; header names are lower case, `body` is None if unreadable."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any] | None = field(default=None)
    key: str | None = None

    @property
    def model(self) -> str:
        """The model that the path or the body names, or ''."""
        if self.path.startswith("/v1/models/"):
            return self.path.removeprefix("/v1/models/")
        named = (self.body or {}).get("model", "")
        return named if isinstance(named, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request with all that is needed to judge it."""

    request: Request
    endpoint: Endpoint
    account: Account
    organizations: frozenset[str]
    today: date

    @property
    def model(self) -> Model | None:
        """The model asked for, if this account has it."""
        name = self.request.model or self._default_model()
        return self.account.models.get(name)

    def _default_model(self) -> str:
        # Images and moderations need not name a model.
        fitting = (m for m in self.account.models.values() if m.kind in self.endpoint.kinds)
        return next((m.id for m in fitting), "")


def bearer(authorization: str | None) -> str | None:
    """Read the key from the header; None unless it says Bearer."""
    scheme, _, key = (authorization or "").partition(" ")
    return key.strip() or None if scheme.lower() == "bearer" else None


def refused(case: Case) -> Answer | None:
    """Send a request through the stages; None if it passes them all."""
    for stage in filter(case.endpoint.is_judged_at, Stage):
        answer = case.account.refusal_at(stage, case.request.model or "the default model")
        if answer is None and stage in _OWN_CHECKS:
            answer = _OWN_CHECKS[stage](case)
        if answer is not None:
            return answer
    return None


def unrouted(request: Request) -> Answer | None:
    """Refuse a path that is no endpoint."""
    if endpoint_for(request.method, request.path):
        return None
    return refusals.invalid_url(request.method, request.path)


def _organization(case: Case) -> Answer | None:
    organization = case.request.headers.get("openai-organization")
    project = case.request.headers.get("openai-project")
    if organization and organization != case.account.organization:
        if organization in case.organizations:
            return answers.MISMATCHED_ORGANIZATION
        return refusals.no_such_organization(organization)
    if project and project != case.account.project:
        return answers.MISMATCHED_PROJECT
    return None


def _scope(case: Case) -> Answer | None:
    scope = case.endpoint.scope
    if scope in case.account.scopes:
        return None
    lists_models = case.endpoint.path.startswith("/v1/models")
    as_string = case.account.scope_as_string
    if as_string or (as_string is None and lists_models):
        return refusals.missing_scope_as_string(scope)
    status = 403 if scope.startswith(("api.management", "api.usage")) else 401
    return refusals.missing_scope(scope, status=status)


def _body(case: Case) -> Answer | None:
    request, endpoint = case.request, case.endpoint
    if endpoint.beta and "openai-beta" not in request.headers:
        return answers.NO_BETA
    if endpoint.form is Form.NONE:
        return None
    if endpoint.form is Form.MULTIPART and not _is_multipart(request):
        return answers.NOT_MULTIPART
    if request.body is None:
        return answers.NOT_JSON
    in_chat = endpoint.path == _WORKS_ON_CHAT
    unknown = [n for n in request.body if n not in endpoint.known and n not in endpoint.required]
    if unknown and endpoint.form is Form.JSON:
        return refusals.unknown_parameter(unknown[0], in_chat=in_chat)
    missing = [n for n in endpoint.required if n not in request.body]
    return refusals.missing_parameter(missing[0]) if missing else None


def _is_multipart(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("multipart/form-data")


def _model(case: Case) -> Answer | None:
    name = case.request.model
    if not name:
        return None
    if name in GONE:
        return refusals.model_deprecated(name)
    model = case.model
    if model is None:
        return refusals.model_not_found(name)
    if case.endpoint.kinds and model.kind not in case.endpoint.kinds:
        return _unfit(case, model)
    return None


def _unfit(case: Case, model: Model) -> Answer:
    if case.endpoint.path == "/v1/completions" and model.kind is Kind.CHAT:
        return refusals.NOT_A_COMPLETION_MODEL
    if case.endpoint.path == _WORKS_ON_CHAT:
        return refusals.NOT_A_CHAT_MODEL
    return refusals.model_not_found(model.id)


def _pace(case: Case) -> Answer | None:
    limits = case.account.limits
    if min(limits.remaining_requests, limits.remaining_tokens) > 0:
        return None
    on, limit = (
        ("requests", limits.requests)
        if limits.remaining_requests <= 0
        else ("tokens", limits.tokens)
    )
    name = case.request.model or "default"
    return refusals.rate_limited(
        model=name, organization=case.account.organization, on=on, limit=limit
    )


def _value(case: Case) -> Answer | None:
    body = case.request.body or {}
    if case.model is not None and case.model.reasons and "max_tokens" in body:
        return refusals.unsupported_parameter("max_tokens", "max_completion_tokens")
    for name, least in case.endpoint.minima.items():
        got = body.get(name)
        if isinstance(got, int) and got < least:
            return refusals.below_minimum(name, least, got)
    empty = next((n for n in case.endpoint.filled if not body.get(n)), None)
    return refusals.empty_array(empty) if empty else None


_OWN_CHECKS: Final[Mapping[Stage, Callable[[Case], Answer | None]]] = {
    Stage.ORGANIZATION: _organization,
    Stage.SCOPE: _scope,
    Stage.BODY: _body,
    Stage.MODEL: _model,
    Stage.PACE: _pace,
    Stage.VALUE: _value,
}
