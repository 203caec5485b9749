"""The kinds of setting: how the text of a variable becomes a value.

Each kind says in its own words what is wrong and what is wanted, and never repeats what it
was given: that may be a secret in the wrong place.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import SplitResult, urlsplit

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.domain.secret import HIDDEN, Secret

_REDIS_SCHEMES: Final = {"redis", "rediss", "unix", "redis+cluster", "rediss+cluster"}


class LogLevel(StrEnum):
    """From which level on a line is written."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class LogFormat(StrEnum):
    """For machines or for people."""

    JSON = "json"
    CONSOLE = "console"


def _fault(text: str) -> PydanticCustomError:
    return PydanticCustomError("setting", "{text}", {"text": text})


def _secret(prefix: str, wanted: str) -> BeforeValidator:
    def read(value: object) -> Secret:
        if isinstance(value, Secret):
            return value
        text = str(value).strip()
        if not re.fullmatch(rf"{prefix}[!-~]+", text):
            raise _fault(wanted)
        return Secret(text)

    return BeforeValidator(read)


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port  # a port that is no number shows here
    except ValueError:
        raise _fault("is not an address: look for a slip in its host or port") from None
    return parts


def _web(value: object) -> str:
    text = str(value).strip()
    parts = _split(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", text):
        raise _fault("is not a web address: it has to begin with https:// and a host")
    if "@" in parts.netloc:
        raise _fault("holds a user name or a password: leave them out of the address")
    return text


def _base(value: object) -> str:
    text = _web(value)
    if "?" in text or "#" in text:
        raise _fault("is a base address: leave out what follows the ? or #")
    return text.rstrip("/")


def _redis(value: object) -> Secret:
    if isinstance(value, Secret):
        return value
    text = str(value).strip()
    parts = _split(text)
    if parts.scheme not in _REDIS_SCHEMES or not (parts.netloc or parts.path):
        raise _fault("is not a Redis address: it has to begin with redis://, rediss:// or unix://")
    masked = re.sub(r"://([^:/@]*):.*@", rf"://\1:{HIDDEN}@", text)
    return Secret(text, masked=re.sub(r"(password=)[^&]*", rf"\1{HIDDEN}", masked))


def _listed(read: Callable[[object], str]) -> BeforeValidator:
    """Read a comma list: each entry once, in the order given."""

    def read_all(value: object) -> tuple[str, ...]:
        entries = (entry.strip() for entry in str(value).split(","))
        return tuple(dict.fromkeys(read(entry) for entry in entries if entry))

    return BeforeValidator(read_all)


def _shaped(pattern: str, wanted: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not re.fullmatch(pattern, str(value)):
            raise _fault(wanted)
        return str(value)

    return read


def _whole(low: int, high: int) -> BeforeValidator:
    def read(value: object) -> int:
        if not re.fullmatch(r"\s*[0-9]{1,9}\s*", str(value)) or not low <= int(str(value)) <= high:
            raise _fault(f"has to be a whole number from {low} to {high}")
        return int(str(value))

    return BeforeValidator(read)


def _choice(kind: type[StrEnum], *, upper: bool) -> BeforeValidator:
    def read(value: object) -> StrEnum:
        text = str(value).strip()
        try:
            return kind(text.upper() if upper else text.lower())
        except ValueError:
            raise _fault(f"has to be one of {', '.join(kind)}") from None

    return BeforeValidator(read)


_CHANNEL = _shaped(
    "[CGD][A-Z0-9]+",
    "wants channel ids such as C0123ABCD: an id stands at the foot of the channel's details",
)
_USER = _shaped(
    "[UW][A-Z0-9]+",
    "wants user ids such as U0123ABCD: choose “Copy member ID” in the person's profile",
)
_STREAM = _shaped(r"[^\s{}]+", "wants names of streams: no blanks and no braces in them")

_HOST = _shaped(
    r"\*|[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+",
    "wants names of hosts, without https:// and without a port, or * for all",
)

BotToken = Annotated[
    Secret, _secret("xoxb-", "wants the bot token, xoxb-…: copy it from “OAuth & Permissions”")
]
AppToken = Annotated[
    Secret, _secret("xapp-", "wants an app-level token, xapp-…: make one in “Basic Information”")
]
SigningSecret = Annotated[
    Secret, _secret("", "holds blanks or odd characters: copy it from “Basic Information”")
]
RedisUrl = Annotated[Secret, BeforeValidator(_redis)]
WebUrl = Annotated[str, BeforeValidator(_web)]
WebUrlOrNone = Annotated[str, BeforeValidator(lambda text: text and _web(text))]
BaseUrl = Annotated[str, BeforeValidator(_base)]
SlackUrl = Annotated[str, BeforeValidator(lambda text: f"{_base(text)}/")]  # slack_sdk joins to it
BaseUrls = Annotated[tuple[str, ...], _listed(_base)]
Hosts = Annotated[tuple[str, ...], _listed(_HOST)]
Channels = Annotated[tuple[str, ...], _listed(_CHANNEL)]
People = Annotated[tuple[str, ...], _listed(_USER)]
Streams = Annotated[tuple[str, ...], _listed(_STREAM), Field(min_length=1)]
File = Annotated[Path, BeforeValidator(lambda text: Path(str(text).strip()).expanduser())]
Seconds = Annotated[int, _whole(1, 86_400)]
Count = Annotated[int, _whole(1, 100_000)]
Days = Annotated[int, _whole(0, 3650)]
Port = Annotated[int, _whole(0, 65_535)]
Level = Annotated[LogLevel, _choice(LogLevel, upper=True)]
Format = Annotated[LogFormat, _choice(LogFormat, upper=False)]
