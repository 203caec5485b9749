"""How payloads reach the bot: what both doors, Socket Mode and HTTP, have in common."""

from dataclasses import dataclass
from typing import Protocol

from bot.sandbox.slack.wire import Fields

COMMANDS = "slash_commands"
INTERACTIVE = "interactive"
EVENTS = "events_api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """The bot's acknowledgement: its body, or why there is none.

    `error` is "timeout" (three seconds went by), "no_connection", "connection_lost" or
    "http_STATUS"; `may_retry` is False where the bot said so in `X-Slack-No-Retry`.
    """

    body: object = None
    error: str | None = None
    may_retry: bool = True
    seconds: float = 0.0

    @property
    def fields(self) -> Fields:
        """The body, if it is an object."""
        return self.body if isinstance(self.body, dict) else {}


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which delivery of an event this is, and why the one before did not count."""

    number: int = 0
    reason: str = ""


FIRST = Attempt()


class Door(Protocol):
    """One way to the bot."""

    async def carry(self, kind: str, payload: Fields, attempt: Attempt = FIRST) -> Ack:
        """Bring a payload to the bot and wait for its acknowledgement; never raises."""
        ...
