"""What a person saw happen after something they did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.sandbox.slack.door import Ack
from bot.sandbox.slack.workspace import Ephemeral

_SHOWN: Final[Mapping[str, str]] = {"timeout": "operation_timeout"}


def failure_of(ack: Ack) -> str | None:
    """The error that Slack shows to the person, if the bot did not acknowledge."""
    return None if ack.error is None else _SHOWN.get(ack.error, "dispatch_failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commanded:
    """A command was typed. `failed` is what Slack said if the bot did not answer in time."""

    ack: Ack
    seconds: float
    ephemeral: Ephemeral | None = None
    trigger_id: str = ""
    response_url: str = ""
    failed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A modal was submitted.

    `errors` maps block ids to what stands in red below them; `sent` is False if Slack's own
    client would not have let it go. `action` is the bot's `response_action`.
    """

    errors: dict[str, str] = field(default_factory=dict)
    sent: bool = True
    action: str | None = None
    failed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clicked:
    """A button, menu or shortcut was used."""

    ack: Ack
    trigger_id: str = ""
    response_url: str = ""
    failed: str | None = None
