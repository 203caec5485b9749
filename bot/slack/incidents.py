"""The Slack side of incidents: who answers which subcommand, and the listeners behind them."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.slack.effects import Desk
from bot.slack.status import Status
from bot.slack.subscribing import Subscribing


@dataclass(frozen=True, slots=True)
class Incidents:
    """All that people can ask and choose about incidents."""

    status: Status
    subscribing: Subscribing

    @property
    def desks(self) -> Mapping[str, Desk]:
        """Who answers, by subcommand."""
        return {
            "status": self.status.answer,
            "subscribe": self.subscribing.subscribe,
            "unsubscribe": self.subscribing.unsubscribe,
            "subscriptions": self.subscribing.list_all,
        }

    def register(self, app: AsyncApp) -> None:
        """Hang the listeners into Bolt."""
        self.status.register(app)
        self.subscribing.register(app)
