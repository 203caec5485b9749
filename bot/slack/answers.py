"""What should happen in Slack, as values.

A handler returns one of these and calls nobody; `effects` makes it happen. So what the bot
answers is tested without a Slack, and the ways to fail stand in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from bot.views.blocks import Message, View


@dataclass(frozen=True, slots=True)
class OpenModal:
    """A modal of its own."""

    view: View


@dataclass(frozen=True, slots=True)
class PushModal:
    """A modal on top of the one that was clicked in."""

    view: View


@dataclass(frozen=True, slots=True)
class ReplaceModal:
    """Another view in place of the one that was clicked in."""

    view: View


@dataclass(frozen=True, slots=True)
class Whisper:
    """A message that the asking person alone sees."""

    message: Message


@dataclass(frozen=True, slots=True)
class Nothing:
    """It is done already: a link was followed."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Whoever sits at this desk answers: something has to be looked up first.

    `words` are what was typed after the subcommand; no desk gets a text that may hold a key.
    """

    desk: str
    words: tuple[str, ...] = ()


Answer = OpenModal | PushModal | ReplaceModal | Whisper | Nothing | HandOver


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Who asked, and the ways that Slack left open to answer. Holds no text in which a key may be."""

    person: str
    team: str
    trigger: str = ""
    response_url: str = ""
    view_id: str = ""
    channel: str = ""
    at_home: bool = False  # it was asked in App Home, where no message can be shown
    words: tuple[str, ...] = ()  # after a subcommand that wants some

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Read it from the payload of a command, a shortcut, a click or a submission."""
        user, team, view = body.get("user"), body.get("team"), body.get("view")
        channel = body.get("channel")
        at_home = isinstance(view, dict) and view.get("type") == "home"
        return cls(
            person=str(user["id"] if isinstance(user, dict) else body.get("user_id") or ""),
            team=str(team["id"] if isinstance(team, dict) else body.get("team_id") or ""),
            trigger=str(body.get("trigger_id") or ""),
            response_url=str(body.get("response_url") or ""),
            view_id=str(view["id"] if isinstance(view, dict) and not at_home else ""),
            channel=str(
                channel["id"] if isinstance(channel, dict) else body.get("channel_id") or ""
            ),
            at_home=at_home,
        )
