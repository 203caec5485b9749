"""The composition root: builds everything from the settings, starts it, stops it.

Nothing here waits for Slack or Redis to be up: the HTTP port answers at once and says what
is missing. What is built last is closed first, so at the end no request comes in any more
while running checks still have all that they need to finish.
"""

import asyncio
import hashlib
import hmac
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Final

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.clock import SystemClock
from bot.adapters.ladder import HttpLadder
from bot.adapters.measured import MeasuredAudit, MeasuredOpenAI
from bot.adapters.metrics import PrometheusMeter
from bot.adapters.network.borders import Borders
from bot.adapters.openai import HttpOpenAI
from bot.adapters.redis.allowance import RedisAllowance
from bot.adapters.redis.audit import RedisAudit
from bot.adapters.redis.connection import Client
from bot.adapters.redis.once import RedisOnce
from bot.adapters.redis.reports.connection import connect_reader
from bot.adapters.redis.unsettled import RedisUnsettled
from bot.adapters.slack_calls import SlackCalls
from bot.domain.secret import Secret
from bot.http import SlackDoor, http_port
from bot.leading import People, leading, open_now, people
from bot.logs import pin_libraries
from bot.settings import Settings
from bot.slack.accounts import Accounts
from bot.slack.bolt import bolt_app, quiet_logger
from bot.slack.burnt import Burnt
from bot.slack.checks import Checks
from bot.slack.effects import Effects
from bot.slack.explaining import Explaining
from bot.slack.guard import Guard
from bot.slack.leaks import Leaks
from bot.slack.listeners import Listeners
from bot.slack.presence import Presence
from bot.slack.screen import PACE
from bot.slack.tasks import Tasks, beside
from bot.slack.web import Slack, Workspace
from bot.usecases.diagnose_key import DiagnoseKey
from bot.watching import Watching, connected

DRAIN_SECONDS: Final = 10.0
SLACK_SECONDS: Final = 10.0

_log: Final = logging.getLogger(__name__)


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; then finish what runs and return."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with serving(settings):
        await stop.wait()
        _log.info("stopping")


@asynccontextmanager
async def serving(settings: Settings, *, pace: float = PACE) -> AsyncIterator[int]:
    """Run the bot for as long as the context lasts; gives the HTTP port.

    `pace` is the shortest time between two drawings of one modal.
    """
    async with AsyncExitStack() as stack:
        meter = PrometheusMeter()
        session = await stack.enter_async_context(_session(meter))
        slack = Slack(_client(settings, session, settings.slack_bot_token))
        redis = connected(settings, meter)
        stack.push_async_callback(redis.aclose)
        audit, tasks = RedisAudit(redis), Tasks()
        openai = await stack.enter_async_context(_openai(settings))
        stack.push_async_callback(_finish, tasks, audit)
        checks = _checks(
            settings, pace, meter, openai=openai, redis=redis, audit=audit, slack=slack, tasks=tasks
        )
        patient = connect_reader(settings.redis_url.reveal())
        stack.push_async_callback(patient.aclose)
        door = _door(settings)
        presence = Presence(
            slack,
            lambda workspace: _bolt(
                settings, session, workspace, meter, checks=checks, redis=redis, asked=asked
            ),
            app_token=settings.slack_app_token,
            receive=lambda app: door.open(app.async_dispatch) if door else None,
        )
        watching = Watching(settings, meter, session, redis, audit=audit, presence=presence)
        asked = people(settings, redis, patient, checks=checks, running=watching.running)
        port = await stack.enter_async_context(_port(settings, watching, door))
        lead = await stack.enter_async_context(
            leading(settings, session, redis, SystemClock(), beat=watching.beat, meter=meter)
        )
        watching.follow(lead)
        await stack.enter_async_context(
            beside(presence.run(), audit.run(), watching.run(), asked.home.home.run())
        )
        _log.info("listening on port %s", port)
        yield port


