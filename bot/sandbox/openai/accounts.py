"""Keys and what they may do.

An account is a value: what it refuses, it refuses at one stage of the way that every
request goes, so that two troubles at once show the one that OpenAI would name first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from bot.sandbox.openai.answers import Answer
from bot.sandbox.openai.catalogue import MODELS, Model


class Stage(IntEnum):
    """Where a request can be turned away, in OpenAI's order of judgement."""

    EDGE = 1  # before anybody looks at the key
    ACCOUNT = 2  # deactivated, terminated
    PLACE = 3  # country, IP allowlist
    ORGANIZATION = 4  # the OpenAI-Organization and OpenAI-Project headers
    SCOPE = 5
    BODY = 6  # the schema of the request
    MODEL = 7
    QUOTA = 8  # money
    PACE = 9  # rate limits
    VALUE = 10  # numbers out of range
    SERVICE = 11  # the model itself


MODEL_SCOPES: Final = frozenset(
    {
        "api.model.read",
        "model.request",
        "api.responses.read",
        "api.responses.write",
        "api.files.read",
        "api.files.write",
        "api.fine_tuning.jobs.read",
        "api.fine_tuning.jobs.write",
        "api.assistants.read",
        "api.assistants.write",
        "api.batch.read",
        "api.batch.write",
    }
)
ADMIN_SCOPES: Final = frozenset({"api.management.read", "api.usage.read"})

Refuses = Answer | Callable[[str, "Account"], Answer]  # the model's name, the account


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The rate limits that the `x-ratelimit-*` headers tell."""

    requests: int = 500
    remaining_requests: int = 499
    reset_requests: str = "120ms"
    tokens: int = 200_000
    remaining_tokens: int = 199_984
    reset_tokens: str = "4ms"

    def headers(self) -> dict[str, str]:
        """The six headers."""
        return {
            "x-ratelimit-limit-requests": str(self.requests),
            "x-ratelimit-remaining-requests": str(self.remaining_requests),
            "x-ratelimit-reset-requests": self.reset_requests,
            "x-ratelimit-limit-tokens": str(self.tokens),
            "x-ratelimit-remaining-tokens": str(self.remaining_tokens),
            "x-ratelimit-reset-tokens": self.reset_tokens,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What stands behind one key.

    `refuses` names the answer at a stage; `Account()` is alive and may do all that a
    project key may.
    """

    organization: str = "org-sandbox"
    project: str = "proj_sandbox"
    scopes: frozenset[str] = MODEL_SCOPES
    models: Mapping[str, Model] = field(default_factory=lambda: MODELS)
    limits: Limits = Limits()
    refuses: dict[Stage, Refuses] = field(default_factory=dict)
    scope_as_string: bool | None = None  # None: a string for GET /v1/models, else an object

    def refusal_at(self, stage: Stage, model: str = "") -> Answer | None:
        """The answer that this account gets at a stage, if it does not pass."""
        found = self.refuses.get(stage)
        if found is None or isinstance(found, Answer):
            return found
        return found(model, self)


def refuses(stage: Stage, answer: Refuses) -> Account:
    """Make an account that passes every stage but one."""
    return Account(refuses={stage: answer})


def restricted(*missing: str) -> Account:
    """Make an account whose key lacks some scopes."""
    return Account(scopes=MODEL_SCOPES - set(missing))


def admin() -> Account:
    """Make an account behind an admin key: it may look after the organization, and only that."""
    return Account(scopes=ADMIN_SCOPES)
