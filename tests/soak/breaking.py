"""How each fault is done and undone, and the diary of what was broken when."""

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.sandbox.openai import answers
from bot.sandbox.openai.server import LocalOpenAI
from bot.sandbox.redis_server import RedisServer
from bot.sandbox.slack.server import LocalSlack
from bot.sandbox.slack.web_api import Obstacle
from bot.sandbox.status_page import PLAYS, LocalStatusPage
from tests.soak.plan import Fault, Planned
from tests.soak.replicas import Replica
from tests.soak.services import Reporting

POSTS = (
    "chat.postMessage",
    "chat.postEphemeral",
    "chat.update",
    "response_url",
    "apps.connections.open",
)
SLOW_S = 1.5


@dataclass(frozen=True, slots=True)
class Broken:
    """One line of the diary: unix seconds from and to."""

    fault: Fault
    since: float
    until: float


@dataclass(slots=True, kw_only=True)
class Breaking:
    """Does what the plan says. A fault's name is the name of a method here."""

    slack: LocalSlack
    openai: LocalOpenAI
    status: LocalStatusPage
    redis: RedisServer
    replicas: list[Replica]
    services: Reporting
    diary: list[Broken] = field(default_factory=list)

    async def run(self, plan: tuple[Planned, ...], seconds: float) -> None:
        """Go through the plan; at the end nothing is broken any more."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        async with asyncio.TaskGroup() as under_way:
            for one in plan:
                await asyncio.sleep(max(0.0, begun + one.at - loop.time()))
                under_way.create_task(self._break(one))
            await asyncio.sleep(max(0.0, begun + seconds - loop.time()))

    async def _break(self, one: Planned) -> None:
        since = now()
        if one.fault.about == "page":
            PLAYS[one.fault.name](self.status)
        else:
            await getattr(self, one.fault.name)(one)
        self.diary.append(Broken(one.fault, since, now()))

    # Redis

    async def redis_stopped(self, one: Planned) -> None:
        await self.redis.stop()
        await asyncio.sleep(one.lasts)
        await self.redis.start()
        await self._tell_redis("CONFIG", "SET", "appendfsync", "always")

    async def redis_hangs(self, one: Planned) -> None:
        await self._tell_redis("CLIENT", "PAUSE", int(one.lasts * 1000))
        await asyncio.sleep(one.lasts)

    async def redis_drops(self, _: Planned) -> None:
        await self._tell_redis("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")

    async def _tell_redis(self, *words: str | int) -> None:
        client: Any = Redis.from_url(self.redis.url)
        with contextlib.suppress(RedisError, OSError):
            await client.execute_command(*words)
        await client.aclose()

    # Slack

    async def slack_refuses(self, one: Planned) -> None:
        await self._obstruct(one, [self.slack.refuse(method, 503) for method in POSTS])

    async def slack_is_busy(self, one: Planned) -> None:
        await self._obstruct(one, [self.slack.refuse(method, 429) for method in POSTS])

    async def _obstruct(self, one: Planned, obstacles: list[Obstacle]) -> None:
        await asyncio.sleep(one.lasts)
        for obstacle in obstacles:
            obstacle.left = 0

    async def slack_swallows(self, one: Planned) -> None:
        self.slack.swallow("chat.postMessage", "chat.update")
        await asyncio.sleep(one.lasts)
        self.slack.swallow()

    async def sockets_cut(self, _: Planned) -> None:
        self.slack.sockets.cut()

    async def sockets_renewed(self, _: Planned) -> None:
        await self.slack.sockets.refresh()

    # OpenAI and its page

    async def openai_down(self, one: Planned) -> None:
        self.openai.down = answers.SERVER_ERROR
        await asyncio.sleep(one.lasts)
        self.openai.down = None

    async def openai_slow(self, one: Planned) -> None:
        self.openai.latency = SLOW_S
        await asyncio.sleep(one.lasts)
        self.openai.latency = 0.0

    async def quota_spent(self, one: Planned) -> None:
        self.openai.quota_spent = True
        await asyncio.sleep(one.lasts)
        self.openai.quota_spent = False

    async def feed_broken(self, one: Planned) -> None:
        self.status.broken = True
        await asyncio.sleep(one.lasts)
        self.status.broken = False

    # The replicas; the first one lives on, whatever happens

    async def killed(self, one: Planned) -> None:
        replica = await self._mortal(one.draw)
        await replica.kill()
        await asyncio.sleep(one.lasts)
        await replica.start()

    async def stopped(self, one: Planned) -> None:
        replica = await self._mortal(one.draw)
        await replica.stop()
        await asyncio.sleep(one.lasts)
        await replica.start()

    async def leader_frozen(self, one: Planned) -> None:
        leader = await self._leader() or self.replicas[0]
        leader.freeze()
        await asyncio.sleep(one.lasts)
        leader.thaw()

    async def _mortal(self, draw: int) -> Replica:
        """Three times out of four whoever leads, if it is not the first."""
        mortals = self.replicas[1:]
        leader = await self._leader()
        return leader if leader in mortals and draw % 4 else mortals[draw % len(mortals)]

    async def _leader(self) -> Replica | None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=1)) as http:
            for one in self.replicas:
                if await one.leads(http):
                    return one
        return None

    # Services

    async def service_fails(self, one: Planned) -> None:
        service = self.services.all[one.draw % len(self.services.all)]
        service.failing = True
        await asyncio.sleep(one.lasts)
        service.failing = False

    async def service_silent(self, one: Planned) -> None:
        service = self.services.all[one.draw % len(self.services.all)]
        service.silent = True
        await asyncio.sleep(one.lasts)
        service.silent = False

    async def service_broke(self, one: Planned) -> None:
        service = self.services.all[one.draw % len(self.services.all)]
        service.out_of_budget = True
        await asyncio.sleep(one.lasts)
        service.out_of_budget = False


def now() -> float:
    """Unix seconds, as the logs tell them."""
    return time.time()  # noqa: TID251  # compared with the times of the bot's log