def _checks(
    settings: Settings,
    pace: float,
    meter: PrometheusMeter,
    *,
    openai: HttpOpenAI,
    redis: Client,
    audit: RedisAudit,
    slack: Slack,
    tasks: Tasks,
) -> Checks:
    clock = SystemClock()
    return Checks(
        diagnose=DiagnoseKey(
            MeasuredOpenAI(openai, meter),
            HttpLadder(clock, borders=_borders(settings)),
            clock,
            incidents=open_now(redis, clock),
        ),
        unsettled=RedisUnsettled(redis, clock),
        allowance=RedisAllowance(redis, settings.checks_per_hour, clock),
        audit=MeasuredAudit(audit, meter),
        clock=clock,
        slack=slack,
        tasks=tasks,
        base_url=settings.openai_base_url,
        pepper=_pepper(settings.slack_bot_token),
        pace=pace,
    )


def _bolt(
    settings: Settings,
    session: aiohttp.ClientSession,
    workspace: Workspace,
    meter: PrometheusMeter,
    *,
    checks: Checks,
    redis: Client,
    asked: People,
) -> AsyncApp:
    slack, tasks = checks.slack, checks.tasks
    effects = Effects(slack, asked.desks)
    burnt = Burnt(slack, RedisOnce(redis), settings.admin_users)
    base_urls = (settings.openai_base_url, *settings.openai_allowed_base_urls)
    app = bolt_app(
        workspace=workspace,
        client=_client(settings, session, None),
        guard=Guard(
            workspace,
            effects,
            tasks,
            accounts=Accounts(slack, checks.clock),
            clock=checks.clock,
        ),
        listeners=(
            # The last one takes every click that nobody before it took.
            Explaining(slack=slack, effects=effects, burnt=burnt, tasks=tasks),
            Leaks(burnt, tasks),
            *asked.listening(effects),
            Listeners(effects=effects, checks=checks, base_urls=base_urls),
        ),
        meter=meter,
        clock=checks.clock,
    )
    pin_libraries()  # Bolt has just set the levels of its loggers anew
    return app


def _openai(settings: Settings) -> HttpOpenAI:
    return HttpOpenAI(SystemClock(), borders=_borders(settings))


def _port(
    settings: Settings, watching: Watching, door: SlackDoor | None
) -> AbstractAsyncContextManager[int]:
    return http_port(host=settings.host, port=settings.port, told=watching.told, door=door)


def _borders(settings: Settings) -> Borders:
    """Where keys may be checked, and nowhere else."""
    urls = (settings.openai_base_url, *settings.openai_allowed_base_urls)
    return Borders.of(urls, settings.allow_private_addresses)


def _door(settings: Settings) -> SlackDoor | None:
    if settings.slack_app_token is not None or settings.slack_signing_secret is None:
        return None
    return SlackDoor(settings.slack_signing_secret)


def _session(meter: PrometheusMeter) -> aiohttp.ClientSession:
    # One for all calls to Slack: a connection that is open already saves the handshake, which
    # counts against the three seconds of a trigger.
    timeout = aiohttp.ClientTimeout(total=SLACK_SECONDS)
    heard = (SlackCalls(meter, SystemClock()),)
    return aiohttp.ClientSession(timeout=timeout, trust_env=True, middlewares=heard)


def _client(
    settings: Settings, session: aiohttp.ClientSession, token: Secret | None
) -> AsyncWebClient:
    client = AsyncWebClient(
        token=token.reveal() if token else None,
        base_url=settings.slack_api_url,
        session=session,
        logger=quiet_logger(),
    )
    client.proxy = None  # the SDK heeds HTTPS_PROXY but not NO_PROXY; the session heeds both
    return client


def _pepper(token: Secret) -> bytes:
    """The key of the fingerprints: from the bot's token, so there is none to keep or to lose."""
    return hmac.new(token.reveal().encode(), b"openai-diagnose: audit", hashlib.sha256).digest()


async def _finish(tasks: Tasks, audit: RedisAudit) -> None:
    await tasks.drain(DRAIN_SECONDS)
    await audit.flush()
