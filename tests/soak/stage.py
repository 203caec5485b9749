"""The whole soak: the world, the replicas, everybody at work, the faults, and then the judgement."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from redis.exceptions import RedisError

from bot.adapters.redis.connection import AWAY
from bot.sandbox.app_manifest import AppManifest
from bot.sandbox.redis_server import RedisServer
from bot.sandbox.slack import LocalSlack
from bot.sandbox.slack.wire import Fields
from bot.sandbox.status_page import Incident
from bot.sandbox.world import World, world
from tests.soak import judging, log_lines
from tests.soak.breaking import Breaking, Broken
from tests.soak.people import AtWork, Did, hire
from tests.soak.plan import plan
from tests.soak.replicas import Replica, until_ready
from tests.soak.sampling import Curve, Sampling
from tests.soak.services import Reporting

NAMES = ("one", "two", "three")
CHANNELS = ("ops", "general")
SETTLES_WITHIN_S = 150.0
READY_AGAIN_S = 60.0
KEPT_CALLS = 2000
STEEPEST_REPLICA = 0.5  # MB a minute
STEEPEST_REDIS = 0.5
LONG_ENOUGH = 8.0  # minutes
AWAY_NOW = (*AWAY, RedisError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How it went. `verdicts`: what must hold, and what speaks against it."""

    seed: int
    verdicts: Mapping[str, Sequence[str]]
    figures: Mapping[str, str]
    diary: Sequence[Broken]
    did: Sequence[Did]
    memory: Sequence[Curve]
    logs: log_lines.Read

    @property
    def is_good(self) -> bool:
        return not any(self.verdicts.values())


def settings_of(outside: World, debug: bool) -> dict[str, str]:  # noqa: FBT001  # of one replica
    channels = ",".join(outside.slack.channel(name).id for name in CHANNELS)
    return outside.settings() | {
        "INCIDENT_CHANNELS": channels,
        "ALERT_CHANNELS": channels,
        "CHECKS_PER_HOUR": "100000",
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "DEBUG" if debug else "INFO",
    }


@asynccontextmanager
async def running(replicas: list[Replica]) -> AsyncIterator[None]:
    """Start them all; at the end they stop as they should."""
    try:
        for one in replicas:
            await one.start()
        await until_ready(replicas)
        yield
        for one in replicas:
            await one.stop()
    finally:
        for one in replicas:
            one.thaw()
            await one.kill()


async def soak(minutes: float, seed: int, environ: Mapping[str, str]) -> Outcome:
    """Do it all, and judge."""
    app = AppManifest.ours()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        async with world({}, LocalSlack(scopes=app.scopes, events=app.events)) as outside:
            replicas = [
                Replica(name, settings_of(outside, name == "two"), environ["PATH"], Path(folder))
                for name in NAMES
            ]
            stage = Stage(outside, replicas, seed)
            async with running(replicas):
                await stage.play(minutes * 60)
            return stage.judged()


