"""Kinds of key, and what is known of one before anybody is asked."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.providers import PROVIDERS, provider_of
from bot.domain.secret import Secret

MINTED: Final = "T3BlbkFJ"  # base64 of "OpenAI": stands in the middle of the keys that it makes
_SHOWN: Final = 4
_LONG_ENOUGH: Final = 16  # of characters that stay hidden
_PLAIN: Final = re.compile(r"[\w-]{4}", re.ASCII)


class KeyKind(StrEnum):
    """What sort of key it is; the values are those of the JSON contract."""

    PROJECT = "project"
    USER = "user"
    SERVICE_ACCOUNT = "service_account"
    ADMIN = "admin"
    OTHER_PROVIDER = "other_provider"
    UNKNOWN = "unknown"


KINDS: Final = {
    "sk-proj-": KeyKind.PROJECT,
    "sk-svcacct-": KeyKind.SERVICE_ACCOUNT,
    "sk-service-": KeyKind.SERVICE_ACCOUNT,
    "sk-admin-": KeyKind.ADMIN,
}
_PREFIXES: Final = (*KINDS, *(row.prefix for row in PROVIDERS if row.prefix), "sk-", "sess-")


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


def mask(text: str) -> str:
    """A known prefix and, of a text long enough, the last four characters; never more."""
    prefix = next((known for known in _PREFIXES if text.startswith(known)), "")
    tail = text[-_SHOWN:]
    hidden = len(text) - len(prefix) - _SHOWN
    if not prefix or hidden < _LONG_ENOUGH or not _PLAIN.fullmatch(tail):
        tail = ""
    return f"{prefix}…{tail}"


def prefix_of(text: str) -> str:
    """The prefix by which OpenAI's kinds of key are told, or nothing."""
    return next((known for known in (*KINDS, "sk-") if text.startswith(known)), "")


def read_key(text: str, around: str = "") -> ApiKey | None:
    """The key that a clean text is, or None if it has the shape of none.

    All that OpenAI hands out begins with `sk-`, so a text that does not is not sent
    anywhere: it may be a password that was in the clipboard.
    """
    secret = Secret(text, masked=mask(text))
    if other := provider_of(text, around):
        return ApiKey(secret=secret, kind=KeyKind.OTHER_PROVIDER, provider=other.slug, minted=False)
    prefix = prefix_of(text)
    if not prefix or not text.isascii() or not text.isprintable() or " " in text:
        return None
    minted = MINTED in text
    kind = KINDS.get(prefix, KeyKind.USER if minted else KeyKind.UNKNOWN)
    return ApiKey(secret=secret, kind=kind, provider="openai", minted=minted)
