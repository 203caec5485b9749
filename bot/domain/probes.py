"""What the bot asks OpenAI, and what came back.

A probe is a row of data; the adapter sends it, and a `Reply` is all of the answer that may
leave the adapter: no header that names a person, no body, nothing of the key. OpenAI's own
words are kept (masked) because the code alone does not always tell two causes apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final


class Auth(StrEnum):
    """What a probe carries to say who asks."""

    NONE = "none"  # no Authorization header: what the network itself answers
    KEY = "key"  # the key alone
    SCOPED = "scoped"  # the key with the organization and project that the person named


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One request that tells something about a key.

    `scope` is the permission that its answer shows. `allowed` holds the statuses that mean
    "authorised": a body that is wrong on purpose is refused with 400 only after the
    permission was granted (TruffleHog's trick, facts of its `scopes.go`).
    """

    name: str
    method: str
    path: str
    body: Mapping[str, Any] | None = None
    auth: Auth = Auth.SCOPED
    scope: str | None = None
    allowed: frozenset[int] = frozenset({200})
    billed: bool = False


class Body(StrEnum):
    """What kind of body an answer had; OpenAI's are JSON, a proxy's page is not."""

    JSON = "json"
    HTML = "html"
    TEXT = "text"
    EMPTY = "empty"


NOT_SENT: Final = "not_sent"  # the code of a reply to what no request can carry


class Failure(StrEnum):
    """Why no HTTP answer came."""

    DNS = "dns"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    PROXY = "proxy"  # the proxy itself refused (CONNECT answered 403, 407, 5xx)
    PROTOCOL = "protocol"  # something answered, not HTTP
    CUT = "cut"  # the run's ten seconds were over


@dataclass(frozen=True, slots=True)
class Model:
    """A model as `GET /v1/models` lists it; `shutdown_date` is YYYY-MM-DD or None."""

    id: str
    shutdown_date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to one probe; `status` is None when none came, and `failure` says why."""

    probe: str
    status: int | None = None
    code: str | None = None
    type: str | None = None
    message: str = ""  # OpenAI's words, keys and e-mail addresses masked, at most 500 characters
    param: str | None = None
    body: Body = Body.EMPTY
    headers: Mapping[str, str] = field(
        default_factory=dict
    )  # lower-case names, those of KEPT_HEADERS
    models: tuple[Model, ...] = ()
    failure: Failure | None = None
    seconds: float = 0.0


KEPT_HEADERS: Final = frozenset(
    {
        "cf-ray",
        "openai-organization",
        "openai-processing-ms",
        "openai-project",
        "openai-version",
        "proxy-authenticate",
        "retry-after",
        "retry-after-ms",
        "server",
        "via",
        "x-ratelimit-limit-requests",
        "x-ratelimit-limit-tokens",
        "x-ratelimit-remaining-requests",
        "x-ratelimit-remaining-tokens",
        "x-ratelimit-reset-requests",
        "x-ratelimit-reset-tokens",
        "x-request-id",
        "x-should-retry",
    },
)
