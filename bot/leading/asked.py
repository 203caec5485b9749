"""What people can ask of what the leader stored, and what they can choose."""

from bot.adapters.clock import SystemClock
from bot.adapters.redis.acts import RedisActs
from bot.adapters.redis.alerts import RedisKnownAlerts
from bot.adapters.redis.connection import Client
from bot.adapters.redis.reports.counted import RedisCounted
from bot.adapters.redis.reports.entries import RedisEntries
from bot.adapters.redis.rules import RedisRules
from bot.adapters.redis.state import RedisState
from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.adapters.rules_file import RulesFile
from bot.ports import Clock
from bot.settings import Settings
from bot.slack.acting import Acting
from bot.slack.admins import Admins
from bot.slack.alerting import Alerting
from bot.slack.alerts import Alerts
from bot.slack.incidents import Incidents
from bot.slack.rules import RulesDesk
from bot.slack.services import Services
from bot.slack.status import Status
from bot.slack.subscribing import Subscribing
from bot.slack.tasks import Tasks
from bot.slack.web import Slack
from bot.usecases.choose_rules import ChooseRules
from bot.usecases.known_status import KnownStatus, OpenNow
from bot.usecases.preview_rule import PreviewRule
from bot.usecases.service_health import ServiceHealth


def asked(settings: Settings, redis: Client, slack: Slack, tasks: Tasks, pace: float) -> Incidents:
    """About incidents; `pace` as for a modal's drawings."""
    clock, known = SystemClock(), KnownStatus(RedisState(redis))
    subscribing = Subscribing(
        slack=slack,
        admins=Admins(slack, settings.admin_users, clock),
        subscriptions=RedisSubscriptions(redis),
        known=known,
        tasks=tasks,
        incident_channels=settings.incident_channels,
        alert_channels=settings.alert_channels,
        pace=pace,
    )
    return Incidents(Status(slack, known, clock), subscribing)


def asked_of_alerts(
    settings: Settings,
    redis: Client,
    patient: Client,
    *,
    slack: Slack,
    tasks: Tasks,
    pace: float,
) -> Alerting:
    """About alerts, rules and services; `patient` bears answers that take their time."""
    clock, streams, file = SystemClock(), settings.report_streams, settings.rules_file
    alerts, admins = RedisKnownAlerts(RedisState(redis)), Admins(slack, settings.admin_users, clock)
    counted = RedisCounted(patient, streams, clock)
    health = ServiceHealth(counted, alerts, clock)
    rules = ChooseRules(RedisRules(redis), RulesFile(file, clock) if file else dict, clock)
    return Alerting(
        alerts=Alerts(alerts=alerts, services=health, clock=clock),
        acting=Acting(
            acts=RedisActs(redis, patient),
            alerts=alerts,
            services=health,
            admins=admins,
            clock=clock,
        ),
        services=Services(
            health=health, entries=RedisEntries(patient, streams), clock=clock, stream=streams[0]
        ),
        rules=RulesDesk(
            rules=rules,
            preview=PreviewRule(counted, clock),
            admins=admins,
            subscriptions=RedisSubscriptions(redis),
            slack=slack,
            tasks=tasks,
            incident_channels=settings.incident_channels,
            alert_channels=settings.alert_channels,
            pace=pace,
        ),
    )


def open_now(redis: Client, clock: Clock) -> OpenNow:
    """What a check may know of open incidents."""
    return OpenNow(KnownStatus(RedisState(redis)), clock)
