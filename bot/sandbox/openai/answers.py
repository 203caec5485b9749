"""What OpenAI answers, word for word.

Bots tell causes apart by these words, so they are not to be tidied. All were seen in public
but those of the codes that are new in 2026 and of `ip_not_authorized` and
`mismatched_project`: of those only the code is known, and the words are ours. A new answer
is one constant in this file, or a function in `refusals` if it names what was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
INVALID_REQUEST: Final = "invalid_request_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One HTTP answer. `headers` come on top of those that every answer of OpenAI's has.

    `from_openai` is False for what stands before OpenAI (Cloudflare, a gateway): such an
    answer has no `x-request-id`. `hangs`: nothing is ever sent.
    """

    status: int
    body: Mapping[str, Any] | str | bytes = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    from_openai: bool = True
    hangs: bool = False


def refusal(
    status: int,
    message: str,
    *,
    code: str | None = None,
    kind: str = INVALID_REQUEST,
    param: str | None = None,
    headers: Mapping[str, str] = NO_HEADERS,
) -> Answer:
    """Put OpenAI's error object together: `kind` is its `type`."""
    error = {"message": message, "type": kind, "param": param, "code": code}
    return Answer(status=status, body={"error": error}, headers=headers)


HANGS: Final = Answer(status=0, hangs=True)

NO_KEY: Final = refusal(
    401,
    "You didn't provide an API key. You need to provide your API key in an Authorization header "
    "using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with "
    "blank username) if you're accessing the API from your browser and are prompted for a "
    "username and password. You can obtain an API key from "
    "https://platform.openai.com/account/api-keys.",
)
MISSING_BEARER: Final = refusal(401, "Missing bearer or basic authentication in header")
ACCOUNT_DEACTIVATED: Final = refusal(
    401,
    "The OpenAI account associated with this API key has been deactivated. If you are the "
    "developer for this OpenAI app, please check your email for more information. If you are "
    "seeing this error while using another app or site, please reach out to them for more help.",
    code="account_deactivated",
)
ACCESS_TERMINATED: Final = refusal(
    429,
    "Your access was terminated due to violation of our policies, please check your email for "
    "more information. If you believe this is in error and would like to appeal, please contact "
    "us through our help center at help.openai.com.",
    kind="access_terminated",
)
IP_NOT_AUTHORIZED: Final = refusal(
    401,
    "Your request was made from an IP address that is not authorized for this project.",
    code="ip_not_authorized",
)
UNSUPPORTED_COUNTRY: Final = refusal(
    403,
    "Country, region, or territory not supported",
    code="unsupported_country_region_territory",
    kind="request_forbidden",
)
MISMATCHED_ORGANIZATION: Final = refusal(
    401,
    "OpenAI-Organization header should match organization for API key",
    code="mismatched_organization",
)
MISMATCHED_PROJECT: Final = refusal(
    401,
    "OpenAI-Project header should match project for API key",
    code="mismatched_project",
)
NO_ORGANIZATION: Final = refusal(
    401,
    "You must be a member of an organization to use the API. Please contact us through our help "
    "center at help.openai.com.",
    code="no_organization",
)

_QUOTA = "insufficient_quota"
INSUFFICIENT_QUOTA: Final = refusal(
    429,
    "You exceeded your current quota, please check your plan and billing details. For more "
    "information on this error, read the docs: "
    "https://platform.openai.com/docs/guides/error-codes/api-errors.",
    code=_QUOTA,
    kind=_QUOTA,
)
CREDIT_BALANCE_EXHAUSTED: Final = refusal(
    429,
    "Your credit balance is exhausted. Please add credits to continue using the API.",
    code="credit_balance_exhausted",
    kind=_QUOTA,
)
ORGANIZATION_SPEND_LIMIT_EXCEEDED: Final = refusal(
    429,
    "Your organization has reached its spend limit. An owner can raise it in the settings.",
    code="organization_spend_limit_exceeded",
    kind=_QUOTA,
)
PROJECT_SPEND_LIMIT_EXCEEDED: Final = refusal(
    429,
    "This project has reached its spend limit. An owner can raise it in the project's settings.",
    code="project_spend_limit_exceeded",
    kind=_QUOTA,
)
ORGANIZATION_USAGE_LIMIT_EXCEEDED: Final = refusal(
    429,
    "Your organization has reached its usage limit.",
    code="organization_usage_limit_exceeded",
    kind=_QUOTA,
)
BILLING_NOT_ACTIVE: Final = refusal(
    429,
    "Your account is not active, please check your billing details on our website.",
    code="billing_not_active",
    kind="billing_not_active",
)
BILLING_HARD_LIMIT_REACHED: Final = refusal(
    400,
    "Billing hard limit has been reached",
    code="billing_hard_limit_reached",
)

SLOW_DOWN: Final = refusal(
    429,
    "Slow down: your traffic has grown too fast. Please keep it steady for 15 minutes and then "
    "increase it gradually.",
    code="slow_down",
    kind="rate_limit_error",
)
OVERLOADED: Final = refusal(
    503,
    "That model is currently overloaded with other requests. You can retry your request, or "
    "contact us through our help center at help.openai.com if the error persists.",
    code="server_is_overloaded",
    kind="service_unavailable_error",
)
OVERLOADED_AS_429: Final = refusal(
    429,
    "The server is currently overloaded with other requests. Sorry about that! You can retry "
    "your request, or contact us through our help center at help.openai.com if the error persists.",
    kind="server_error",
)
SERVER_ERROR: Final = refusal(
    500,
    "The server had an error while processing your request. Sorry about that! You can retry your "
    "request, or contact us through our help center at help.openai.com if you keep seeing this "
    "error.",
    kind="server_error",
)
BAD_GATEWAY: Final = Answer(
    status=502,
    body="<!DOCTYPE html>\n<html><head><title>api.openai.com | 502: Bad gateway</title></head>\n"
    "<body><h1>Bad gateway <span>Error code 502</span></h1><p>cloudflare</p></body></html>\n",
    headers=MappingProxyType({"content-type": "text/html; charset=UTF-8"}),
    from_openai=False,
)
BLOCKED: Final = Answer(
    status=403,
    body="<!DOCTYPE html>\n<html><head><title>Attention Required! | Cloudflare</title></head>\n"
    "<body><h1>Sorry, you have been blocked</h1><h2>You are unable to access api.openai.com</h2>"
    "</body></html>\n",
    headers=MappingProxyType({"content-type": "text/html; charset=UTF-8"}),
    from_openai=False,
)
NOT_JSON: Final = refusal(
    400,
    "We could not parse the JSON body of your request. (HINT: This likely means you aren't using "
    "your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was "
    "not valid JSON. If you have trouble figuring out how to fix this, please contact us through "
    "our help center at help.openai.com.)",
)
NOT_MULTIPART: Final = refusal(
    415,
    "Invalid Content-Type header (application/json), expected multipart/form-data. (HINT: If "
    "you're using curl, you can pass -F instead of -d)",
)
NO_BETA: Final = refusal(
    400,
    "You must provide the 'OpenAI-Beta' header to access the Assistants API. Please try again by "
    "setting the header 'OpenAI-Beta: assistants=v2'.",
    code="invalid_beta",
)
