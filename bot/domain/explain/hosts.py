"""Which host a network failure is about.

A failed connection to a database reads like one to OpenAI. So the hosts that stand where
an error names its target are collected, and a failure counts only if OpenAI's is among
them or if the text says that OpenAI's library failed.
"""

import re
from typing import Final

from bot.domain.explain.reading import Reading

_TARGET: Final = re.compile(
    r"(?:https?://|host[=:'\" ]{1,4}|hostname[=:'\" ]{1,4}|enotfound |lookup |resolve host:? |resolve:? "
    r"|connect to |connecting to |econnrefused |etimedout |eai_again |post \"|get \"|dial tcp )"
    r"[\"']?((?:[a-z0-9_-]{1,63}\.){1,6}[a-z]{2,20}|localhost|(?:\d{1,3}\.){3}\d{1,3}"
    r"|(?<=//)[a-z0-9_-]{1,63}(?=:\d{2,5}\b))",
)
# The title of Cloudflare's page names the host that did not answer it.
_TITLE: Final = re.compile(r"((?:[a-z0-9_-]{1,63}\.){1,6}[a-z]{2,20}) \| 5\d\d: ")
# Named in advice and in tracebacks, never the target of the call that failed.
_NOT_TARGETS: Final = (
    "github.com",
    "readthedocs.io",
    "python.org",
    "mozilla.org",
    "stackoverflow.com",
    "nodejs.org",
    "curl.se",
    "pydantic.dev",
    "langchain.com",
    "w3.org",
    "cloudflare.com",
    "mdn.io",
    "docs.litellm.ai",
    "openssl.org",
)
_LIBRARY: Final = (
    "openai.apiconnectionerror",
    "openai.apitimeouterror",
    "openai.error",
    "communicating with openai",
    "openaiexception",
    "openai.apiconnectiontimeouterror",
    "site-packages/openai",
    "node_modules/openai",
    "site-packages\\openai",
    "node_modules\\openai",
    "@ai-sdk/openai",
    "go-openai",
    "theokanning.openai",
    "com.openai.",
    "openai/_base_client",
    "openai/core",
    "openai api",
    "openai error",
    "openai request",
    "openai call",
)


def hosts_in(reading: Reading) -> tuple[str, ...]:
    """The hosts that the text names as targets, each once."""
    patterns = (_TARGET, _TITLE) if "| 5" in reading.lower else (_TARGET,)
    named = (seen[1] for pattern in patterns for seen in pattern.finditer(reading.lower))
    return tuple(dict.fromkeys(host for host in named if not host.endswith(_NOT_TARGETS)))


def _is_openai(host: str) -> bool:
    return "openai" in host or host.endswith("chatgpt.com")


def is_answered_elsewhere(reading: Reading) -> bool:
    """Whether another host than OpenAI's gave the answer, whichever library was used."""
    named = hosts_in(reading)
    return bool(named) and not any(map(_is_openai, named))


def is_elsewhere(reading: Reading) -> bool:
    """Whether what failed was on the way to another host than OpenAI's."""
    named = hosts_in(reading)
    if not named or "openai.com" in reading.lower or any(map(_is_openai, named)):
        return False
    return not any(word in reading.lower for word in _LIBRARY)
