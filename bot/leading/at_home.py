"""App Home, put together: what people see of all that was stored and counted."""

from collections.abc import Awaitable, Callable

from bot.adapters.clock import SystemClock
from bot.adapters.redis.alerts import RedisKnownAlerts
from bot.adapters.redis.connection import Client
from bot.adapters.redis.past_checks import RedisPastChecks
from bot.adapters.redis.reports.counted import RedisCounted
from bot.adapters.redis.reports.entries import RedisEntries
from bot.adapters.redis.rules import RedisRules
from bot.adapters.redis.state import RedisState
from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.adapters.rules_file import RulesFile
from bot.domain.at_a_glance import Running
from bot.settings import Settings
from bot.slack.admins import Admins
from bot.slack.at_home import AtHome
from bot.slack.checks import Checks
from bot.slack.commands import HELP
from bot.slack.home import Home
from bot.slack.keys import Keys
from bot.slack.rotating import Rotating
from bot.usecases.choose_rules import ChooseRules
from bot.usecases.glance import Glances, OperatedBy
from bot.usecases.known_status import KnownStatus
from bot.usecases.service_health import ServiceHealth


def at_home(
    settings: Settings,
    redis: Client,
    patient: Client,
    *,
    checks: Checks,
    running: Callable[[], Awaitable[Running]],
) -> AtHome:
    """Put it together; `patient` bears answers that take their time, `running` says how the bot is."""
    clock, state, slack = SystemClock(), RedisState(redis), checks.slack
    alerts = RedisKnownAlerts(state)
    counted = RedisCounted(patient, settings.report_streams, clock)
    home = Home(
        slack=slack,
        glances=Glances(
            known=KnownStatus(state),
            alerts=alerts,
            counted=counted,
            past=RedisPastChecks(redis, clock),
            clock=clock,
            key_days=settings.key_max_age_days,
        ),
        operated=_operated(settings, redis, patient, running),
        admins=Admins(slack, settings.admin_users, clock),
        health=ServiceHealth(counted, alerts, clock),
        clock=clock,
        tasks=checks.tasks,
        lines=HELP,
    )
    return AtHome(
        home=home,
        keys=Keys(counted=counted, clock=clock, most_days=settings.key_max_age_days),
        rotating=Rotating(checks=checks, counted=counted, clock=clock),
    )


def _operated(
    settings: Settings, redis: Client, patient: Client, running: Callable[[], Awaitable[Running]]
) -> OperatedBy:
    clock, file = SystemClock(), settings.rules_file
    return OperatedBy(
        subscriptions=RedisSubscriptions(redis),
        rules=ChooseRules(RedisRules(redis), RulesFile(file, clock) if file else dict, clock),
        entries=RedisEntries(patient, settings.report_streams),
        running=running,
        incident_channels=settings.incident_channels,
        alert_channels=settings.alert_channels,
    )
