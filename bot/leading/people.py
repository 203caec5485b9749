"""All that people can ask and do, put together: incidents, alerts, and what is theirs alone."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.adapters.redis.connection import Client
from bot.domain.at_a_glance import Running
from bot.leading.asked import asked, asked_of_alerts
from bot.leading.at_home import at_home
from bot.settings import Settings
from bot.slack.alerting import Alerting
from bot.slack.at_home import AtHome
from bot.slack.bolt import Registers
from bot.slack.checks import Checks
from bot.slack.effects import Desk, Effects
from bot.slack.incidents import Incidents


@dataclass(frozen=True, slots=True)
class People:
    """Whoever sits at a desk, and the listeners behind."""

    incidents: Incidents
    alerting: Alerting
    home: AtHome

    @property
    def desks(self) -> Mapping[str, Desk]:
        """Who answers, by subcommand."""
        return {**self.incidents.desks, **self.alerting.desks, **self.home.desks}

    def listening(self, effects: Effects) -> tuple[Registers, ...]:
        """What hangs into Bolt, once it is known how to answer a click."""
        return (
            self.incidents,
            self.alerting.listening(effects),
            self.home.listening(effects),
        )


def people(
    settings: Settings,
    redis: Client,
    patient: Client,
    *,
    checks: Checks,
    running: Callable[[], Awaitable[Running]],
) -> People:
    """Put it together; `patient` bears answers that take their time, `running` says how the bot is."""
    slack, tasks, pace = checks.slack, checks.tasks, checks.pace
    return People(
        asked(settings, redis, slack, tasks, pace),
        asked_of_alerts(settings, redis, patient, slack=slack, tasks=tasks, pace=pace),
        at_home(settings, redis, patient, checks=checks, running=running),
    )
