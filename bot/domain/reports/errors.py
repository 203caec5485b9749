"""What the values of `error.type` mean: whose fault it is, and which of the ten causes.

Five classes, after facts/alerting.md section 2.7. A 429 is no outage, and a refused request
says nothing of the provider: each class has an alert of its own, because each is mended
otherwise. What nobody knows counts as the provider's fault.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.domain.reports.report import OTHER


class ErrorClass(StrEnum):
    """Whose fault an error is."""

    FAULT = "fault"  # the provider's, or the way's: counts towards the error rate
    THROTTLED = "throttled"  # a pace limit: waiting helps
    EXHAUSTED = "exhausted"  # no money left: waiting does not help
    REFUSED = "refused"  # the key, or its rights
    OURS = "ours"  # the request itself


_CLASSES: Final[Mapping[str, ErrorClass]] = {
    **dict.fromkeys(
        (
            "timeout", "connection_error", "server_error", "overloaded", "slow_down",
            "service_unavailable", "internal_error", "engine_overloaded", "408", OTHER,
        ),
        ErrorClass.FAULT,
    ),
    **dict.fromkeys(
        ("rate_limit_exceeded", "requests", "tokens", "too_many_requests", "429"),
        ErrorClass.THROTTLED,
    ),
    **dict.fromkeys(
        (
            "insufficient_quota", "billing_hard_limit_reached", "billing_not_active",
            "project_spend_limit_exceeded", "organization_spend_limit_exceeded", "402",
        ),
        ErrorClass.EXHAUSTED,
    ),
    **dict.fromkeys(
        (
            "401", "403", "invalid_api_key", "account_deactivated", "permission_denied",
            "insufficient_permissions", "missing_scope", "invalid_organization",
            "mismatched_organization", "mismatched_project", "ip_not_authorized",
            "unsupported_country_region_territory", "organization_disabled", "project_archived",
        ),
        ErrorClass.REFUSED,
    ),
    **dict.fromkeys(
        (
            "400", "404", "405", "409", "413", "415", "422", "context_length_exceeded",
            "content_filter", "content_policy_violation", "invalid_request_error",
            "model_not_found", "unsupported_parameter", "unsupported_value", "invalid_value",
            "string_above_max_length", "model_not_available",
        ),
        ErrorClass.OURS,
    ),
}  # fmt: skip


def class_of(error_type: str) -> ErrorClass:
    """The class of one value of `error.type`."""
    known = _CLASSES.get(error_type)
    if known is not None:
        return known
    if error_type.endswith("_spend_limit_exceeded"):
        return ErrorClass.EXHAUSTED
    if error_type.isascii() and error_type.isdigit():  # an HTTP status
        return ErrorClass.OURS if error_type.startswith("4") else ErrorClass.FAULT
    return ErrorClass.FAULT


_CAUSES: Final[Mapping[str, str]] = {
    "timeout": "network",
    "connection_error": "network",
    "401": "invalid_key",
    "invalid_api_key": "invalid_key",
    "account_deactivated": "invalid_key",
    "403": "permissions",
    "404": "model_endpoint",
    "405": "model_endpoint",
    "model_not_found": "model_endpoint",
    "model_not_available": "model_endpoint",
}
_BY_CLASS: Final[Mapping[ErrorClass, str]] = {
    ErrorClass.FAULT: "service_status",
    ErrorClass.THROTTLED: "rate_limit",
    ErrorClass.EXHAUSTED: "billing",
    ErrorClass.REFUSED: "permissions",
    ErrorClass.OURS: "bad_request",
}


def cause_of(error_type: str) -> str:
    """Which of the ten causes an error speaks for, or `bad_request`."""
    return _CAUSES.get(error_type) or _BY_CLASS[class_of(error_type)]
