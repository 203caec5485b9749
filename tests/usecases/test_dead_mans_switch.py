"""The switch speaks when nobody's loops beat, once over all replicas, and once more at the end."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.domain.heartbeat import Beat, Beats, HeartNews, HeartWhat, Loop
from bot.ports import Unavailable
from bot.usecases.dead_mans_switch import EVERY_SECONDS, DeadMansSwitch
from tests.fakes import FakeClock

STILL, GOES_ON = HeartWhat.STANDS_STILL, HeartWhat.GOES_ON
CUT_OFF, IN_TOUCH = HeartWhat.CUT_OFF, HeartWhat.IN_TOUCH


@dataclass
class FakeHeart:
    """What the leader's loops have said, by the clock of all."""

    clock: FakeClock
    beaten: dict[str, tuple[float, float]] = field(default_factory=dict)
    told_since: datetime | None = None
    away: bool = False

    def beat(self, *loops: str, within_s: float = 0.0) -> None:
        self.beaten |= dict.fromkeys(loops, (self.clock.seconds(), within_s))

    async def look(self) -> Beats:
        if self.away:
            raise Unavailable("Redis does not answer")
        now = self.clock.seconds()
        beats = (Beat(loop, now - at, within) for loop, (at, within) in self.beaten.items())
        return Beats(tuple(beats), self.told_since)

    async def stands_still(self, since: datetime) -> bool:
        first, self.told_since = self.told_since is None, self.told_since or since
        return first

    async def goes_on(self) -> datetime | None:
        since, self.told_since = self.told_since, None
        return since


@dataclass
class Replicas:
    """Some replicas that look every five seconds; `leader` is the place of the one that leads."""

    count: int = 2
    leader: int | None = 0
    loops: tuple[str, ...] = (Loop.LEASE, Loop.DELIVERY)
    clock: FakeClock = field(default_factory=FakeClock)
    heard: list[HeartNews] = field(default_factory=list)
    frozen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.heart = FakeHeart(self.clock)
        self.switches = [self.switch(place) for place in range(self.count)]

    def switch(self, place: int) -> DeadMansSwitch:
        return DeadMansSwitch(self.heart, self, self.clock, lambda: self.leader == place)

    async def hear(self, news: HeartNews) -> None:
        self.heard.append(news)

    async def passes(self, seconds: float) -> None:
        for _ in range(int(seconds / EVERY_SECONDS)):
            self.clock.advance(timedelta(seconds=EVERY_SECONDS))
            if self.leader is not None and not self.heart.away:
                self.heart.beat(*self.loops)
            for place, switch in enumerate(self.switches):
                if place not in self.frozen:
                    await switch.look()

    @property
    def told(self) -> list[HeartWhat]:
        return [news.what for news in self.heard]


async def test_while_the_loops_beat_nothing_is_said() -> None:
    replicas = Replicas()
    await replicas.passes(600)
    replicas.leader = 1  # passed on
    await replicas.passes(600)

    assert not replicas.told
    assert replicas.switches[0].ages() == {"delivery": 0.0, "lease": 0.0}


async def test_nobody_leads_is_told_once_after_a_minute_and_its_end_once() -> None:
    replicas = Replicas(count=3)
    await replicas.passes(300)
    stopped = replicas.clock.now()
    replicas.leader = None
    await replicas.passes(60)
    assert not replicas.told
    await replicas.passes(5)
    assert replicas.heard == [HeartNews(STILL, stopped, ("delivery", "lease"), nobody_leads=True)]
    await replicas.passes(3600)
    replicas.leader = 2
    await replicas.passes(60)

    assert replicas.heard[1:] == [HeartNews(GOES_ON, stopped)]


async def test_one_loop_that_hangs_is_told_by_name_though_the_leader_leads() -> None:
    replicas = Replicas()
    await replicas.passes(60)
    replicas.loops = (Loop.LEASE,)
    await replicas.passes(65)

    (news,) = replicas.heard
    assert (news.what, news.loops, news.nobody_leads) == (STILL, ("delivery",), False)


async def test_a_loop_that_said_how_long_it_waits_is_not_missed_meanwhile() -> None:
    replicas = Replicas(loops=(Loop.LEASE,))
    replicas.heart.beat(Loop.STATUS_PAGE, within_s=300)
    await replicas.passes(360)
    assert not replicas.told
    await replicas.passes(5)
    assert replicas.told == [STILL]


async def test_a_frozen_leader_does_not_keep_the_other_from_saying_so() -> None:
    replicas = Replicas()
    await replicas.passes(60)
    replicas.leader, replicas.frozen = None, {0}
    await replicas.passes(120)
    assert replicas.told == [STILL]
    replicas.frozen = set()
    await replicas.passes(60)
    assert replicas.told == [STILL]


async def test_every_outage_is_told() -> None:
    replicas = Replicas()
    await replicas.passes(30)
    for _ in range(3):
        replicas.leader = None
        await replicas.passes(120)
        replicas.leader = 0
        await replicas.passes(30)

    assert replicas.told == [STILL, GOES_ON] * 3


async def test_who_starts_after_a_long_pause_gives_the_others_time_to_lead() -> None:
    replicas = Replicas(leader=None)
    replicas.heart.beat(Loop.LEASE)
    replicas.clock.advance(timedelta(days=2))
    await replicas.passes(15)
    replicas.leader = 0
    await replicas.passes(60)

    assert not replicas.told


async def test_if_nobody_ever_leads_that_is_told_too() -> None:
    replicas = Replicas(leader=None)
    await replicas.passes(60)
    assert not replicas.told
    await replicas.passes(10)
    assert replicas.told == [STILL]
    assert replicas.heard[0].nobody_leads


async def test_all_replicas_restarted_still_tell_the_end() -> None:
    replicas = Replicas()
    await replicas.passes(30)
    replicas.leader = None
    await replicas.passes(120)
    replicas.switches = [replicas.switch(place) for place in range(2)]
    replicas.leader = 1
    await replicas.passes(10)

    assert replicas.told == [STILL, GOES_ON]


@pytest.mark.parametrize("leader", [0, 1])
async def test_without_redis_the_one_that_led_says_so_and_that_it_is_back(leader: int) -> None:
    replicas = Replicas(leader=leader)
    await replicas.passes(300)
    replicas.heart.away = True
    await replicas.passes(5)
    away = replicas.clock.now()
    replicas.leader = None  # its lease runs out
    await replicas.passes(60)
    assert not replicas.told
    await replicas.passes(600)
    assert replicas.heard == [HeartNews(CUT_OFF, away)]
    replicas.heart.away = False
    await replicas.passes(15)  # the old beats are no standstill: somebody is about to lead
    replicas.leader = leader
    await replicas.passes(300)

    assert replicas.told == [CUT_OFF, IN_TOUCH]


async def test_a_redis_that_is_away_for_half_a_minute_is_no_news() -> None:
    replicas = Replicas()
    await replicas.passes(60)
    for _ in range(5):
        replicas.heart.away = True
        await replicas.passes(30)
        replicas.heart.away = False
        await replicas.passes(30)

    assert not replicas.told
