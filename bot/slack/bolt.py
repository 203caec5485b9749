"""The Bolt app: built once it is known who we are, so that no request has to ask.

Bolt's own check of signatures is off: it logs the whole body of a request that fails it.
`bot.http` checks them before Bolt sees anything. The app's own client has no token; what
the bot says to Slack goes through `bot.slack.web`.

Every request comes in here, over the socket or over HTTP, and gets its id here: whatever is
logged because of it, by work in the background too, bears that id.
"""

import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient
from structlog.contextvars import bound_contextvars

from bot.domain.metrics import ACKNOWLEDGED, COMMAND, EVENT, OTHER
from bot.ports import Clock, Meter
from bot.slack.guard import Guard
from bot.slack.web import Workspace


class Registers(Protocol):
    """Some listeners; of two that fit, the one that was registered first hears of it."""

    def register(self, app: AsyncApp) -> None:
        """Hang them into Bolt."""
        ...


QUIET: Final = "slack_bolt"
_KINDS: Final[Mapping[object, str]] = {
    "block_actions": "click",
    "block_suggestion": "options",
    "event_callback": EVENT,
    "message_action": "shortcut",
    "shortcut": "shortcut",
    "view_closed": "closed",
    "view_submission": "submission",
}
_log: Final = logging.getLogger(__name__)


class _App(AsyncApp):
    """Bolt's app, whose door is watched."""

    def __init__(self, meter: Meter, clock: Clock, **given: Any) -> None:  # noqa: ANN401  # Bolt's
        super().__init__(**given)
        self._meter = meter
        self._clock = clock

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Answer one request; Slack waits for that, and for nothing that goes on afterwards."""
        kind = COMMAND if "command" in req.body else _KINDS.get(req.body.get("type"), OTHER)
        started = self._clock.seconds()
        with bound_contextvars(request=secrets.token_hex(4)):
            response = await super().async_dispatch(req)
            seconds = self._clock.seconds() - started
            self._meter.observe(ACKNOWLEDGED, seconds, request=kind)
            # Events are every message of every channel that the bot is in.
            level = logging.DEBUG if kind == EVENT else logging.INFO
            _log.log(level, "answered a %s after %d ms", kind, seconds * 1000)
        return response


def quiet_logger() -> logging.Logger:
    """A logger whose level Bolt and the SDK copy: below WARNING they print what people type."""
    logger = logging.getLogger(QUIET)
    logger.setLevel(logging.WARNING)
    return logger


def bolt_app(
    *,
    workspace: Workspace,
    client: AsyncWebClient,
    guard: Guard,
    listeners: Sequence[Registers],
    meter: Meter,
    clock: Clock,
) -> AsyncApp:
    """Put it together."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=workspace.enterprise or None,
            team_id=workspace.team,
            bot_id=workspace.bot,
            bot_user_id=workspace.bot_user,
        )

    logger = quiet_logger()
    logger.setLevel(
        logging.ERROR
    )  # Bolt finds SLACK_BOT_TOKEN itself, and warns that it goes unused
    app = _App(
        meter,
        clock,
        name="openai-diagnose",
        logger=logger,
        client=client,  # without a token: with one, Bolt would warn that `authorize` wins
        authorize=authorize,
        signing_secret="",  # given, so that Bolt does not look into the environment for it
        request_verification_enabled=False,
    )
    quiet_logger()
    app.middleware(guard.check)
    for some in listeners:
        some.register(app)
    return app
