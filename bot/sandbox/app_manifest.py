"""What the app's manifest declares, since that is all that Slack itself knows of an app.

The composer's hint, the shortcuts, the tabs of the app, the scopes of its token and the
events that it hears of all come from here.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import yaml

_INSTALLED: Final = Path(__file__).parent / "manifest.yml"
_IN_THE_TREE: Final = Path(__file__).parents[2] / "manifest.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppManifest:
    """The parts of a manifest that people see, or that bind the bot."""

    name: str
    commands: tuple[dict[str, Any], ...] = ()
    shortcuts: tuple[dict[str, Any], ...] = ()
    home: bool = False
    read_only: bool = False  # nobody can write to the app
    scopes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the YAML that one pastes into Slack."""
        whole: dict[str, Any] = yaml.safe_load(text)
        features = whole.get("features", {})
        app_home = features.get("app_home", {})
        subscriptions = whole.get("settings", {}).get("event_subscriptions", {})
        return cls(
            name=whole["display_information"]["name"],
            commands=tuple(features.get("slash_commands", ())),
            shortcuts=tuple(features.get("shortcuts", ())),
            home=app_home.get("home_tab_enabled", False),
            read_only=app_home.get("messages_tab_read_only_enabled", False),
            scopes=tuple(whole.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
            events=tuple(subscriptions.get("bot_events", ())),
        )

    @classmethod
    def ours(cls) -> Self:
        """The one that comes with the bot."""
        path = _INSTALLED if _INSTALLED.exists() else _IN_THE_TREE
        return cls.read(path.read_text(encoding="utf-8"))

    @property
    def words(self) -> tuple[str, ...]:
        """The subcommands that the commands' hints offer: `check | help`."""
        hints = [command.get("usage_hint", "") for command in self.commands]
        choices = (choice.split() for hint in hints for choice in hint.split("|"))
        return tuple(choice[0] for choice in choices if choice)

    @property
    def parts(self) -> frozenset[str]:
        """What the bot can do by now: its subcommands, and "home" if it has one."""
        return frozenset({*self.words, *(["home"] if self.home else [])})
