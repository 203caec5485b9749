"""Replicas of the leader's work, one Redis, one Slack, and a status page to write on."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
from redis.asyncio import Redis

from bot.adapters.redis.leader_keys import LEASE
from bot.adapters.redis.lease import RedisLease
from bot.adapters.redis.state import RedisState
from bot.adapters.redis.subscriptions import RedisSubscriptions
from bot.adapters.slack_messages import SlackMessages, one_try_client
from bot.domain.desired.settle import Trouble
from bot.domain.incidents.enrichment import Extras
from bot.domain.incidents.feed_read import FeedRead
from bot.domain.incidents.incident import Component, Incident
from bot.domain.incidents.states import Impact
from bot.domain.incidents.told import FeedNews
from bot.domain.secret import Secret
from bot.ports import Unavailable
from bot.sandbox.slack.server import SCOPES, LocalSlack
from bot.sandbox.slack.wire import Fields
from bot.slack.bolt import quiet_logger
from bot.usecases.tell import Tell
from bot.usecases.tell_incidents import TellIncidents
from bot.usecases.watch_status import WatchStatus
from bot.views.incident import render
from tests.domain.incidents.building import a_read, an_incident, an_update
from tests.fakes import FakeClock, FakeUnsettled
from tests.usecases.delivery.dying import (
    Killed,
    Life,
    MortalAnnouncer,
    MortalState,
    MortalSubscriptions,
    Time,
)

HISTORY = ("channels:history", "groups:history")
SEARCH = Component(name="Search", impact=Impact.DEGRADED)
LONG = 10.0**6


@dataclass
class Page:
    """A status page; write incidents on it."""

    incidents: tuple[Incident, ...] = ()

    async def read(self) -> FeedRead:
        return a_read(*self.incidents)

    async def extras(self, incident_ids: Collection[str]) -> Extras:
        del incident_ids
        return Extras()


@dataclass
class Heard:
    """The operators, and what they heard."""

    news: list[Trouble | FeedNews] = field(default_factory=list)

    async def hear(self, news: Trouble | FeedNews) -> None:
        self.news.append(news)


@dataclass
class World:
    """Everything around the replicas."""

    redis: Redis
    slack: LocalSlack
    http: aiohttp.ClientSession
    time: Time
    page: Page = field(default_factory=Page)
    operators: Heard = field(default_factory=Heard)
    unsettled: FakeUnsettled = field(default_factory=FakeUnsettled)
    channels: tuple[str, ...] = ()

    def work(self, life: Life) -> Tell:
        """The leader's work, as one process would do it."""
        clock = self.time.clock
        client = one_try_client(
            token=Secret(self.slack.bot_token),
            base_url=self.slack.api_url,
            session=self.http,
            logger=quiet_logger(),
        )
        incidents = TellIncidents(
            watch=WatchStatus(self.page, clock),
            poll_s=60,
            unsettled=self.unsettled,
            draw=lambda: 0.0,
        )
        return Tell(
            tellers=(incidents,),
            state=MortalState(life, RedisState(self.redis)),
            subscriptions=MortalSubscriptions(life, RedisSubscriptions(self.redis)),
            announcer=MortalAnnouncer(life, SlackMessages(client, render)),
            operators=self.operators,
            clock=clock,
            incident_channels=self.channels,
            sleep=self.time.sleep,
        )

    async def lead(self, life: Life) -> None:
        """Take over as the leader, and work until killed or cancelled."""
        self.time.under_way += 1
        try:
            await self.redis.delete(LEASE)  # as if the one before had run out
            term = await RedisLease(self.redis, self.time.clock, lasts_seconds=LONG).take()
        finally:
            self.time.under_way -= 1
        assert term is not None
        await self.work(life)(term)

    @asynccontextmanager
    async def leading(self, life: Life | None = None) -> AsyncIterator[Life]:
        """A leader that works for as long as the context lasts."""
        life = life or Life(self.time)
        task = asyncio.create_task(self.lead(life))
        try:
            yield life
        finally:
            task.cancel()
            await asyncio.wait({task})
            if not task.cancelled() and (error := task.exception()):
                raise error

    async def restarting(self, life: Life) -> None:
        """Lead; when killed, lead again as another process, until cancelled."""
        while True:
            try:
                await self.lead(life)
            except Killed:
                self.time.under_way -= 1
                life = Life(self.time)
            except Unavailable:
                continue  # a busy machine: what `Lead` does about it is tested elsewhere

    def said(self, channel: str) -> list[Fields]:
        return self.slack.messages(channel)

    def parts(self, channel: str) -> list[str]:
        """The parts of messages in a channel, by the names that they bear."""
        return [one["metadata"]["event_payload"]["part"] for one in self.said(channel)]

    async def until(self, met: Callable[[], bool], seconds: float = 10.0) -> None:
        await self.slack.until(met, seconds)

    async def settled(self) -> None:
        """Wait until nothing more is called for a while of the world's time."""
        calls = -1
        while calls != len(self.slack.calls):
            calls = len(self.slack.calls)
            for _ in range(20):
                await self.time.sleep(2)


@asynccontextmanager
async def a_world(
    redis: Redis, *, scopes: tuple[str, ...] = HISTORY, paced: bool = True
) -> AsyncIterator[World]:
    time = Time(FakeClock())
    async with (
        LocalSlack(
            scopes=(*SCOPES, *scopes), clock=lambda: time.clock.now().timestamp(), paced=paced
        ) as slack,
        aiohttp.ClientSession() as http,
    ):
        channels = tuple(slack.channel(name).id for name in ("general", "ops"))
        yield World(redis, slack, http, time, channels=channels)


def story(clock: FakeClock) -> list[Incident]:
    """One incident as three reads show it: opened, identified, resolved."""
    begun = clock.time
    words = [
        ("Investigating", "We are looking into it."),
        ("Identified", "We have found the cause."),
        ("Resolved", "All is well."),
    ]
    updates = [
        an_update(word, begun + timedelta(minutes=n), text) for n, (word, text) in enumerate(words)
    ]
    return [
        an_incident(*updates[: n + 1], made=begun, components=[SEARCH], whole=True)
        for n in range(len(updates))
    ]
