"""Who reports: the service, this process of it, and where its reports go.

Read from the environment under the names that OpenTelemetry gave them where it has any
(https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

STREAM: Final = "openai:reports"
_SERVICE: Final = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


def new_instance() -> str:
    """A name for a process, unlike that of any other."""
    return secrets.token_hex(6)


class NotSetUp(ValueError):
    """The environment does not say who reports where; the text says what to set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who reports what to where. `instance` is new in every process."""

    service: str
    redis_url: str = field(repr=False)  # there may be a password in it
    stream: str = STREAM
    environment: str = ""
    instance: str = field(default_factory=new_instance)

    def __post_init__(self) -> None:
        """Refuse a name that the bot would refuse."""
        if not _SERVICE.fullmatch(self.service):
            raise NotSetUp("a service's name is 1 to 64 of A-Z a-z 0-9 . _ -")

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Identity":
        """Read it from the environment; raises `NotSetUp`."""
        attributes = _attributes(environ.get("OTEL_RESOURCE_ATTRIBUTES", ""))
        service = environ.get("OTEL_SERVICE_NAME") or attributes.get("service.name")
        redis_url = environ.get("OPENAI_DIAGNOSE_REDIS_URL") or environ.get("REDIS_URL")
        if not service:
            raise NotSetUp("set OTEL_SERVICE_NAME to the name of this service")
        if not redis_url:
            raise NotSetUp("set OPENAI_DIAGNOSE_REDIS_URL (or REDIS_URL) to the bot's Redis")
        return cls(
            service=service,
            redis_url=redis_url,
            stream=environ.get("OPENAI_DIAGNOSE_STREAM") or STREAM,
            environment=attributes.get("deployment.environment.name", ""),
        )


def _attributes(text: str) -> Mapping[str, str]:
    pairs = (pair.partition("=") for pair in text.split(",") if "=" in pair)
    return {name.strip(): unquote(value.strip()) for name, _, value in pairs}
