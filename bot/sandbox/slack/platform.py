"""All the state of the Slack side in one hand, and what a Web API method is."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.slack.args import Args
from bot.sandbox.slack.files import Files
from bot.sandbox.slack.pace import Paces
from bot.sandbox.slack.triggers import ResponseUrls, Triggers
from bot.sandbox.slack.views import Views
from bot.sandbox.slack.wire import Fields
from bot.sandbox.slack.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """The workspace and the rights that Slack gave out in it.

    `scopes` is a list that tests may change while the bot runs; `socket_url` gives an address
    for Socket Mode.
    """

    workspace: Workspace
    views: Views
    triggers: Triggers
    response_urls: ResponseUrls
    paces: Paces
    files: Files
    scopes: list[str]
    socket_url: Callable[[], str]


Handler = Callable[[Platform, Args], Fields]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method of the Web API: its name, the scopes of which it wants one, what it does."""

    name: str
    handle: Handler
    scopes: tuple[str, ...] = ()
    app_token: bool = False
