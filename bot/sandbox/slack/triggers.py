"""Trigger ids: the right to open one modal, for three seconds.

And `response_url`s: the right to answer five times in half an hour.
"""

import secrets
from dataclasses import dataclass, field
from typing import Final

from bot.sandbox.slack.wire import Refused
from bot.sandbox.slack.workspace import Ephemeral, Workspace

_TRIGGER_S: Final = 3.0
_URL_S: Final = 30 * 60.0
_URL_USES: Final = 5


@dataclass(slots=True, kw_only=True)
class Trigger:
    """What somebody did that lets the bot open a modal for them."""

    id: str
    user: str
    expires_at: float
    channel: str | None = None  # where they were
    view: str | None = None  # the modal they did it in
    used: bool = False


class Triggers:
    """All triggers of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._clock = workspace.clock
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, *, channel: str | None = None, view: str | None = None) -> str:
        """Give the bot a trigger."""
        name = f"{secrets.randbelow(10**10)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._issued[name] = Trigger(
            id=name, user=user, expires_at=self._clock() + _TRIGGER_S, channel=channel, view=view
        )
        return name

    def valid(self, name: str) -> Trigger:
        """Look at a trigger, or refuse it as Slack does."""
        trigger = self._issued.get(name)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._clock() > trigger.expires_at:
            raise Refused("expired_trigger_id")
        return trigger


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """Where the bot may answer something. `source` is the message that it may replace."""

    token: str
    user: str
    channel: str
    expires_at: float
    source: Ephemeral | str | None = None  # an ephemeral message, or the timestamp of another
    uses: int = field(default=0)


class ResponseUrls:
    """All `response_url`s of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._clock = workspace.clock
        self._issued: dict[str, ResponseUrl] = {}
        self.origin = ""  # known once the server listens

    def issue(self, user: str, channel: str, source: Ephemeral | str | None = None) -> ResponseUrl:
        """Give the bot an address to answer at."""
        token = secrets.token_urlsafe(24)
        expires_at = self._clock() + _URL_S
        self._issued[token] = ResponseUrl(
            token=token, user=user, channel=channel, expires_at=expires_at, source=source
        )
        return self._issued[token]

    def address(self, url: ResponseUrl) -> str:
        """The URL itself."""
        return f"{self.origin}/response/{url.token}"

    def peek(self, token: str) -> ResponseUrl:
        """Look at one without using it: for what is said as the answer to the command itself."""
        return self._issued[token]

    def use(self, token: str) -> ResponseUrl:
        """Count one use, or refuse as Slack does."""
        url = self._issued.get(token)
        if url is None:
            raise Refused("invalid_url", status=404)
        if self._clock() > url.expires_at:
            raise Refused("expired_url", status=404)
        if url.uses >= _URL_USES:
            raise Refused("used_url", status=404)
        url.uses += 1
        return url
