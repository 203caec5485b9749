"""Slack: do the tokens work, and may the bot do what it needs to?"""

import asyncio
import re
from collections.abc import Mapping
from typing import Any, Final

import httpx

from bot.cli.reach.seen import CHECK_ADDRESS, Seen, bad, doubtful, fine, passed_over, trouble
from bot.domain.secret import Secret
from bot.settings import Settings

SCOPES: Final = frozenset(
    {
        "channels:history",
        "chat:write",
        "commands",
        "files:write",
        "groups:history",
        "users:read",
    }
)  # those of manifest.yml
_APP_PAGE: Final = "https://api.slack.com/apps"
_NEW_TOKEN: Final = f"copy the token again from “OAuth & Permissions” at {_APP_PAGE}"
_REFUSED: Final[Mapping[str, tuple[str, str]]] = {
    "invalid_auth": ("Slack does not know the token", _NEW_TOKEN),
    "not_authed": ("Slack does not know the token", _NEW_TOKEN),
    "token_revoked": ("the token was revoked", "install the app again and copy the new token"),
    "token_expired": (
        "the token has expired",
        "switch token rotation off, or install the app again",
    ),
    "account_inactive": (
        "the app was removed from the workspace",
        "install the app again and copy the new token",
    ),
    "not_allowed_token_type": ("it is the wrong kind of token", _NEW_TOKEN),
}
_SOCKET_MODE: Final = (
    "switch on “Socket Mode” on the app's page, and see that the app-level token has the scope "
    "connections:write"
)


async def look(http: httpx.AsyncClient, settings: Settings, *, app_token_given: bool) -> list[Seen]:
    """Ask Slack about both tokens; an app token may be given and be none."""
    bot, app = await asyncio.gather(_bot_token(http, settings), _app_token(http, settings))
    if app_token_given and settings.slack_app_token is None:
        app = [passed_over("Slack: Socket Mode", "set SLACK_APP_TOKEN right first")]
    return [*bot, *app, _signing_secret(settings, by_socket=app_token_given)]


async def _bot_token(http: httpx.AsyncClient, settings: Settings) -> list[Seen]:
    if not settings.slack_bot_token:
        return [passed_over("Slack: bot token", "set SLACK_BOT_TOKEN first")]
    try:
        answer, headers = await call(http, settings, "auth.test", settings.slack_bot_token)
    except (httpx.HTTPError, ValueError) as error:
        return [
            bad("Slack: bot token", f"{settings.slack_api_url} {trouble(error)}", CHECK_ADDRESS)
        ]
    if not answer.get("ok"):
        return [_refused("Slack: bot token", answer, _NEW_TOKEN)]
    who = f"{answer.get('user')} in {answer.get('team')} ({answer.get('team_id')})"
    return [fine("Slack: bot token", f"works: {who}"), _scopes(headers.get("x-oauth-scopes"))]


def _scopes(listed: str | None) -> Seen:
    if listed is None:
        return passed_over("Slack: scopes", "Slack did not tell which scopes the token has")
    missing = SCOPES - {scope.strip() for scope in listed.split(",")}
    if not missing:
        return fine("Slack: scopes", "all that the bot needs")
    names = ", ".join(sorted(missing))
    do = f"add under “OAuth & Permissions”: {names}; then install the app again"
    return bad("Slack: scopes", f"missing: {names}", do)


async def _app_token(http: httpx.AsyncClient, settings: Settings) -> list[Seen]:
    if settings.slack_app_token is None:
        return [
            passed_over("Slack: Socket Mode", "off: no SLACK_APP_TOKEN, so requests come by HTTP")
        ]
    try:
        answer, _ = await call(http, settings, "apps.connections.open", settings.slack_app_token)
    except (httpx.HTTPError, ValueError) as error:
        return [
            bad("Slack: Socket Mode", f"{settings.slack_api_url} {trouble(error)}", CHECK_ADDRESS)
        ]
    if not answer.get("ok"):
        return [_refused("Slack: Socket Mode", answer, _SOCKET_MODE)]
    return [fine("Slack: Socket Mode", "a connection can be opened")]


def _signing_secret(settings: Settings, *, by_socket: bool) -> Seen:
    about = "Slack: signing secret"
    if settings.slack_signing_secret is None:
        why = (
            ", and not needed with Socket Mode"
            if by_socket
            else "; without Socket Mode it has to be"
        )
        return passed_over(about, f"not set{why}")
    if not re.fullmatch("[0-9a-f]{32}", settings.slack_signing_secret.reveal()):
        do = "copy it again from “Basic Information”: 32 of 0-9 and a-f"
        return doubtful(about, "does not have the shape that Slack gives it", do)
    return fine(about, "has the right shape; whether it is the right one, the first request shows")


def _refused(about: str, answer: Mapping[str, Any], do: str) -> Seen:
    code = str(answer.get("error", "no reason given"))
    if about.endswith("Socket Mode"):
        return bad(about, f"Slack refuses to open a connection ({code})", do)
    says, todo = _REFUSED.get(code, (f"Slack refuses the token ({code})", do))
    return bad(about, says, todo)


async def call(
    http: httpx.AsyncClient, settings: Settings, method: str, token: Secret, **said: str
) -> tuple[Mapping[str, Any], httpx.Headers]:
    """Call a method of the Web API; raises httpx's errors, and `ValueError` for no answer of it."""
    response = await http.post(
        f"{settings.slack_api_url}{method}",
        headers={"Authorization": f"Bearer {token.reveal()}"},
        data=said,
    )
    answer = response.json()
    if not isinstance(answer, dict):
        raise ValueError  # noqa: TRY004  # the same as an answer that is no JSON at all
    return answer, response.headers
