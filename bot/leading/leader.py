"""The leader's work, put together, and standing ready for it."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.measured import MeasuredAnnouncer, MeasuredFeed
from bot.adapters.redis.acts import RedisActs
from bot.adapters.redis.connection import Client
from bot.adapters.redis.lease import RedisLease
from bot.adapters.redis.reports.backlog import RedisBacklog
from bot.adapters.redis.reports.connection import connect_reader
from bot.adapters.redis.reports.counted import RedisCounted
from bot.adapters.redis.rules import RedisRules
from bot.adapters.redis.state import RedisState
from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.adapters.redis.unsettled import RedisUnsettled
from bot.adapters.rules_file import RulesFile
from bot.adapters.slack_files import SlackPictures
from bot.adapters.slack_messages import SlackMessages, one_try_client
from bot.adapters.slack_operators import SlackOperators
from bot.adapters.status.status_feed import HttpStatusFeed
from bot.leading.ingesting import ingesting
from bot.ports import Announcer, Beat, Clock, Meter, Operators
from bot.settings import Settings
from bot.slack.bolt import quiet_logger
from bot.usecases.lead import Lead
from bot.usecases.measure_reports import MeasureReports
from bot.usecases.tell import Tell, Teller, Telling
from bot.usecases.tell_alerts import TellAlerts
from bot.usecases.tell_incidents import TellIncidents
from bot.usecases.watch_status import WatchStatus
from bot.views.told import render

PAUSE_SECONDS: Final = 10.0

_log: Final = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def leading(
    settings: Settings,
    session: aiohttp.ClientSession,
    redis: Client,
    clock: Clock,
    *,
    beat: Beat,
    meter: Meter,
) -> AsyncIterator[Lead]:
    """Take in reports, and lead or stand ready to, for as long as the context lasts."""
    async with contextlib.AsyncExitStack() as stack:
        feed = _feed(settings, clock)
        stack.push_async_callback(feed.aclose)
        patient = connect_reader(settings.redis_url.reveal())
        stack.push_async_callback(patient.aclose)
        await stack.enter_async_context(ingesting(settings, redis, clock, meter))
        incidents = TellIncidents(
            watch=WatchStatus(MeasuredFeed(feed, meter), clock),
            poll_s=settings.status_poll_seconds,
            unsettled=RedisUnsettled(redis, clock),
        )
        client = _client(settings, session)
        messages = SlackMessages(client, render, pictures=SlackPictures(client, session))
        work = _telling(
            settings,
            redis,
            clock,
            tellers=(incidents, _alerts(settings, redis, patient, clock)),
            announcer=MeasuredAnnouncer(messages, meter, clock),
            operators=SlackOperators(client, settings.admin_users),
            beat=beat,
            meter=meter,
        )
        lead = Lead(RedisLease(redis, clock), work)
        running = asyncio.create_task(_for_ever(lead))
        try:
            yield lead
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


def _feed(settings: Settings, clock: Clock) -> HttpStatusFeed:
    return HttpStatusFeed(
        clock,
        feed_url=settings.status_feed_url,
        summary_url=settings.status_summary_url,
        private=settings.allow_private_addresses,
    )


def _alerts(settings: Settings, redis: Client, patient: Client, clock: Clock) -> TellAlerts:
    file = settings.rules_file
    reports = MeasureReports(
        counted=RedisCounted(patient, settings.report_streams, clock),
        rules=RedisRules(redis),
        backlog=RedisBacklog(redis, settings.report_streams),
        filed=RulesFile(file, clock) if file else dict,
    )
    return TellAlerts(reports=reports, acts=RedisActs(redis, patient))


def _telling(
    settings: Settings,
    redis: Client,
    clock: Clock,
    *,
    tellers: Sequence[Callable[[Telling], Teller]],
    announcer: Announcer,
    operators: Operators,
    beat: Beat,
    meter: Meter,
) -> Tell:
    return Tell(
        tellers=tellers,
        state=RedisState(redis),
        subscriptions=RedisSubscriptions(redis),
        announcer=announcer,
        operators=operators,
        clock=clock,
        incident_channels=settings.incident_channels,
        alert_channels=settings.alert_channels,
        beat=beat,
        meter=meter,
    )


def _client(settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
    return one_try_client(
        token=settings.slack_bot_token,
        base_url=settings.slack_api_url,
        session=session,
        logger=quiet_logger(),
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
