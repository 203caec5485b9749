"""What people can ask of what the leader stored, and what they can choose."""

from bot.adapters.clock import SystemClock
from bot.adapters.redis.connection import Client
from bot.adapters.redis.state import RedisState
from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.ports import Clock
from bot.settings import Settings
from bot.slack.admins import Admins
from bot.slack.incidents import Incidents
from bot.slack.status import Status
from bot.slack.subscribing import Subscribing
from bot.slack.tasks import Tasks
from bot.slack.web import Slack
from bot.usecases.known_status import KnownStatus, OpenNow


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


def open_now(redis: Client, clock: Clock) -> OpenNow:
    """What a check may know of open incidents."""
    return OpenNow(KnownStatus(RedisState(redis)), clock)
