"""The Slack side of App Home and of the keys that services use.

To construct it (see `bot.leading.at_home`): `Home` as its module says, and `Keys` and `Rotating` with
`RedisCounted`; `home.run()` belongs beside the bot's other endless tasks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.slack.effects import Desk, Effects
from bot.slack.home import Home
from bot.slack.keys import Keys
from bot.slack.rotating import Rotating


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHome:
    """All of it."""

    home: Home
    keys: Keys
    rotating: Rotating

    @property
    def desks(self) -> Mapping[str, Desk]:
        """Who answers, by subcommand."""
        return {"keys": self.keys.answer, "rotate": self.rotating.answer}

    def listening(self, effects: Effects) -> "Listening":
        """What hangs into Bolt, once it is known how to answer a click."""
        return Listening(self, effects)


@dataclass(frozen=True, slots=True)
class Listening:
    """The listeners."""

    at_home: AtHome
    effects: Effects

    def register(self, app: AsyncApp) -> None:
        """Hang them into Bolt."""
        for some in (self.at_home.home, self.at_home.rotating):
            some.register(app, self.effects)
