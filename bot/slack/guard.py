"""Refuses whoever is not of our workspace, before any listener sees the request.

A Slack app may be reached from elsewhere: through channels shared with other companies, or
after it was installed in a second place by mistake; that shows in the request itself. Guests,
strangers and bots show in their account, which Slack is asked for. Where it does not say, for
want of the scope or because it is away, people pass: a member in trouble would be locked out
for Slack's fault, while a guest, whom the workspace invited, could check no key but their own.
A person whom Slack does not know at all does not pass. Every path ends in `next()` or in a
response; else Bolt would log the whole body.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt import BoltResponse

from bot.ports import Clock
from bot.slack.accounts import Accounts
from bot.slack.answers import Occasion
from bot.slack.effects import Effects
from bot.slack.haste import Haste
from bot.slack.tasks import Tasks
from bot.slack.web import Refused, Workspace
from bot.views.blocks import Message
from bot.views.notes import no_guests, not_here, note, too_fast

Next = Callable[[], Awaitable[BoltResponse | None]]
LOOK_UP_SECONDS: Final = 1.0  # of the three in which Slack wants its answer
_UNKNOWN: Final = frozenset({"user_not_found", "user_not_visible"})

_log: Final = logging.getLogger(__name__)


class Guard:
    """The global middleware."""

    def __init__(
        self,
        workspace: Workspace,
        effects: Effects,
        tasks: Tasks,
        *,
        accounts: Accounts,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._effects = effects
        self._tasks = tasks
        self._accounts = accounts
        self._haste = Haste(clock)

    async def check(self, body: dict[str, Any], next: Next) -> BoltResponse | None:  # noqa: A002
        """Let ours pass; the arguments have the names by which Bolt hands them over."""
        message = await self._refusal(body)
        if message is None:
            return await next()
        if body.get("type") == "view_submission":
            answer = {"response_action": "update", "view": note(message)}
            return BoltResponse(status=200, body=answer)
        if person := _opens_home(body):
            self._tasks.start(self._effects.turn_away(message, person))
        if body.get("response_url"):
            # Not by `tell`: that would fall back on a direct message into the other workspace.
            self._tasks.start(self._effects.respond(message, Occasion.of(body)))
        return BoltResponse(status=200, body="")

    async def _refusal(self, body: Mapping[str, Any]) -> Message | None:
        if is_foreign(body, self._workspace):
            return not_here()
        person = _asking(body)
        if not person:
            return None
        if not self._haste.allows(person):
            return too_fast()
        return await self._stranger(person)

    async def _stranger(self, person: str) -> Message | None:
        try:
            async with asyncio.timeout(LOOK_UP_SECONDS):
                account = await self._accounts.of(person)
        except TimeoutError:
            _log.info("slack does not say in time who somebody is")
            return None
        except Refused as refused:
            _log.info("slack does not say who somebody is: %s", refused.why)
            return no_guests() if refused.why in _UNKNOWN else None
        if not account.is_member:
            return no_guests()
        # In an organization of many workspaces people belong to another one of ours.
        elsewhere = account.team not in {"", self._workspace.team}
        return not_here() if elsewhere and not self._workspace.enterprise else None


def _asking(body: Mapping[str, Any]) -> str:
    """Who wants something; "" for what merely happens, such as a message in a channel."""
    if isinstance(body.get("event"), dict):
        return _opens_home(body)
    return Occasion.of(body).person


def _opens_home(body: Mapping[str, Any]) -> str:
    """Who opens App Home; "" for every other request."""
    event = body.get("event")
    opens = isinstance(event, dict) and event.get("type") == "app_home_opened"
    return str(event.get("user") or "") if opens and isinstance(event, dict) else ""


def is_foreign(body: Mapping[str, Any], ours: Workspace) -> bool:
    """Whether the workspace of the request or that of the person is another one."""
    team, user = body.get("team"), body.get("user")
    teams = {
        body.get("team_id"),
        team.get("id") if isinstance(team, dict) else None,
        user.get("team_id") if isinstance(user, dict) else None,
    } - {None, ""}
    if teams:
        return teams != {ours.team}
    # Installed for a whole organization, Slack names the enterprise alone.
    enterprise = body.get("enterprise_id") or (body.get("enterprise") or {}).get("id")
    return not ours.enterprise or enterprise != ours.enterprise