class Stage:
    """One soak."""

    def __init__(self, outside: World, replicas: list[Replica], seed: int) -> None:
        self._outside = outside
        self._replicas = replicas
        self._seed = seed
        self._people = [AtWork(outside.slack, one, seed) for one in hire(outside.slack)]
        self._sent = Reporting(outside.redis_url, seed)
        self._sampling = Sampling(replicas, outside.redis_url)
        self._kept = judging.Kept(outside.redis_url)
        self._breaking = Breaking(
            slack=outside.slack,
            openai=outside.openai,
            status=outside.status,
            redis=self._redis,
            replicas=replicas,
            services=self._sent,
        )
        self._verdicts: dict[str, list[str]] = {}
        self._figures: dict[str, str] = {}

    @property
    def _redis(self) -> RedisServer:
        if self._outside.redis is None:
            raise ValueError("the soak stops and starts its Redis, so it has to be its own")
        return self._outside.redis

    async def play(self, seconds: float) -> None:
        """Everybody at work while things break; then everything is mended, and settles."""
        people = [asyncio.create_task(one.run()) for one in self._people]
        aside = [asyncio.create_task(self._sampling.run()), asyncio.create_task(self._forget())]
        reporting = asyncio.create_task(self._sent.run())
        try:
            async with asyncio.timeout(seconds + 60):
                await self._breaking.run(plan(self._seed, seconds), seconds)
        finally:
            await end(people)
        late = list[str]()
        try:
            await until_ready(self._replicas, READY_AGAIN_S)
        except TimeoutError:
            late = [f"not all replicas are ready {READY_AGAIN_S:g} s after everything was mended"]
        self._sent.end()
        await reporting
        left = await self._settled()
        await end(aside)
        await self._ask([*late, *left])

    async def _forget(self) -> None:
        """The world keeps everything that was said to it; half an hour of that is too much.

        And where so much breaks, the few sockets that Slack gives in a minute are soon used up.
        """
        calls = self._outside.slack.calls._records
        while True:
            del calls[:-KEPT_CALLS]
            del self._outside.openai.requests[:-KEPT_CALLS]
            self._outside.slack.platform.paces._buckets.pop(("apps.connections.open", ""), None)
            await asyncio.sleep(2)

    async def _settled(self) -> list[str]:
        """Wait until all is as it should be; gives what is not."""
        left = ["nothing was looked at"]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SETTLES_WITHIN_S):
                while left:
                    await asyncio.sleep(1)
                    with contextlib.suppress(*AWAY_NOW):
                        left = await self._open_ends()
        return left

    async def _open_ends(self) -> list[str]:
        waiting = await self._kept.waiting()
        delivered, alerts = await self._kept.delivered(), await self._kept.alerts()
        said = self._said()
        return [
            *([f"{waiting} reports are not counted"] if waiting else []),
            *judging.unsettled({**said, **self._noted()}, delivered, alerts),
            *judging.incidents_told(said, self._played()),
        ]

    def _said(self) -> dict[str, list[Fields]]:
        channels = [self._outside.slack.channel(name) for name in CHANNELS]
        return {one.id: one.messages for one in channels}

    def _noted(self) -> dict[str, list[Fields]]:
        """What people were told directly, by their ids."""
        return {one.person.id: one.person.dms for one in self._people}

    def _played(self) -> list[Incident]:
        """The incidents of the page but the first, which was over before anybody looked."""
        return self._outside.status.incidents[1:]

    async def _ask(self, left: list[str]) -> None:
        said = self._said()
        self._verdicts = {
            "every report counted once": await judging.counted_once(self._kept, self._sent),
            "every message told once": judging.told_once({**said, **self._noted()}),
            "everything in its last state": left,
        }
        totals = await self._kept.totals()
        alerts = await self._kept.alerts()
        roots = sum(name[1] == "root" for some in said.values() for name, _ in judging.named(some))
        self._figures = {
            "reports": f"{self._sent.taken} taken by Redis, {sum(self._sent.calls.values())} calls in "
            f"them, {self._sent.junk} that were none; the bot's own account: {dict(sorted(totals.items()))}",
            "messages": f"{sum(map(len, said.values()))} in {len(said)} channels, {roots} of them begin a "
            f"thread; {len(alerts)} alerts, {len(self._played())} incidents on the page",
        }
        await self._kept.redis.aclose()

    def judged(self) -> Outcome:
        """The judgement; to be asked when the replicas have stopped."""
        did = [deed for one in self._people for deed in one.did]
        diary, curves = self._breaking.diary, [*self._sampling.lives.values()]
        read = log_lines.read([one.log for one in self._replicas], diary, log_lines.canaries())
        return Outcome(
            seed=self._seed,
            verdicts={
                **self._verdicts,
                "whoever asked was answered, once": judging.answered(did, diary),
                "people could go on": [line for one in self._people for line in one.stumbled],
                "flat memory": [
                    *judging.flat(curves, STEEPEST_REPLICA, LONG_ENOUGH),
                    *judging.flat([self._sampling.redis], STEEPEST_REDIS, LONG_ENOUGH),
                ],
                "every replica ends as it is told": [
                    end for one in self._replicas for end in one.bad_ends
                ],
                "no line of the log unexplained": read.unexplained,
                "no traceback": read.tracebacks,
                "no secret in the logs": read.leaks,
            },
            figures=self._figures,
            diary=diary,
            did=did,
            memory=[*curves, self._sampling.redis],
            logs=read,
        )


async def end(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel them, and raise what one of them raised before."""
    for one in tasks:
        one.cancel()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(result, Exception):
            raise result
