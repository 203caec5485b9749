"""The Bolt app: built once it is known who we are, so that no request has to ask.

Bolt's own check of signatures is off: it logs the whole body of a request that fails it.
`bot.http` checks them before Bolt sees anything. The app's own client has no token; what
the bot says to Slack goes through `bot.slack.web`.
"""

import logging
from collections.abc import Sequence
from typing import Final, Protocol

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.guard import Guard
from bot.slack.web import Workspace


class Registers(Protocol):
    """Some listeners; of two that fit, the one that was registered first hears of it."""

    def register(self, app: AsyncApp) -> None:
        """Hang them into Bolt."""
        ...


QUIET: Final = "slack_bolt"


def quiet_logger() -> logging.Logger:
    """A logger whose level Bolt and the SDK copy: below WARNING they print what people type."""
    logger = logging.getLogger(QUIET)
    logger.setLevel(logging.WARNING)
    return logger


def bolt_app(
    *, workspace: Workspace, client: AsyncWebClient, guard: Guard, listeners: Sequence[Registers]
) -> AsyncApp:
    """Put it together."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=workspace.enterprise or None,
            team_id=workspace.team,
            bot_id=workspace.bot,
            bot_user_id=workspace.bot_user,
        )

    app = AsyncApp(
        name="openai-diagnose",
        logger=quiet_logger(),
        client=client,  # without a token: with one, Bolt would warn that `authorize` wins
        authorize=authorize,
        signing_secret="",  # given, so that Bolt does not look into the environment for it
        request_verification_enabled=False,
    )
    app.middleware(guard.check)
    for some in listeners:
        some.register(app)
    return app
