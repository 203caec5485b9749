"""The leaked key guard: hears what is said where the bot is, if the operator lets it.

Slack sends these events only to an app that subscribes to them, which the manifest does not
do by itself; docs/guard.md names the lines that do. Nothing of a message is kept, and nothing is
ever said in public.
"""

from typing import Any, Final

from slack_bolt.async_app import AsyncApp

from bot.domain.leaks import leaked_in
from bot.slack.burnt import Burnt
from bot.slack.said import Said, read_message
from bot.slack.tasks import Tasks

_CHANGED: Final = "message_changed"
# Those in which somebody says something; all others tell of joins, topics and deletions.
_SAYING: Final = frozenset(
    {None, _CHANGED, "file_share", "thread_broadcast", "me_message", "bot_message"}
)


class Leaks:
    """The listener. Bolt drops what this bot says itself."""

    def __init__(self, burnt: Burnt, tasks: Tasks) -> None:
        self._burnt = burnt
        self._tasks = tasks

    def register(self, app: AsyncApp) -> None:
        """Hang it into Bolt, which acknowledges events by itself."""
        app.event("message")(self.on_message)

    async def on_message(self, event: dict[str, Any]) -> None:
        """Somebody said something, or changed what they said."""
        said = _said(event)
        if said is not None and (keys := leaked_in(said.text)):
            self._tasks.start(self._burnt.warn_all(keys, said))


def _said(event: dict[str, Any]) -> Said | None:
    subtype = event.get("subtype")
    message = event.get("message") if subtype == _CHANGED else event
    if subtype not in _SAYING or not isinstance(message, dict):
        return None
    return read_message(message, str(event.get("channel") or ""))
