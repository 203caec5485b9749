"""The bot as those see it who run it, put together: metrics, health, and the dead man's switch.

None of it is needed for a check or a message, so none of it may hold one up.
"""

from functools import partial
from importlib.metadata import version
from typing import Final

import aiohttp

from bot.adapters.clock import SystemClock
from bot.adapters.metrics import PrometheusMeter
from bot.adapters.redis.audit import RedisAudit
from bot.adapters.redis.connection import AWAY, Client, connect
from bot.adapters.redis.heartbeat import RedisHeartbeat
from bot.adapters.redis.state import RedisState
from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.adapters.slack_messages import one_try_client
from bot.adapters.slack_operators import SlackOperators
from bot.domain.at_a_glance import Running
from bot.domain.metrics import REDIS_FAILED
from bot.http import Told
from bot.settings import Settings
from bot.slack.bolt import quiet_logger
from bot.slack.presence import Presence
from bot.usecases.dead_mans_switch import DeadMansSwitch
from bot.usecases.known_status import KnownStatus
from bot.usecases.lead import Lead
from bot.usecases.take_stock import TakeStock

CLOCK: Final = SystemClock()


def connected(settings: Settings, meter: PrometheusMeter) -> Client:
    """Redis, with its errors counted."""
    failed = partial(_count_failure, meter)
    return connect(settings.redis_url.reveal(), failed)


class Watching:
    """What this replica tells of itself. It knows its leader's half from `follow` on."""

    def __init__(
        self,
        settings: Settings,
        meter: PrometheusMeter,
        session: aiohttp.ClientSession,
        redis: Client,
        *,
        audit: RedisAudit,
        presence: Presence,
    ) -> None:
        self._meter = meter
        self._redis = redis
        self._presence = presence
        self._lead: Lead | None = None
        self._heart = RedisHeartbeat(redis, CLOCK)
        client = one_try_client(
            token=settings.slack_bot_token,
            base_url=settings.slack_api_url,
            session=session,
            logger=quiet_logger(),
        )
        self._switch = DeadMansSwitch(
            self._heart, SlackOperators(client, settings.admin_users), CLOCK, self._leads
        )
        self._stock = TakeStock(
            meter=meter,
            clock=CLOCK,
            known=KnownStatus(RedisState(redis)),
            subscriptions=RedisSubscriptions(redis),
            audit=audit,
            leads=self._leads,
            beat_ages=self._switch.ages,
        )

    @property
    def told(self) -> Told:
        """For the HTTP port."""
        return Told(self._missing, self._health, self._metrics)

    async def running(self) -> Running:
        """For App Home."""
        return Running(
            version=version("openai-diagnose"),
            leads=self._leads(),
            lacks=tuple(await self._missing()),
            beats=self._switch.ages(),
        )

    def beat(self, loop: str, within_s: float = 0.0) -> None:
        """For the leader's loops."""
        self._heart.beat(loop, within_s)

    def follow(self, lead: Lead) -> None:
        """Hear the heart of the leader's half beat."""
        self._lead = lead
        lead.renewed = self._heart.renewed

    async def run(self) -> None:
        """Watch the leader, whichever replica it is, until cancelled."""
        await self._switch.run()

    def _leads(self) -> bool:
        return self._lead is not None and self._lead.leads

    async def _missing(self) -> list[str]:
        lacks = await self._presence.missing(), await self._no_redis()
        return [one for one in lacks if one is not None]

    async def _no_redis(self) -> str | None:
        try:
            await self._redis.ping()
        except AWAY as error:
            return f"Redis does not answer ({type(error).__name__})"
        return None

    def _health(self) -> dict[str, object]:
        ages = {loop: round(age, 1) for loop, age in self._switch.ages().items()}
        return {"leads": self._leads(), "beat_age_seconds": ages}

    async def _metrics(self) -> bytes:
        await self._stock()
        return self._meter.page()


def _count_failure(meter: PrometheusMeter, kind: str) -> None:
    meter.count(REDIS_FAILED, kind=kind)
