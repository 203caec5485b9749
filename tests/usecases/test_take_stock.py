"""Reading the metrics looks up how things stand, and says where it cannot know."""

from dataclasses import dataclass, field
from datetime import timedelta
from math import isnan

from bot.domain.heartbeat import Loop
from bot.domain.incidents.remembered import Remembered, Story, Trouble
from bot.domain.incidents.saved import save
from bot.domain.metrics import (
    AUDIT_LOST,
    AUDIT_WAITING,
    BEAT_AGE,
    FEED_AGE,
    FEED_FAILING,
    INCIDENTS_OPEN,
    LEADER,
    SUBSCRIPTIONS,
)
from bot.domain.subscriptions import Subscription
from bot.ports import Kept, Unavailable
from bot.usecases.known_status import INCIDENTS, KnownStatus
from bot.usecases.take_stock import TakeStock
from tests.domain.incidents.building import NOON, a_gap, an_incident
from tests.fakes import FakeClock, FakeMeter

GAP = a_gap().gap


@dataclass
class Redis:
    """What the leader stored, and what channels chose."""

    remembered: Remembered
    away: bool = False

    async def load(self, name: str) -> Kept:
        if self.away:
            raise Unavailable("Redis does not answer")
        return Kept(save(self.remembered) if name == INCIDENTS else "")

    async def all(self) -> dict[str, Subscription]:
        if self.away:
            raise Unavailable("Redis does not answer")
        return {name: Subscription(channel=name) for name in ("C1", "C2")}


@dataclass
class Book:
    waiting: int = 2
    lost: int = 0


@dataclass
class Replica:
    redis: Redis
    meter: FakeMeter = field(default_factory=FakeMeter)
    book: Book = field(default_factory=Book)
    leads: bool = True

    async def measured(self) -> dict[tuple[str, ...], float]:
        await self.take()
        return self.meter.gauges

    def __post_init__(self) -> None:
        self.take = TakeStock(
            meter=self.meter,
            clock=FakeClock(NOON + timedelta(seconds=30)),
            known=KnownStatus(self.redis),  # type: ignore[arg-type]  # it is only read
            subscriptions=self.redis,  # type: ignore[arg-type]
            audit=self.book,
            leads=lambda: self.leads,
            beat_ages=lambda: {Loop.LEASE: 0.5},
        )


def a_replica() -> Replica:
    assert GAP is not None
    incident = an_incident(id="A")
    return Replica(
        Redis(
            Remembered(
                stories={"A": Story(incident=incident, first_seen=NOON)},
                read_at=NOON,
                trouble=Trouble(since=NOON, reads=3, gap=GAP),
            )
        )
    )


async def test_how_things_stand() -> None:
    gauges = await a_replica().measured()

    assert gauges[LEADER.name,] == 1
    assert gauges[INCIDENTS_OPEN.name,] == 1
    assert gauges[FEED_AGE.name,] == 30
    assert gauges[FEED_FAILING.name,] == 3
    assert gauges[SUBSCRIPTIONS.name,] == 2
    assert gauges[AUDIT_WAITING.name,] == 2
    assert gauges[BEAT_AGE.name, Loop.LEASE] == 0.5
    assert isnan(gauges[BEAT_AGE.name, Loop.ACTS])


async def test_what_cannot_be_read_is_no_longer_told() -> None:
    replica = a_replica()
    await replica.measured()
    replica.redis.away, replica.leads = True, False
    gauges = await replica.measured()

    assert gauges[LEADER.name,] == 0
    unknown = (INCIDENTS_OPEN, FEED_AGE, FEED_FAILING, SUBSCRIPTIONS)
    assert all(isnan(gauges[one.name,]) for one in unknown)


async def test_a_lost_line_is_counted_once() -> None:
    replica = a_replica()
    replica.book.lost = 3
    await replica.measured()
    await replica.measured()
    replica.book.lost = 4
    await replica.measured()

    assert replica.meter.counted == {(AUDIT_LOST.name,): 4}
