"""One look at the status page: what is asked when, and what stands if the JSON fails."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from bot.domain.incidents.enrichment import Board, BoardComponent, Details, Extras
from bot.domain.incidents.feed_read import FeedRead
from bot.domain.incidents.remembered import Remembered
from bot.domain.incidents.told import What
from bot.usecases.watch_status import WatchStatus
from tests.domain.incidents.building import (
    OLD,
    a_gap,
    a_read,
    an_incident,
    an_update,
    at,
    kinds,
    the_one,
)
from tests.fakes import FakeClock

BOARD = Board(components=(BoardComponent(id="1", name="Search", group="ChatGPT"),))
FIRST = an_update("Investigating", at(-20), "First.", ref="U1")
SECOND = an_update("Monitoring", at(0), "Second.", ref="U2")
ONE = an_incident(SECOND, id="one")


@dataclass
class FakeStatusFeed:
    """Gives its reads one after the other, and the same extras each time."""

    reads: list[FeedRead]
    adds: Extras = field(default_factory=Extras)
    asked: list[tuple[str, ...]] = field(default_factory=list)

    async def read(self) -> FeedRead:
        return self.reads.pop(0)

    async def extras(self, incident_ids: Collection[str]) -> Extras:
        self.asked.append(tuple(incident_ids))
        return self.adds


def a_clock() -> FakeClock:
    return FakeClock(at(1))


async def test_a_look_brings_memory_news_and_components() -> None:
    extras = Extras(board=BOARD, details={"one": Details(id="one", updates=(FIRST, SECOND))})
    feed = FakeStatusFeed([a_read(*OLD, ONE)], extras)

    look = await WatchStatus(feed, a_clock())(Remembered())

    one = the_one(look.news)
    assert one.what is What.OPENED
    assert [update.text for update in one.incident.updates] == ["First.", "Second."]
    assert look.board == BOARD
    assert look.remembered.read_at == at(1)
    assert feed.asked == [("one",)]


async def test_the_json_is_asked_about_what_is_open_or_has_just_changed() -> None:
    over = an_incident(an_update("Resolved", at(0.5)), id="one")
    feed = FakeStatusFeed([a_read(*OLD, ONE), a_read(*OLD, ONE), a_read(*OLD, over), a_read(*OLD)])
    remembered = Remembered()

    for _ in range(4):
        remembered = (await WatchStatus(feed, a_clock())(remembered)).remembered

    assert feed.asked == [("one",), ("one",), ("one",), ()]


async def test_a_read_with_a_gap_asks_nothing_and_tells_how_long_to_stay_away() -> None:
    feed = FakeStatusFeed([replace(a_gap(), retry_after_s=77)])

    look = await WatchStatus(feed, a_clock())(Remembered())

    assert (look.news, look.retry_after_s, feed.asked) == ((), 77, [])
    assert look.remembered.trouble is not None


async def test_the_news_is_the_same_without_the_json() -> None:
    feed = FakeStatusFeed([a_read(*OLD, ONE)])

    look = await WatchStatus(feed, a_clock())(Remembered())

    assert kinds(look.news) == [What.OPENED]
