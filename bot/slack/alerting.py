"""The Slack side of alerts, rules and services: who answers which subcommand.

`bot.leading.asked` puts it together. The desks look things up, each click becomes an act or a form;
nothing here decides what becomes of an alert.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.slack.acting import Acting
from bot.slack.alerts import Alerts
from bot.slack.effects import Desk, Effects
from bot.slack.rules import RulesDesk
from bot.slack.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerting:
    """All that people can ask and do about alerts."""

    alerts: Alerts
    acting: Acting
    services: Services
    rules: RulesDesk

    @property
    def desks(self) -> Mapping[str, Desk]:
        """Who answers, by subcommand."""
        return {
            "alerts": self.alerts.list_all,
            "ack": self.acting.acknowledge,
            "silence": self.acting.silence,
            "services": self.services.list_all,
            "service": self.services.one,
            "report-check": self.services.check,
            "rules": self.rules.list_all,
        }

    def listening(self, effects: Effects) -> "Listening":
        """What hangs into Bolt, once it is known how to answer a click."""
        return Listening(self, effects)


@dataclass(frozen=True, slots=True)
class Listening:
    """The listeners."""

    alerting: Alerting
    effects: Effects

    def register(self, app: AsyncApp) -> None:
        """Hang them into Bolt."""
        for some in (self.alerting.alerts, self.alerting.acting, self.alerting.rules):
            some.register(app, self.effects)
