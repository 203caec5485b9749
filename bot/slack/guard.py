"""Refuses whoever is not of our workspace, before any listener sees the request.

A Slack app may be reached from elsewhere: through channels shared with other companies, or
after it was installed in a second place by mistake. Every path ends in `next()` or in a
response; else Bolt would log the whole body.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt import BoltResponse

from bot.slack.answers import Occasion
from bot.slack.effects import Effects
from bot.slack.tasks import Tasks
from bot.slack.web import Workspace
from bot.views.notes import not_here, note

Next = Callable[[], Awaitable[BoltResponse | None]]


class Guard:
    """The global middleware."""

    def __init__(self, workspace: Workspace, effects: Effects, tasks: Tasks) -> None:
        self._workspace = workspace
        self._effects = effects
        self._tasks = tasks

    async def check(self, body: dict[str, Any], next: Next) -> BoltResponse | None:  # noqa: A002
        """Let ours pass; the arguments have the names by which Bolt hands them over."""
        if not is_foreign(body, self._workspace):
            return await next()
        message = not_here()
        if body.get("type") == "view_submission":
            answer = {"response_action": "update", "view": note(message)}
            return BoltResponse(status=200, body=answer)
        if body.get("response_url"):
            # Not by `tell`: that would fall back on a direct message into the other workspace.
            self._tasks.start(self._effects.respond(message, Occasion.of(body)))
        return BoltResponse(status=200, body="")


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
