"""Kinds of key, and what is known of one before anybody is asked."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.secret import Secret


class KeyKind(StrEnum):
    """What sort of key it is; the values are those of the JSON contract."""

    PROJECT = "project"
    USER = "user"
    SERVICE_ACCOUNT = "service_account"
    ADMIN = "admin"
    OTHER_PROVIDER = "other_provider"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key as it would be sent, clean: printable ASCII, no blanks.

    `minted` is whether it carries the infix that OpenAI puts into its keys; OpenAI
    documents no format, so a shape that does not fit is a hint and never a verdict.
    """

    secret: Secret
    kind: KeyKind
    provider: str  # "openai", or whose key it is: "anthropic", "openrouter", …
    minted: bool

    @property
    def may_be_sent(self) -> bool:
        """Whether OpenAI may see it: another provider's key is none of its business."""
        return self.kind is not KeyKind.OTHER_PROVIDER
