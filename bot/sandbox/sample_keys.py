"""One key for each of the ten causes, and one that works.

Invented, and made to look it: the shape is OpenAI's, the letters say that they are not.
`paste` is what a person would put into the modal; a new sample is one entry, and its
account stands in `openai.samples`.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

_INFIX: Final = "T3BlbkFJ"
_HALF: Final = 74
NOWHERE: Final = "http://127.0.0.1:9/v1"  # port 9, "discard": nobody listens there


def invented_key(word: str, *, prefix: str = "sk-proj-", half: int = _HALF) -> str:
    """Make up a key of the real shape; the same word gives the same key."""
    head = f"Sandbox_only_{word}_" * 8
    tail = f"not_a_real_key_{word}_" * 8
    end = hashlib.sha256(word.encode()).hexdigest()[:4]
    return f"{prefix}{head[:half]}{_INFIX}{tail[: half - 4]}{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleKey:
    """A key, the trouble with it, and how a person would bring it along.

    `title` says what is the matter with it; `told` is the bot's own name for the cause, as a
    person reads it in the verdict.
    """

    cause: str
    title: str
    told: str
    key: str
    paste: str
    model: str | None = None
    endpoint: str | None = None
    organization: str | None = None
    project: str | None = None
    base_url: str | None = None
    sdk: str | None = None
    sdk_version: str | None = None


def _sample(
    cause: str,
    title: str,
    told: str,
    paste: str = "{key}",
    *,
    model: str | None = None,
    base_url: str | None = None,
    sdk: str | None = None,
    sdk_version: str | None = None,
) -> SampleKey:
    key = invented_key(cause)
    return SampleKey(
        cause=cause,
        title=title,
        told=told,
        key=key,
        paste=paste.format(key=key),
        model=model,
        base_url=base_url,
        sdk=sdk,
        sdk_version=sdk_version,
    )


SAMPLE_KEYS: Final = (
    _sample("invalid_key", "A key that was revoked", "The key is not valid"),
    _sample(
        "auth_header",
        "A header without the word Bearer",
        "The Authorization header is wrong",
        "Authorization: {key}",
    ),
    _sample("rate_limit", "A key at its requests per minute", "The rate limit is reached"),
    _sample("billing", "A key without credit", "The account cannot pay or is closed"),
    _sample("network", "A host that nobody answers at", "OpenAI is not reached", base_url=NOWHERE),
    _sample(
        "model_endpoint",
        "A model that was shut down",
        "The model or endpoint is wrong",
        model="text-davinci-003",
    ),
    _sample(
        "environment",
        "A variable whose name is nearly right",
        "The program does not see the key",
        'OPENAI_APIKEY="{key}"',
    ),
    _sample(
        "sdk",
        "A library from before 1.0",
        "The library does not fit",
        sdk="openai-python",
        sdk_version="0.28.1",
    ),
    _sample("permissions", "A restricted key that may not call models", "The key may not do this"),
    _sample("service_status", "A good key while OpenAI is overloaded", "OpenAI has trouble"),
)
WORKING_KEY: Final = _sample("works", "A key that works", "The key works")
ADMIN_KEY: Final = invented_key("admin", prefix="sk-admin-", half=58)
