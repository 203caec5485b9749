"""The incidents' side, put together: what the leader does, and what people ask of it.

Every replica runs this beside the Slack side, and whoever holds the lease does the work. The
two never wait for each other: a person is answered while Redis is away and nobody leads, and
an incident is told while Slack sends us no requests.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Final

import aiohttp

from bot.adapters.clock import SystemClock
from bot.adapters.redis.connection import Client
from bot.adapters.redis.lease import RedisLease
from bot.adapters.redis.state import RedisState
from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.adapters.redis.unsettled import RedisUnsettled
from bot.adapters.slack_messages import SlackMessages, one_try_client
from bot.adapters.slack_operators import SlackOperators
from bot.adapters.status.status_feed import HttpStatusFeed
from bot.ports import Clock
from bot.settings import Settings
from bot.slack.admins import Admins
from bot.slack.bolt import quiet_logger
from bot.slack.incidents import Incidents
from bot.slack.status import Status
from bot.slack.subscribing import Subscribing
from bot.slack.tasks import Tasks
from bot.slack.web import Slack
from bot.usecases.known_status import KnownStatus, OpenNow
from bot.usecases.lead import Lead
from bot.usecases.tell import Tell
from bot.usecases.tell_incidents import TellIncidents
from bot.usecases.watch_status import WatchStatus
from bot.views.incident import render

PAUSE_SECONDS: Final = 10.0

_log: Final = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def leading(
    settings: Settings, session: aiohttp.ClientSession, redis: Client, clock: Clock
) -> AsyncIterator[Lead]:
    """Lead, or stand ready to, for as long as the context lasts; then let another one lead."""
    feed = HttpStatusFeed(
        clock,
        feed_url=settings.status_feed_url,
        summary_url=settings.status_summary_url,
        private=settings.allow_private_addresses,
    )
    lead = Lead(RedisLease(redis, clock), _work(settings, session, redis, clock, feed))
    running = asyncio.create_task(_for_ever(lead))
    try:
        yield lead
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await feed.aclose()


def asked(settings: Settings, redis: Client, slack: Slack, tasks: Tasks, pace: float) -> Incidents:
    """What people can ask and choose; `pace` as for a modal's drawings."""
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


def _work(
    settings: Settings,
    session: aiohttp.ClientSession,
    redis: Client,
    clock: Clock,
    feed: HttpStatusFeed,
) -> Tell:
    client = one_try_client(
        token=settings.slack_bot_token,
        base_url=settings.slack_api_url,
        session=session,
        logger=quiet_logger(),
    )
    incidents = TellIncidents(
        watch=WatchStatus(feed, clock),
        poll_s=settings.status_poll_seconds,
        unsettled=RedisUnsettled(redis, clock),
    )
    return Tell(
        tellers=(incidents,),
        state=RedisState(redis),
        subscriptions=RedisSubscriptions(redis),
        announcer=SlackMessages(client, render),
        operators=SlackOperators(client, settings.admin_users),
        clock=clock,
        incident_channels=settings.incident_channels,
        alert_channels=settings.alert_channels,
    )


async def _for_ever(lead: Lead) -> None:
    """Whatever breaks in it, this replica stands ready again."""
    while True:
        try:
            await lead.run()
        except Exception:  # noqa: BLE001  # a leader that is gone for good would be missed too late
            _log.exception(
                "this replica cannot stand ready to lead, next try in %s s", PAUSE_SECONDS
            )
            await asyncio.sleep(PAUSE_SECONDS)
