"""OpenAI's refusals that name what was sent: a key, a scope, a model, a limit."""

from types import MappingProxyType
from typing import Final

from bot.sandbox.openai.answers import INVALID_REQUEST, Answer, refusal

_DEPRECATIONS: Final = "https://platform.openai.com/docs/deprecations"
_HEAD: Final = 8
_TAIL: Final = 4


def masked(key: str) -> str:
    """Echo a key the way OpenAI does: its ends, with stars between."""
    if len(key) <= _HEAD + _TAIL:
        return f"{key[:_HEAD]}***"
    return f"{key[:_HEAD]}***{key[-_TAIL:]}"


def incorrect_key(key: str) -> Answer:
    """Say that nobody knows this key: never minted, revoked, expired, or another vendor's."""
    return refusal(
        401,
        f"Incorrect API key provided: {masked(key)}. You can find your API key at "
        "https://platform.openai.com/account/api-keys.",
        code="invalid_api_key",
    )


def _missing(scope: str) -> str:
    return (
        f"You have insufficient permissions for this operation. Missing scopes: {scope}. Check "
        "that you have the correct role in your organization (Reader, Writer, Owner) and project "
        "(Member, Owner), and if you're using a restricted API key, that it has the necessary "
        "scopes."
    )


def missing_scope(scope: str, *, status: int = 401) -> Answer:
    """Refuse for a scope, in an error object."""
    return refusal(status, _missing(scope), code="missing_scope")


def missing_scope_as_string(scope: str) -> Answer:
    """Refuse for a scope the way `GET /v1/models` was seen to: `error` is a string there."""
    return Answer(status=403, body={"error": _missing(scope)})


def no_such_organization(organization: str) -> Answer:
    """Refuse an organization that does not exist at all."""
    return refusal(401, f"No such organization: {organization}.", code="invalid_organization")


def model_not_found(model: str) -> Answer:
    """Refuse a model that does not exist, or not for this key."""
    return refusal(
        404,
        f"The model `{model}` does not exist or you do not have access to it.",
        code="model_not_found",
    )


def model_deprecated(model: str) -> Answer:
    """Refuse a model that was shut down."""
    return refusal(
        404,
        f"The model `{model}` has been deprecated, learn more here: {_DEPRECATIONS}",
        code="model_not_found",
    )


def project_without_model(project: str, model: str) -> Answer:
    """Refuse a model that the project's list does not allow."""
    return refusal(
        403,
        f"Project `{project}` does not have access to model `{model}`",
        code="model_not_found",
    )


def verify_organization(model: str) -> Answer:
    """Refuse a model that is kept for verified organizations."""
    return refusal(
        400,
        f"Your organization must be verified to use the model `{model}`. Please go to: "
        "https://platform.openai.com/settings/organization/general and click on Verify "
        "Organization. If you just verified, it can take up to 15 minutes for access to propagate.",
        code="unsupported_value",
        param="model",
    )


NOT_A_COMPLETION_MODEL: Final = refusal(
    404,
    "This is a chat model and not supported in the v1/completions endpoint. Did you mean to use "
    "v1/chat/completions?",
    param="model",
)
NOT_A_CHAT_MODEL: Final = refusal(
    404,
    "This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you "
    "mean to use v1/completions?",
    param="model",
)


def rate_limited(
    *, model: str, organization: str, on: str = "requests", limit: int = 3, wait: float = 20.0
) -> Answer:
    """Refuse for pace; `on` is "requests" (RPM) or "tokens" (TPM)."""
    short = {"requests": "RPM", "tokens": "TPM"}[on]
    return refusal(
        429,
        f"Rate limit reached for {model} in organization {organization} on {on} per min ({short}): "
        f"Limit {limit}, Used {limit}, Requested 1. Please try again in {wait:g}s. Visit "
        "https://platform.openai.com/account/rate-limits to learn more.",
        code="rate_limit_exceeded",
        kind=on,
        headers=MappingProxyType(
            {
                "retry-after": str(max(1, round(wait))),
                "retry-after-ms": str(round(wait * 1000)),
                f"x-ratelimit-limit-{on}": str(limit),
                f"x-ratelimit-remaining-{on}": "0",
                f"x-ratelimit-reset-{on}": f"{wait:g}s",
            }
        ),
    )


def too_large(*, model: str, organization: str, limit: int = 30_000, asked: int = 30_601) -> Answer:
    """Refuse one request that is larger than the limit of a whole minute."""
    return refusal(
        429,
        f"Request too large for {model} in organization {organization} on tokens per min (TPM): "
        f"Limit {limit}, Requested {asked}. The input or output tokens must be reduced in order to "
        "run successfully. Visit https://platform.openai.com/account/rate-limits to learn more.",
        code="rate_limit_exceeded",
        kind="tokens",
    )


def invalid_url(method: str, path: str) -> Answer:
    """Refuse a path that is no endpoint; without /v1 the words are different ones."""
    if path.startswith("/v1/"):
        return refusal(404, f"Invalid URL ({method} {path})")
    return refusal(
        404,
        f"Unknown request URL: {method} {path}. Please check the URL for typos, or see the docs at "
        "https://platform.openai.com/docs/api-reference/.",
        code="unknown_url",
    )


def missing_parameter(name: str) -> Answer:
    """Refuse a body that lacks a parameter."""
    return refusal(
        400,
        f"Missing required parameter: '{name}'.",
        code="missing_required_parameter",
        param=name,
    )


def unknown_parameter(name: str, *, in_chat: bool = False) -> Answer:
    """Refuse a parameter that does not exist; the older endpoints say it in older words."""
    if in_chat:
        return refusal(400, f"Unrecognized request argument supplied: {name}")
    return refusal(400, f"Unknown parameter: '{name}'.", code="unknown_parameter", param=name)


def unsupported_parameter(name: str, instead: str) -> Answer:
    """Refuse a parameter that this model does not take."""
    return refusal(
        400,
        f"Unsupported parameter: '{name}' is not supported with this model. Use '{instead}' "
        "instead.",
        code="unsupported_parameter",
        param=name,
        kind=INVALID_REQUEST,
    )


def below_minimum(name: str, least: int, got: object) -> Answer:
    """Refuse a number that is too small."""
    return refusal(
        400,
        f"Invalid '{name}': integer below minimum value. Expected a value >= {least}, but got "
        f"{got} instead.",
        code="integer_below_min_value",
        param=name,
    )


def empty_array(name: str) -> Answer:
    """Refuse a list or text with nothing in it."""
    return refusal(
        400,
        f"Invalid '{name}': empty array. Expected an array with minimum length 1, but got an empty "
        "array instead.",
        code="empty_array",
        param=name,
    )
