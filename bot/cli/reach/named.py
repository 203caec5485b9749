"""The people and channels that the settings name: does Slack know them, is the bot there?"""

import asyncio
from collections.abc import Sequence
from typing import Final

import httpx

from bot.cli.reach.seen import Seen, bad, fine
from bot.cli.reach.slack import call
from bot.settings import Settings

_NOT_THERE: Final = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
_NOBODY: Final = frozenset({"user_not_found", "user_not_visible"})


async def look(http: httpx.AsyncClient, settings: Settings) -> list[Seen]:
    """Ask for each; what Slack does not say for other reasons the tokens' own lines tell."""
    if not settings.slack_bot_token:
        return []
    told = await asyncio.gather(_channels(http, settings), _admins(http, settings))
    return [one for one in told if one is not None]


async def _channels(http: httpx.AsyncClient, settings: Settings) -> Seen | None:
    ids = tuple(dict.fromkeys((*settings.incident_channels, *settings.alert_channels)))
    asked = (_error(http, settings, "conversations.history", channel=one, limit="1") for one in ids)
    errors = await asyncio.gather(*asked)
    do = "invite the bot there (/invite @openai-diagnose), or correct the id"
    return _told("Slack: channels", ids, errors, _NOT_THERE, ("the bot is not in", do))


async def _admins(http: httpx.AsyncClient, settings: Settings) -> Seen | None:
    ids = settings.admin_users
    errors = await asyncio.gather(*(_error(http, settings, "users.info", user=one) for one in ids))
    do = "correct ADMIN_USERS: “Copy member ID” in the person's profile"
    return _told("Slack: admins", ids, errors, _NOBODY, ("Slack does not know", do))


def _told(
    about: str,
    ids: Sequence[str],
    errors: Sequence[str],
    missing: frozenset[str],
    words: tuple[str, str],
) -> Seen | None:
    says, do = words
    lacking = [one for one, error in zip(ids, errors, strict=True) if error in missing]
    if lacking:
        return bad(about, f"{says} {', '.join(lacking)}", do)
    if not ids or any(errors):
        return None
    return fine(about, f"all {len(ids)} are there")


async def _error(http: httpx.AsyncClient, settings: Settings, method: str, **said: str) -> str:
    """Slack's word for why not, "" if all is well."""
    try:
        answer, _ = await call(http, settings, method, settings.slack_bot_token, **said)
    except (httpx.HTTPError, ValueError):
        return "unreachable"
    return "" if answer.get("ok") else str(answer.get("error") or "unknown")
